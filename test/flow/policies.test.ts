import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { verifyTable } from '../../infra/cli/verify.ts';
import { policyOfTable } from '../../lib/application/wiring/intake-ports.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openTable } from '../../lib/store/table.ts';
import type { fileAnswer } from '../../schemas/file.ts';
import type { PoliciesAnswer, PolicyChangeView } from '../../schemas/policies.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { finding, hospital, nurse, patient, registry } from '../support/records.ts';

/** A bureau sets its parameters by itself: proposed, rehearsed over all files, released by a second officer. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
  // 100 points and two of the bonus: the cap of 100 holds (Art. 16).
  await connector.submit('medical-insurance', [
    finding(1, { category: 'medical-institution', ...hospital }, 'mi.commendation', { count: '2' }),
  ]);
});
afterAll(() => connector?.stop());

type Body = Record<string, string>;
const as = (who: string) => connector.as(who, 'policy:write review:write');
const propose = async (who: string, body: Body) =>
  (await as(who)).call('POST', '/v1/policies', { reason: '试行', ...body }) as Promise<PolicyChangeView>;
const shown = async (id: string) =>
  (await (await as('first')).call('GET', `/v1/policies/${id}`)) as PolicyChangeView;
const policies = async () => (await (await as('first')).call('GET', '/v1/policies')) as PoliciesAnswer;
const rehearsed = (id: string) =>
  until('the rehearsal is finished', async () => (await shown(id)).phase === 'review');
const release = async (who: string, id: string) =>
  (await as(who)).call('POST', `/v1/policies/${id}/release`, { reason: '核对无误' });
/** The sweep starts the projection a minute after the release. */
const twoMinutes = 2 / 1440;
const ofHospital = () => connector.grade({ scheme: 'uscc', ...hospital });

describe('a value of a parameter', () => {
  let id = '';
  it('is refused out of its bounds, in the past, and without its scope', async () => {
    const cap = { parameter: 'score.cap', from: '2026-01-01' };
    expect(await refusalOf(propose('first', { ...cap, value: '110' }))).toBe('400 invalid-policy');
    expect(await refusalOf(propose('first', { ...cap, value: '102', from: '2026-03-01' }))).toBe(
      '400 invalid-policy',
    );
    expect(await refusalOf(propose('first', { parameter: 'no.such', value: '1', from: '2027-01-01' }))).toBe(
      '400 invalid-policy',
    );
    const ladder = { parameter: 'suspension.months-vetoed', value: '6', from: '2026-01-01' };
    expect(await refusalOf(propose('first', ladder))).toBe('400 invalid-policy');
    const mode = { parameter: 'suspension.mode', value: 'four-eyes', from: '2026-01-01' };
    expect(await refusalOf(propose('first', mode))).toBe('400 invalid-policy');
    const other = await connector.as('other', 'review:write');
    expect(await refusalOf(other.call('POST', '/v1/policies', { ...cap, value: '102', reason: 'x' }))).toBe(
      '403 scope-missing',
    );
  });

  it('is rehearsed over all files, and changes nothing', async () => {
    ({ id } = await propose('first', { parameter: 'score.cap', value: '102', from: '2026-01-01' }));
    await rehearsed(id);
    const { report } = await shown(id);
    expect(report).toMatchObject({ changed: 1, effects: { 'score/moved': 1 }, problems: 0 });
    expect(report?.subjects).toBeGreaterThan(4);
    expect(await ofHospital()).toMatchObject({ score: '100.00' });
    expect((await policies()).proposals).toMatchObject([{ id, phase: 'review', proposedBy: 'first' }]);
    expect(await (await as('second')).call('GET', '/v1/reviews')).toMatchObject({
      reviews: [{ kind: 'policy', id, effect: 'score.cap 102 from 2026-01-01', proposedBy: ['first'] }],
    });
  });

  it('is released by a second officer, and then every file is projected with it', async () => {
    expect(await refusalOf(release('first', id))).toBe('403 same-officer');
    expect(await release('second', id)).toMatchObject({ phase: 'refresh' });
    expect(await refusalOf(release('third', id))).toBe('409 not-in-review');
    connector.pass(twoMinutes);
    await until('the files are projected', async () => (await shown(id)).phase === 'published');
    expect(await ofHospital()).toMatchObject({ score: '102.00' });
    const { parameters } = await policies();
    expect(parameters.find(({ name }) => name === 'score.cap')).toMatchObject({
      inForce: '102',
      values: [
        { value: '100', source: 'shipped' },
        { value: '102', releasedBy: 'second', proposedBy: 'first' },
      ],
    });
    await connector.untilInSync();
  });

  it('holds for what comes after its first day', async () => {
    const basis = { parameter: 'sanctions.basis.service-stop', value: 'interim' };
    const from = connector.today();
    const { id: later } = await propose('first', { ...basis, from });
    await rehearsed(later);
    await release('second', later);
    connector.pass(twoMinutes);
    await until('the files are projected', async () => (await shown(later)).phase === 'published');
    await connector.submit('medical-insurance', [
      finding(20, { category: 'nurse', ...nurse }, 'nu.fraud-conviction', { decidedOn: from }),
    ]);
    expect(await connector.grade({ scheme: 'resident-id', ...nurse, category: 'nurse' })).toMatchObject({
      sanctions: [{ kind: 'service-stop', from }],
    });
  });

  it('can be given up before it is released', async () => {
    const { id: other } = await propose('first', {
      parameter: 'downgrade.absence',
      value: 'break',
      from: '2027-01-01',
    });
    await rehearsed(other);
    const officer = await as('second');
    expect(await officer.call('POST', `/v1/policies/${other}/abandonment`, { reason: '撤回' })).toMatchObject(
      {
        phase: 'abandoned',
      },
    );
    expect(await refusalOf(release('third', other))).toBe('409 not-in-review');
    expect((await policies()).proposals).toEqual([]);
  });

  it('leaves every sheet proved, those from before it too', async () => {
    const table = openTable(connector.table.name, connector.table.client);
    const policy = await policyOfTable({ env: {} }, table);
    const { findings } = await verifyTable(createFolderStore(table), { policy });
    expect(findings).toEqual([]);
  });
});

