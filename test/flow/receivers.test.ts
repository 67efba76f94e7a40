import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allDeliveries } from '../../infra/cli/deliveries.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { finding, patient, pharmacy, registry } from '../support/records.ts';

let connector: Connector;
beforeAll(async () => {
  // An answer that does not come is waited for, and each retry waits for the sweep.
  const settings = '{"timeoutSeconds":0.4}';
  connector = await startConnector(
    { DIRECTORY_SETTINGS: settings, SETTLEMENT_SETTINGS: settings },
    undefined,
    5,
  );
  await connector.submit('registry', registry);
  await connector.untilInSync();
});
afterAll(() => connector.stop());

let number = 0;
/** A crime established causes a listing. Revoked, it causes a lift. */
const crime = () =>
  finding(++number, { category: 'insured-person', ...patient }, 'ip.crime', { decidedOn: '2026-06-01' });
const revoked = (record: object) => ({ ...record, status: '撤销', decidedOn: '2026-06-02' });
const entryOf = async (id: string) =>
  (await connector.receiver('directory')).entries.find(
    (row) => row['certNo'] === id && row['category'] === 'insured-person',
  );
const warn = () => finding(++number, { category: 'pharmacy', ...pharmacy }, 'ph.interview');

const cases = (['directory', 'settlement'] as const).flatMap((receiver) =>
  (['refuse', 'timeout', 'after-commit', 'partial', 'slow'] as const).map(
    (mode) => [receiver, mode] as const,
  ),
);

describe('a receiver that fails', () => {
  it.each(cases)(
    '%s, by %s: comes right by itself, and nothing older overwrites anything newer',
    async (receiver, mode) => {
      const fail = () => connector.fault(receiver, mode, mode === 'refuse' ? 4 : 2);
      const listed = crime();
      await fail();
      await connector.submit('medical-insurance', [listed, warn()]);
      await connector.untilInSyncAhead();
      expect((await connector.receiver('settlement')).entries).toMatchObject([{ certno: patient.id }]);
      expect(await entryOf(patient.id)).toMatchObject({ grade: 'E' });
      await fail();
      await connector.submit('medical-insurance', [revoked(listed)]);
      await connector.untilInSyncAhead();
      expect((await connector.receiver('settlement')).entries).toEqual([]);
      expect(await entryOf(patient.id)).toMatchObject({ grade: 'A', sanctions: [] });

      // The reason is revoked while the receiver still fails: the lift overtakes the listing.
      const overtaken = crime();
      await fail();
      const { requests } = await connector.receiver(receiver);
      await connector.submit('medical-insurance', [overtaken]);
      await until(
        'the receiver was tried',
        async () => (await connector.receiver(receiver)).requests > requests,
      );
      await connector.submit('medical-insurance', [revoked(overtaken)]);
      await connector.untilInSyncAhead();
      await connector.fault(receiver, 'ok');
      const [settlement, directory] = [
        await connector.receiver('settlement'),
        await connector.receiver('directory'),
      ];
      expect(settlement.entries).toEqual([]);
      expect(await entryOf(patient.id)).toMatchObject({ grade: 'A', sanctions: [] });
      expect([...settlement.violations, ...directory.violations]).toEqual([]);
      expect(await allDeliveries(connector.client, { state: 'given-up' })).toEqual([]);
    },
  );

  it('has acknowledged a delivery that is in sync, which cannot be retried', async () => {
    const deliveries = await allDeliveries(connector.client, { receiver: 'directory', state: 'settled' });
    expect(deliveries).toHaveLength(registry.length);
    const again = connector.client.call('POST', `/v1/deliveries/${deliveries[0]?.id}/retry`);
    expect(await refusalOf(again)).toBe('409 delivery-settled');
  });

  it('is compared with the files on request, and gets what it lost again', async () => {
    await connector.client.call('POST', '/v1/receivers/settlement/reconciliation');
    await until('the reconciliation is done', () =>
      connector.log().includes('"receiver":"settlement","compared"'),
    );
    expect(connector.log()).toMatch(/"receiver":"settlement","compared":\d+,"differences":0/);
  });
});
