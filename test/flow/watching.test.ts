import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlarmsAnswer } from '../../schemas/alarms.ts';
import type { DeliveryCountsAnswer } from '../../schemas/api.ts';
import { type Connector, startConnector, until } from '../support/connector.ts';
import { onLocalHost } from '../support/on-local-host.ts';
import { finding, patient, registry } from '../support/records.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
  await connector.untilInSync();
});
afterAll(() => connector.stop());

const counts = async () =>
  (await connector.client.call('GET', '/v1/deliveries/counts')) as DeliveryCountsAnswer;
const ofSettlement = async () => (await counts()).receivers.find(({ receiver }) => receiver === 'settlement');
const alarms = async () => {
  const anybody = await connector.as('an-agency', 'grades:read', { division: '5401' });
  return (await anybody.call('GET', '/v1/alarms')) as AlarmsAnswer;
};

it('a token is told whose it is, and what it may do', async () => {
  const officer = await connector.as('bureau', 'runs:read files:read', {
    person: 'zhaxi',
    name: '扎西',
    division: '5401',
  });
  expect(await officer.call('GET', '/v1/me')).toEqual({
    sub: 'zhaxi',
    name: '扎西',
    agency: 'bureau',
    division: '5401',
    scopes: ['runs:read', 'files:read'],
  });
});

describe('a receiver that does not answer', () => {
  it('is seen in the counts: pending deliveries, and an open breaker; after it is back, neither', async () => {
    expect(await ofSettlement()).toMatchObject({ pending: 0, givenUp: 0, breaker: { state: 'closed' } });
    await connector.fault('settlement', 'refuse');
    await connector.submit('medical-insurance', [
      finding(1, { category: 'insured-person', ...patient }, 'ip.crime', { decidedOn: '2026-06-01' }),
    ]);
    await until('the breaker is open', async () => (await ofSettlement())?.breaker.state === 'open');
    expect(await ofSettlement()).toMatchObject({ pending: 1, oldestPending: expect.any(String) });
    expect((await counts()).cut).toEqual([]);
  });

  // The emulated cloud looks at alarms once a minute, and its receivers have no clock to wait for.
  onLocalHost('rings, with the heading of the runbook and what to do in Chinese', async () => {
    await until('the alarm rings', async () =>
      (await alarms()).alarms.some(({ heading }) => heading === 'receiver-stopped'),
    );
    expect((await alarms()).alarms).toContainEqual({
      name: 'BreakerOpen-deliver-settlement',
      heading: 'receiver-stopped',
      title: '接收方没有应答',
      explanation: expect.stringContaining('请联系接收方'),
      since: expect.any(String),
    });
    await connector.fault('settlement', 'ok');
    await connector.untilInSyncAhead();
    expect(await ofSettlement()).toMatchObject({ pending: 0, breaker: { state: 'closed', failures: 0 } });
  });
});