describe('the legal basis (Art. 33)', () => {
  const shipped = { number: '藏医保〔2023〕33号', from: '2023-05-08', to: '2026-05-07', title: '试行办法' };
  const next = { number: '藏医保〔2026〕20号', from: '2026-05-08', title: '信用管理办法' };
  const ofPatient = () => connector.grade({ scheme: 'resident-id', ...patient, category: 'insured-person' });
  const fileOfPatient = async () =>
    (await connector.client.call('POST', '/v1/files/query', {
      category: 'insured-person',
      scheme: 'resident-id',
      id: patient.id,
      reason: 'test',
    })) as z.infer<typeof fileAnswer>;
  const inForce = async (parameter: string, value: unknown) => {
    const officer = await as('first');
    const body = { parameter, value, from: connector.today(), reason: '第三十三条' };
    const { id } = (await officer.call('POST', '/v1/policies', body)) as PolicyChangeView;
    await rehearsed(id);
    await release('second', id);
    connector.pass(twoMinutes);
    await until('the files are projected', async () => (await shown(id)).phase === 'published');
    return shown(id);
  };

  it('has lapsed on record: the trial period ended on 2026-05-07, the tests run on 2026-06-30', async () => {
    expect((await policies()).legalBasis).toMatchObject({
      documents: [],
      onRecord: [{ number: shipped.number, to: '2026-05-07' }],
    });
    expect(connector.log()).toContain('"metric":"LegalBasisLapsed"');
  });

  it('makes new sanctions wait where the bureau decided so, and the file says so', async () => {
    await inForce('regulation.when-lapsed', 'hold');
    await connector.submit('medical-insurance', [
      finding(30, { category: 'insured-person', ...patient }, 'ip.crime', { decidedOn: connector.today() }),
    ]);
    expect(await ofPatient()).toMatchObject({ grade: 'E', sanctions: [] });
    expect(await fileOfPatient()).toMatchObject({
      awaitingBasis: [{ kind: 'settlement-suspension', since: connector.today() }],
    });
  });

  it('is entered by the bureau as a list of documents, and what waited takes effect', async () => {
    const refused = { parameter: 'regulation.basis', from: connector.today(), reason: 'x' };
    const officer = await as('first');
    const ended = [{ ...next, to: '2026-05-07' }];
    expect(await refusalOf(officer.call('POST', '/v1/policies', { ...refused, value: ended }))).toBe(
      '400 invalid-policy',
    );
    const { report } = await inForce('regulation.basis', [shipped, next]);
    expect(report).toMatchObject({ effects: { 'settlement-suspension/begun': 1 } });
    expect((await policies()).legalBasis).toMatchObject({
      documents: [next.number],
      onRecord: [shipped, next],
      said: `依据：${next.number}`,
    });
    expect(await ofPatient()).toMatchObject({
      sanctions: [{ kind: 'settlement-suspension', from: connector.today() }],
    });
    expect(await fileOfPatient()).not.toHaveProperty('awaitingBasis');
  });
});
