import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedCycles, verifyTable } from '../../infra/cli/verify.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { createEvaluationStore } from '../../lib/store/evaluation-store.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openTable } from '../../lib/store/table.ts';
import type { CycleView, Statistics } from '../../schemas/cycles.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { onePerKind, withByteChanged } from '../support/planted.ts';
import { doctor, finding, hospital, patient, pharmacy, registry } from '../support/records.ts';

let connector: Connector;
const second = () => connector.as('second-officer');

beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
}, 60_000);
afterAll(() => connector.stop());

const cycle = async (year: number) => (await connector.client.call('GET', `/v1/cycles/${year}`)) as CycleView;
const untilPhase = (year: number, phase: CycleView['phase']) =>
  until(`the evaluation of ${year} is in ${phase}`, async () => (await cycle(year)).phase === phase);
const inCategory = (category: string, subject: { id: string; name: string }) => ({ category, ...subject });

describe('the annual evaluation', () => {
  it('is refused for a year that is not over, and for one before the regulation', async () => {
    const start = (year: string) => refusalOf(connector.client.call('POST', `/v1/cycles/${year}/evaluation`));
    expect(await start('2026')).toBe('409 cycle-not-over');
    expect(await start('2022')).toBe('409 before-regulation');
    expect(await start('next')).toBe('404 unknown-cycle');
    expect(await refusalOf(connector.client.call('GET', '/v1/cycles/2026'))).toBe('404 unknown-cycle');
  });

  it('is rehearsed without publishing anything', async () => {
    await connector.submit('medical-insurance', [
      finding(1, inCategory('pharmacy', pharmacy), 'ph.penalty-closure', { count: 2 }),
      finding(2, inCategory('medical-institution', hospital), 'mi.recovered-share', { value: '3.5' }),
      finding(3, inCategory('doctor', doctor), 'dr.administrative-penalty', { count: 2 }),
      finding(4, inCategory('insured-person', patient), 'ip.crime'),
    ]);
    connector.pass(200);
    const begun = (await connector.client.call('POST', '/v1/cycles/2026/evaluation')) as CycleView;
    expect(begun.phase).toBe('collect');
    await untilPhase(2026, 'review');
    const { report, peers, progress } = await cycle(2026);
    expect(peers).toEqual({ 'mi.recovered-share': { min: '3.5', max: '3.5', institutions: 1 } });
    expect(report).toMatchObject({ subjects: 6, vetoed: 1, newlyVetoed: 1, problems: 0 });
    expect(report?.grades).toMatchObject({
      'pharmacy/5401/B': 1,
      'doctor/5401/C': 1,
      'insured-person/-/E': 1,
    });
    expect(report?.movesFromInterim).toMatchObject({ 'pharmacy/B/B': 1 });
    expect(report?.largestMoves[0]).toMatchObject({
      against: 'interim',
      from: { score: '94.00' },
      to: { score: '90.00' },
      because: [{ indicator: 'ph.penalty-closure', title: expect.stringMatching(/\p{Script=Han}/u) }],
    });
    expect(report?.byPrefecture?.['5401']?.movesFromInterim).toMatchObject({ 'pharmacy/B/B': 1 });
    expect(progress).toMatchObject({ subjects: 6, of: 6 });
    expect(report?.missingValues).toMatchObject({
      'medical-institution/mi.self-correction-share': 1,
      'pharmacy/ph.satisfaction': 1,
    });
    expect(report?.missingValues).not.toHaveProperty('medical-institution/mi.recovered-share');
    const { missing } = (await connector.client.call('GET', '/v1/cycles/2026/missing-values')) as {
      missing: object[];
    };
    expect(missing).toContainEqual({
      category: 'pharmacy',
      ...pharmacy,
      division: '540102',
      indicator: 'ph.satisfaction',
      title: '患者满意度',
    });
    expect((await connector.grade({ scheme: 'uscc', ...pharmacy }))['state']).toBe('interim');
  });

  it('is published only after a second person has released it', async () => {
    const release = { rehearsal: 1, reason: '预演结果已核对' };
    const path = '/v1/cycles/2026/release';
    expect(await refusalOf(connector.client.call('POST', path, release))).toBe('403 same-officer');
    const other = await second();
    expect(await refusalOf(other.call('POST', path, { ...release, rehearsal: 2 }))).toBe('409 not-in-review');
    await other.call('POST', path, release);
    await untilPhase(2026, 'published');
    await connector.untilInSync();
    expect(await connector.grade({ scheme: 'uscc', ...pharmacy })).toMatchObject({
      cycle: 2026,
      state: 'published',
      score: '90.00',
      grade: 'B',
    });
    const { entries } = await connector.receiver('directory');
    expect(entries.filter(({ state }) => state === 'published')).toHaveLength(registry.length);
    expect(await refusalOf(connector.client.call('POST', '/v1/cycles/2026/evaluation'))).toBe(
      '409 cycle-published',
    );
  });
});

