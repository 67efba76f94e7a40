import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usccCheck } from '../../lib/shared/identifiers.ts';
import { type Connector, startConnector } from '../support/connector.ts';
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
