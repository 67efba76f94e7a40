import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usccCheck } from '../../lib/shared/identifiers.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { boss, doctor, finding, hospital, penalty, pharmacy, registry } from '../support/records.ts';

/** Who speaks for whom: a source brings, softens and revokes the decisions of its own authorities alone. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
}, 60_000);
afterAll(() => connector.stop());

const score = async (): Promise<unknown> =>
  (await connector.grade({ scheme: 'uscc', ...pharmacy, category: 'pharmacy' }))['score'];
const waiting = async (): Promise<{ id: string; reason: string; source: string }[]> =>
  ((await connector.client.call('GET', '/v1/quarantine')) as never)['items'];

const closed = penalty(1, pharmacy, { CF_CFLB: '责令停产停业' });
const revoked = { ...closed, CF_ZT: '撤销' };
const office = '1154012700000000A';
const byOffice = { CF_CFJG: '墨竹工卡县综合行政执法局', CF_CFJGDM: office + usccCheck(office) };

describe("a token for the health commission's feed", () => {
  it('does not revoke what market supervision decided: the row waits for a person', async () => {
    await connector.submit('market-supervision', [closed]);
    const before = await score();
    const run = await connector.submit('health-commission', [revoked]);
    expect(run).toMatchObject({ received: 1, quarantined: 1 });
    expect(await score()).toBe(before);
    expect(await waiting()).toMatchObject([
      { reason: 'authority-not-of-source', source: 'health-commission' },
    ]);
  });

  it('does not soften it either, nor bring decisions in its name', async () => {
    const before = await score();
    const run = await connector.submit('health-commission', [
      penalty(1, pharmacy, { CF_CFLB: '警告' }),
      penalty(2, pharmacy),
    ]);
    expect(run).toMatchObject({ received: 2, quarantined: 2 });
    expect(await score()).toBe(before);
  });

  it('does not revoke the decision of an office whose name says no administration', async () => {
    const decided = penalty(7, pharmacy, byOffice);
    await connector.submit('market-supervision', [decided]);
    const before = await score();
    const run = await connector.submit('health-commission', [{ ...decided, CF_ZT: '撤销' }]);
    expect(run).toMatchObject({ received: 1, quarantined: 1 });
    expect(await score()).toBe(before);
    const own = await connector.submit('market-supervision', [{ ...decided, CF_ZT: '撤销' }]);
    expect(own).toMatchObject({ accepted: 1 });
    expect(await score()).not.toBe(before);
  });

  it('is taken where an officer says that the row holds', async () => {
    const before = await score();
    const [item] = await waiting();
    const correction = { holds: true, reason: '有授权' };
    await connector.client.call('POST', `/v1/quarantine/${item?.id}/correction`, correction);
    expect(await score()).not.toBe(before);
  });
});

describe("the bureau's own feed", () => {
  const byHealth = { authority: '拉萨市卫生健康委员会' };

  it('brings the commendation of any authority, and of another authority nothing else (第十条、第十一条)', async () => {
    const about = { category: 'doctor', ...doctor };
    const run = await connector.submit('medical-insurance', [
      finding(81, about, 'good-faith.commendation', { ...byHealth, level: '地市级' }),
      finding(82, about, 'dr.complaint', byHealth),
    ]);
    expect(run).toMatchObject({ received: 2, accepted: 1, quarantined: 1 });
    const file = await connector.file({ scheme: 'resident-id', id: doctor.id, category: 'doctor' });
    expect(file).toMatchObject({
      standing: { grade: 'A', score: '100.00' },
      goodFaith: [{ authority: byHealth.authority, content: { authorityLevel: 'prefecture' } }],
      dishonesty: [],
      measured: [],
    });
    const employer = { scheme: 'uscc', id: hospital.id, category: 'medical-institution' } as const;
    expect(await connector.file(employer)).toMatchObject({ reachedBy: [] });
  });

  it('tells whom the representative of an institution is, with a masked number', async () => {
    const file = await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' });
    expect(file).toMatchObject({
      basic: { legalRepresentative: { name: boss.name, id: '440524********0014' } },
    });
  });
});

const masked = (id: string): string => `${id.slice(0, 6)}********${id.slice(-4)}`;
const withCheck = (body: string): string => body + usccCheck(body);
const asksFor = async (): Promise<{ id: string }[]> =>
  (
    (await connector.client.call(
      'GET',
      '/v1/quarantine?source=registry&reason=succession-candidate',
    )) as never
  )['items'];
const show = async (id: string): Promise<Record<string, unknown>> =>
  (await connector.client.call('GET', `/v1/quarantine/${id}`)) as Record<string, unknown>;
const decide = (id: string, what: string, body: object): Promise<unknown> =>
  connector.client.call('POST', `/v1/quarantine/${id}/${what}`, body);

describe('a hospital at C that comes back with another USCC and the same medical-insurance code (承继)', () => {
  const [before, now] = [withCheck('12540100MB1U10001'), withCheck('12540100MB1U10002')];
  const category = 'medical-institution' as const;
  const old = { category, id: before, name: '拉萨承继医院' };
  const renamed = { category, id: now, name: '拉萨承继医院集团' };
  const entry = (who: typeof old, change: object = {}) => ({
    scheme: 'uscc',
    medinsCode: 'H54010200077',
    level: '三级',
    division: '540102',
    ...who,
    ...change,
  });
  const gradeUnder = async (id: string): Promise<unknown[]> => {
    const { status, grade, score } = await connector.grade({ scheme: 'uscc', id, category });
    return [status, grade, score];
  };
  const inDirectory = async (): Promise<unknown[]> =>
    (await connector.receiver('directory')).entries
      .filter(({ name }) => String(name).startsWith('拉萨承继'))
      .map(({ recordId, name, uscc, grade }) => [recordId, name, uscc, grade]);
  let recordId: unknown;

  it('waits, with both names and both numbers, while its file stays as it is', async () => {
    await connector.submit('registry', [entry(old)]);
    // 100 − 6 (举报投诉) − 4 (约谈) − 2 (制度建设) − 4 (限期整改) = 84: C
    await connector.submit('medical-insurance', [
      finding(91, old, 'mi.complaint', { count: 5 }),
      finding(92, old, 'mi.interview', { count: 5 }),
      finding(93, old, 'mi.policies', { count: 4 }),
      finding(94, old, 'mi.rectification', { count: 3 }),
    ]);
    expect(await gradeUnder(before)).toEqual(['graded', 'C', '84.00']);
    await connector.untilInSync();
    const rows = (await inDirectory()) as unknown[][];
    expect(rows).toEqual([[rows[0]?.[0], old.name, before, 'C']]);
    recordId = rows[0]?.[0];
    // A penalty under the new number comes before the registry has it.
    expect(await connector.submit('market-supervision', [penalty(91, renamed)])).toMatchObject({
      unmatched: 1,
    });
    const file = [entry(old, { status: '退出' }), entry(renamed)];
    expect(await connector.submit('registry', file)).toMatchObject({ accepted: 1, quarantined: 1 });
    // The same list again asks nothing again.
    expect(await connector.submit('registry', file)).toMatchObject({ duplicates: 2, quarantined: 0 });
    const [item, ...more] = await asksFor();
    expect(more).toEqual([]);
    // A list that says something else of it waits beside it.
    expect(await connector.submit('registry', [entry(renamed, { level: '二级' })])).toMatchObject({
      quarantined: 1,
    });
    expect(await asksFor()).toHaveLength(2);
    expect(await show(item?.id ?? '')).toMatchObject({
      record: { subject: { id: now, name: renamed.name } },
      candidates: [{ id: before, name: old.name, grounds: ['medins-code'], against: ['name'] }],
    });
    expect(await gradeUnder(before)).toEqual(['graded', 'C', '84.00']);
    expect(await gradeUnder(now)).toEqual(['not-found', undefined, undefined]);
  });

  it('goes on under the new number once an officer says that it is the same', async () => {
    const [item] = await asksFor();
    const [candidate] = (await show(item?.id ?? ''))['candidates'] as { key: string }[];
    await decide(item?.id ?? '', 'correction', { candidate: candidate?.key, reason: '换发统一社会信用代码' });
    // The penalty that waited costs 3 points.
    expect(await gradeUnder(now)).toEqual(['graded', 'C', '81.00']);
    expect(await gradeUnder(before)).toEqual(['graded', 'C', '81.00']);
    expect(await connector.file({ scheme: 'uscc', id: before, category })).toMatchObject({
      basic: { id: masked(now), name: renamed.name, formerIds: [masked(before)], status: 'active' },
    });
    await until('the other row is taken', async () => (await asksFor()).length === 0);
    expect(await refusalOf(decide(item?.id ?? '', 'undo', { reason: '误认' }))).toBe('409 not-undoable');
  });

  it('has one row in the directory, with the new number and under the id that it had', async () => {
    await connector.untilInSync();
    expect(await inDirectory()).toEqual([[recordId, renamed.name, now, 'C']]);
    expect((await connector.receiver('directory')).tombstones).toEqual([]);
  });

  it('takes what authorities send under either number, and asks nothing again', async () => {
    await connector.submit('market-supervision', [penalty(92, old), penalty(93, renamed)]);
    // 81 − 3 − 3 = 75: still C
    expect(await gradeUnder(now)).toEqual(['graded', 'C', '75.00']);
    const file = [entry(old, { status: '退出' }), entry(renamed, { level: '二级' })];
    expect(await connector.submit('registry', file)).toMatchObject({ duplicates: 2, quarantined: 0 });
    expect(await connector.submit('registry', [entry(renamed, { level: '一级' })])).toMatchObject({
      accepted: 1,
    });
    expect(await connector.file({ scheme: 'uscc', id: now, category })).toMatchObject({
      basic: { id: masked(now), level: '1', medinsCode: 'H54010200077' },
    });
  });
});

describe('a medical-insurance code that was given on to another pharmacy', () => {
  const code = 'P54010200078';
  const category = 'pharmacy' as const;
  const first = { category, id: withCheck('91540100MA6U20001'), name: '拉萨前店药房' };
  const second = { category, id: withCheck('91540100MA6U20002'), name: '拉萨后店药房' };
  const entry = (who: typeof first) => ({ scheme: 'uscc', medinsCode: code, ...who });
  const underCode = (number: number, decidedOn: string, { name } = first) =>
    finding(number, { category, id: code, name }, 'ph.complaint', {
      scheme: 'medins-code',
      decidedOn,
    });
  const scoreOf = async ({ id }: { id: string }): Promise<unknown> =>
    (await connector.grade({ scheme: 'uscc', id, category }))['score'];

  it('begins a file of its own where an officer says that it is another institution', async () => {
    await connector.submit('registry', [entry(first)]);
    await connector.submit('medical-insurance', [underCode(96, '2026-06-20')]);
    expect(await scoreOf(first)).toBe('99.00');
    connector.pass(10);
    // A prefecture sends it; of an institution that is not in that prefecture the region decides.
    const prefecture = await connector.as('tests', undefined, { division: '5401' });
    const sent = new TextEncoder().encode(JSON.stringify([entry(second)]));
    const run = await prefecture.follow(await prefecture.submit('registry', 'file', sent));
    expect(run).toMatchObject({ quarantined: 1 });
    const [item] = await asksFor();
    const own = prefecture.call('POST', `/v1/quarantine/${item?.id}/correction`, {
      holds: true,
      reason: '另一家',
    });
    expect(await refusalOf(own)).toBe('403 region-only');
    await decide(item?.id ?? '', 'correction', { holds: true, reason: '原药房已注销，编码改配' });
    expect(await scoreOf(second)).toBe('100.00');
    expect(await scoreOf(first)).toBe('99.00');
  });

  it('leads to whoever held it on the day of the record', async () => {
    connector.pass(5);
    await connector.submit('medical-insurance', [
      underCode(97, '2026-07-05'),
      underCode(98, '2026-07-12', second),
    ]);
    expect([await scoreOf(first), await scoreOf(second)]).toEqual(['98.00', '99.00']);
    expect(await connector.grade({ scheme: 'medins-code', id: code })).toMatchObject({ score: '99.00' });
    expect(await connector.submit('registry', [entry(second)])).toMatchObject({ duplicates: 1 });
    await until('nothing asks', async () => (await asksFor()).length === 0);
  });
});