describe('insight into a cycle', () => {
  it('is statistics by category, prefecture, grade and indicator, as JSON and CSV', async () => {
    const statistics = (await connector.client.call('GET', '/v1/cycles/2026/statistics')) as Statistics;
    expect(statistics.grades).toContainEqual({
      category: 'pharmacy',
      prefecture: '5401',
      grade: 'B',
      subjects: 1,
    });
    expect(statistics.indicators).toContainEqual({
      category: 'pharmacy',
      indicator: 'ph.penalty-closure',
      subjects: 1,
    });
    const token = await connector.token('tests', 'cycles:write');
    const headers = { authorization: `Bearer ${token}`, accept: 'text/csv' };
    const other = connector.client.call('GET', '/v1/cycles/2026/statistics?of=names');
    expect(await refusalOf(other)).toBe('400 unknown-statistics');
    const csv = await fetch(`${connector.apiUrl}/v1/cycles/2026/statistics`, { headers });
    expect(await csv.text()).toContain('pharmacy,5401,B,1');
  });

  it('is the list of what was published, of the region and of a prefecture, numbers of people masked', async () => {
    const list = async (query = '') =>
      ((await connector.client.call('GET', `/v1/cycles/2026/results${query}`)) as { results: object[] })
        .results;
    const all = await list();
    expect(all).toHaveLength(registry.length);
    expect(JSON.stringify(all)).not.toContain(patient.id);
    expect(await list('?prefecture=5401&category=pharmacy')).toEqual([
      {
        category: 'pharmacy',
        name: pharmacy.name,
        id: pharmacy.id,
        division: '540102',
        grade: 'B',
        score: '90.00',
        publishedOn: connector.today(),
      },
    ]);
    expect(await refusalOf(list('?after=x'))).toBe('400 bad-cursor');
  });
});

describe('a trial of a draft', () => {
  const trial = (body: object) => connector.client.call('POST', '/v1/trials', { cycle: 2026, ...body });
  const table = {
    id: 'annex-7',
    version: '2027-01-01',
    inForceFrom: '2027-01-01',
    article: '附件7',
    citation: '试行稿',
    category: 'pharmacy',
  };
  const rest = { code: 'ph.training', name: '医保培训', weight: 50, rule: { kind: 'all-or-nothing' } };
  const closure = (weight: number) => ({
    code: 'ph.penalty-closure',
    name: '责令停业整顿',
    weight,
    rule: { kind: 'share-per-case', denominator: 2 },
  });

  it('says over all files what would move, and publishes nothing', async () => {
    const { id } = (await trial({ table: { ...table, indicators: [closure(50), rest] } })) as { id: string };
    const view = async () => (await connector.client.call('GET', `/v1/trials/${id}`)) as CycleView;
    await until('the trial is done', async () => (await view()).phase === 'review');
    const { report } = await view();
    expect(report?.movesFromInForce).toMatchObject({ 'pharmacy/B/E': 1, 'nurse/A/A': 1 });
    expect(report?.largestMoves).toMatchObject([
      { against: 'in-force', from: { grade: 'B', score: '90.00' }, to: { grade: 'E', score: '50.00' } },
    ]);
    expect(await connector.grade({ scheme: 'uscc', ...pharmacy })).toMatchObject({ score: '90.00' });
  });

  it('of a table whose weights sum to 99, or of a policy out of bounds, is refused', async () => {
    expect(await refusalOf(trial({ table: { ...table, indicators: [closure(49), rest] } }))).toBe(
      '400 invalid-request',
    );
    expect(await refusalOf(trial({ policy: { 'suspension.months-vetoed': '24' } }))).toBe(
      '400 invalid-policy',
    );
    expect(await refusalOf(trial({ policy: { 'no.such': '1' } }))).toBe('400 invalid-policy');
    expect(await refusalOf(trial({}))).toBe('400 invalid-request');
  });
});

