import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../infra/cli/client.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import { allScopes, type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import {
  defaulter,
  finding,
  otherDefaulters,
  patient,
  pharmacy,
  registry,
  stranger,
} from '../support/records.ts';

/**
 * Levels (Art. 6, 18): two prefectures release their results on different days, and each sees what was sent for it. The
 * clock starts on Tuesday, 2026-06-30.
 */
const there = { id: stranger.id, name: stranger.name };
const inShigatse = { category: 'pharmacy', scheme: 'uscc', ...there, division: '540202' };

let connector: Connector;
let officers: Record<'5401' | '5402', Client>;
beforeAll(async () => {
  connector = await startConnector();
  const officerOf = (division: string) =>
    connector.as('bureau', allScopes, { person: `officer-${division}`, division });
  officers = { '5401': await officerOf('5401'), '5402': await officerOf('5402') };
  await connector.submit('registry', [...registry, inShigatse]);
}, 60_000);
afterAll(() => connector.stop());

describe('results of two prefectures', () => {
  const path = '/v1/cycles/2026';
  const view = async (officer: Client = connector.client) => (await officer.call('GET', path)) as CycleView;
  const states = async (officer?: Client) =>
    (await view(officer)).levels?.map(({ division, state, publishedOn }) => [division, state, publishedOn]);
  const isPublished = async (division: string) =>
    (await view()).levels?.find((level) => level.division === division)?.state === 'published';
  const disclosed = async () =>
    (
      (await (await fetch(`${connector.apiUrl}/v1/disclosures`)).json()) as {
        disclosures: { id: string; from: string }[];
      }
    ).disclosures.map(({ id, from }) => [id, from]);
  const gradeOf = ({ id }: { id: string }) => connector.grade({ scheme: 'uscc', id, category: 'pharmacy' });
  const release = { rehearsal: 1, reason: '预演结果已核对' };

  it('are rehearsed together, and each prefecture sees its own part', async () => {
    await connector.submit('medical-insurance', [
      finding(1, { category: 'pharmacy', ...pharmacy }, 'ph.agreement-terminated'),
      finding(2, { category: 'pharmacy', ...there }, 'ph.agreement-terminated'),
    ]);
    // 202 days after Tuesday, 2026-06-30.
    connector.pass(202);
    expect(connector.today()).toBe('2027-01-18');
    await connector.client.call('POST', `${path}/evaluation`);
    await until('the rehearsal is done', async () => (await view()).phase === 'review');
    expect(await states()).toEqual(['54', '5401', '5402'].map((one) => [one, 'rehearsed', undefined]));
    const own = await view(officers['5402']);
    expect(own.levels).toEqual([{ division: '5402', subjects: 1, state: 'rehearsed' }]);
    expect(own.report).toMatchObject({ subjects: 1, grades: { 'pharmacy/5402/E': 1 }, vetoed: 1 });
    expect(own.report?.largestMoves.every(({ prefecture }) => prefecture === '5402')).toBe(true);
  });

  it('one releases its own: they are published and public, those of the other stay interim', async () => {
    const starter = await connector.as('bureau', allScopes, { person: 'tests', division: '5401' });
    expect(await refusalOf(starter.call('POST', `${path}/release`, release))).toBe('403 same-officer');
    await officers['5401'].call('POST', `${path}/release`, release);
    await until('5401 is published', () => isPublished('5401'));
    await connector.untilInSync();
    expect(await states(officers['5401'])).toEqual([['5401', 'published', '2027-01-18']]);
    expect(await gradeOf(pharmacy)).toMatchObject({ cycle: 2026, grade: 'E', state: 'published' });
    expect(await gradeOf(there)).toMatchObject({ cycle: 2026, grade: 'E', state: 'interim' });
    expect(await disclosed()).toEqual([[pharmacy.id, '2027-01-18']]);
    const { results } = (await connector.client.call('GET', `${path}/results`)) as {
      results: { category: string; division: string }[];
    };
    // The staff of the hospital is published with it.
    expect(results.map(({ category }) => category).sort()).toEqual([
      'doctor',
      'medical-institution',
      'nurse',
      'pharmacy',
    ]);
    expect(new Set(results.map(({ division }) => division))).toEqual(new Set(['540102']));
  });

  it('the other follows a week later, on its own day', async () => {
    connector.pass(7);
    await officers['5402'].call('POST', `${path}/release`, release);
    await until('5402 is published', () => isPublished('5402'));
    await connector.untilInSync();
    expect(await gradeOf(there)).toMatchObject({ state: 'published' });
    expect(Object.fromEntries(await disclosed())).toEqual({
      [pharmacy.id]: '2027-01-18',
      [there.id]: '2027-01-25',
    });
    expect((await view()).phase).toBe('review');
  });

  it('each has its own term to object: ten working days after its own publication', async () => {
    // Published on Monday 18 January: the tenth working day is Monday 1 February. On Monday 25 January: behind 5 February.
    connector.pass(8);
    expect(connector.today()).toBe('2027-02-02');
    const objection = (one: { id: string; name: string }) =>
      refusalOf(
        connector.client.call('POST', '/v1/objections', {
          subject: { scheme: 'uscc', id: one.id, category: 'pharmacy' },
          applicant: { capacity: 'self', scheme: 'uscc', ...one, contact: '139' },
          grounds: '不服',
        }),
      );
    expect(await objection(pharmacy)).toBe('409 objection-late');
    expect(await objection(there)).toBe('answered');
  });

  it('the region publishes all that is left, and the cycle is published', async () => {
    const second = await connector.as('second-officer');
    await second.call('POST', `${path}/release`, release);
    await until('the cycle is published', async () => (await view()).phase === 'published');
    await connector.untilInSync();
    const person = { scheme: 'resident-id', ...patient, category: 'insured-person' } as const;
    expect(await connector.grade(person)).toMatchObject({ state: 'published' });
    expect(await states()).toEqual([
      ['54', 'published', '2027-02-02'],
      ['5401', 'published', '2027-01-18'],
      ['5402', 'published', '2027-01-25'],
    ]);
  });
});

describe('what a prefecture sent', () => {
  const name = '同名职工';
  const [own, other] = ['810000199003070015', '440524188001010022'] as const;
  const namesake = defaulter(50, { id: '', name });
  const list = async (...entries: object[]): Promise<void> => {
    const content = new TextEncoder().encode(JSON.stringify([...otherDefaulters, namesake, ...entries]));
    const { runId } = await officers['5401'].follow(await officers['5401'].submit('court', 'file', content));
    const isCompared = () => connector.log().includes(`"runId":"${runId}","list"`);
    await until('the lists are compared', isCompared);
  };
  type Items = { items: { id: string }[] };
  const waiting = async (query: string, officer: Client): Promise<string[]> =>
    ((await officer.call('GET', `/v1/quarantine?${query}`)) as Items).items.map(({ id }) => id);
  type Detail = {
    candidates?: { key: string; id: string }[];
    candidatesElsewhere?: { count: number; explanation: string };
  };
  const show = async (id: string, officer: Client) =>
    (await officer.call('POST', `/v1/quarantine/${id}/reveal`, { reason: '核对' })) as Detail;

  beforeAll(async () => {
    const person = { scheme: 'resident-id', name };
    await connector.submit('registry', [
      { category: 'nurse', ...person, id: own, division: '540102' },
      { category: 'pharmacist', ...person, id: other, employerId: there.id },
    ]);
    await list(defaulter(1, pharmacy));
    connector.pass(7);
    await list();
  });

  it('and found no subject for is shown to it, and to the region', async () => {
    const unmatched = async (officer: Client) =>
      ((await officer.call('GET', '/v1/unmatched?source=court&limit=200')) as { records: object[] }).records;
    expect(await unmatched(officers['5401'])).toHaveLength(otherDefaulters.length);
    expect(await unmatched(officers['5402'])).toEqual([]);
    expect(await unmatched(connector.client)).toHaveLength(otherDefaulters.length);
  });

  it('and then left out of its list is decided by it', async () => {
    const [id = ''] = await waiting('kind=removal', officers['5401']);
    expect(await waiting('kind=removal', officers['5402'])).toEqual([]);
    expect(await waiting('kind=removal', connector.client)).toEqual([id]);
    expect(await refusalOf(show(id, officers['5402']))).toBe('404 unknown-item');
    expect(await show(id, officers['5401'])).toMatchObject({ state: 'waiting' });
    const dismissal = (officer: Client) =>
      officer.call('POST', `/v1/quarantine/${id}/dismissal`, { reason: '仍在名单' });
    expect(await refusalOf(dismissal(officers['5402']))).toBe('404 unknown-item');
    expect(await dismissal(officers['5401'])).toMatchObject({ state: 'dismissed' });
  });

  it('and names in part is matched with its own subjects; of others it sees how many there are', async () => {
    const [id = ''] = await waiting('source=court&reason=identifier-missing', officers['5401']);
    const all = (await show(id, connector.client)).candidates ?? [];
    expect(all.map((one) => one.id).sort()).toEqual([other, own]);
    const seen = await show(id, officers['5401']);
    expect(seen.candidates?.map((one) => one.id)).toEqual([own]);
    expect(seen.candidatesElsewhere).toEqual({
      count: 1,
      explanation: '另有1个候选主体不属于本区划，由自治区医疗保障局认定。',
    });
    const choose = (key: string) =>
      officers['5401'].call('POST', `/v1/quarantine/${id}/correction`, { reason: '同一人', candidate: key });
    const keyOf = (number: string) => all.find((one) => one.id === number)?.key ?? '';
    expect(await refusalOf(choose(keyOf(other)))).toBe('409 no-such-candidate');
    const dismissal = officers['5401'].call('POST', `/v1/quarantine/${id}/dismissal`, { reason: '均非本人' });
    expect(await refusalOf(dismissal)).toBe('403 region-only');
    expect(await choose(keyOf(own))).toMatchObject({ state: 'corrected' });
  });
});