describe('the public list', () => {
  const disclosed = async (query = '') =>
    (
      (await (await fetch(`${connector.apiUrl}/v1/disclosures${query}`)).json()) as {
        disclosures: object[];
      }
    ).disclosures;
  it('does not name an institution at an interim E', async () => {
    expect(await disclosed()).toEqual([]);
    const veto = finding(20, inCategory('pharmacy', pharmacy), 'ph.agreement-terminated', {
      decidedOn: '2027-01-12',
    });
    await connector.submit('medical-insurance', [veto]);
    expect(await connector.grade({ scheme: 'uscc', ...pharmacy })).toMatchObject({ grade: 'E' });
    expect(await disclosed()).toEqual([]);
    expect(await disclosed('?prefecture=5401')).toEqual([]);
    expect(await disclosed('?prefecture=5402')).toEqual([]);
    await connector.submit('medical-insurance', [{ ...veto, status: '撤销' }]);
    expect(await disclosed()).toEqual([]);
    await connector.untilInSync();
  });
});

describe('a file as of a day', () => {
  const asOf = async (day: string, subject: { category: string; scheme: string; id: string }) =>
    (await connector.client.call('POST', '/v1/files/query', {
      ...subject,
      asOf: day,
      reason: 'test',
    })) as object;
  const shop = { category: 'pharmacy', scheme: 'uscc', id: pharmacy.id };
  const proof = { rebuilt: 'equal', redrawn: 'equal' };

  it('says what was known and stood then, and proves the sheet of that day', async () => {
    expect(await asOf('2026-06-29', shop)).toMatchObject({ dishonesty: [], scoreSheets: [], sanctions: [] });
    const interim = { cycle: 2026, state: 'interim', score: '94.00', grade: 'B' };
    for (const day of ['2026-06-30', '2026-12-31'])
      expect(await asOf(day, shop)).toMatchObject({ standing: interim, dishonesty: [{}], proof });
    // Published, at E by a decision, and back by its revocation, all on one day: the last state counts.
    const today = connector.today();
    expect(await asOf(today, shop)).toMatchObject({
      standing: { cycle: 2026, state: 'published', score: '90.00' },
      dishonesty: [{}, { status: 'revoked' }],
      proof,
    });
    const person = { category: 'insured-person', scheme: 'resident-id', id: patient.id };
    expect(await asOf('2026-07-01', person)).toMatchObject({
      standing: { grade: 'E' },
      sanctions: [{ kind: 'settlement-suspension', from: '2026-06-30', until: '2027-06-30' }],
      proof,
    });
    // What a doctor's document means for the hospital was known on the same day.
    expect(
      await asOf('2026-07-01', { category: 'medical-institution', scheme: 'uscc', id: hospital.id }),
    ).toMatchObject({ reachedBy: [{ matter: 'physician-sanctioned' }], proof });
  });
});

describe('the proof of what was published', () => {
  const policy = policyOf({ env: {} });
  const open = () => {
    const table = openTable(connector.table.name, connector.table.client);
    return { table, folders: createFolderStore(table), evaluations: createEvaluationStore(table) };
  };

  it('finds every sheet to follow from its evidence, equal to the byte', async () => {
    const { folders, evaluations } = open();
    const { files, published, findings } = await verifyTable(folders, { policy });
    expect(findings).toEqual([]);
    expect(files).toBe(registry.length);
    // The pharmacy moved to E and back after its publication, so its published result is on two more sheets.
    expect(published).toBe(registry.length + 2);
    expect(await changedCycles(evaluations)).toEqual([]);
  });

  it('finds a changed byte in every kind of item', async () => {
    const { table, folders, evaluations } = open();
    const kinds = await onePerKind(connector.table);
    expect([...kinds.keys()].sort()).toEqual(
      [
        'CYCLES HEAD',
        'CYCLE SHARD',
        'P FACT A',
        'P FACT D',
        'P FACT L',
        'P FACT P',
        'P FACT R',
        'P FILE',
        'P LINK',
        'P SHEET',
      ].sort(),
    );
    for (const [kind, item] of kinds) {
      if (isOfNoFile(kind)) continue;
      for (const place of [0.1, 0.5, 0.9]) {
        await table.put(withByteChanged(item, place));
        const { findings } = await verifyTable(folders, { policy });
        const found = findings.length + (await changedCycles(evaluations)).length;
        expect(found, `${kind} at ${place}`).toBeGreaterThan(0);
        await table.put(item);
      }
    }
    expect((await verifyTable(folders, { policy })).findings).toEqual([]);
  });
});

/** True for facts about parties without a file: a code, or a person who only represents somebody. */
const isOfNoFile = (kind: string): boolean => ['P FACT A', 'P FACT L'].includes(kind);
