import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunView } from '../../infra/cli/client.ts';
import { addDays, type Day } from '../../lib/shared/day.ts';
import { allScopes, type Connector, startConnector, until } from '../support/connector.ts';
import { penalty, pharmacy, registry } from '../support/records.ts';

/** A sender whose clock is ahead: a decision of tomorrow waits for its day, and nobody has to do anything. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

const inDays = (count: number): string => addDays(connector.today() as Day, count);
const run = (runId: string): Promise<RunView> =>
  connector.client.call('GET', `/v1/feeds/runs/${runId}`) as Promise<RunView>;
const scoreOf = async (): Promise<unknown> =>
  (await connector.grade({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' }))['score'];

it('a row dated tomorrow waits, says so to its sender, and is taken tomorrow', async () => {
  const before = await scoreOf();
  const fine = { CF_CFLB: '罚款', CF_NR: '罚款', CF_NR_FK: '0.05' };
  const { runId } = await connector.submit('market-supervision', [
    penalty(1, pharmacy, { ...fine, CF_JDRQ: inDays(1) }),
    penalty(2, pharmacy, { ...fine, CF_JDRQ: inDays(3) }),
    penalty(3, pharmacy, { ...fine, CF_JDRQ: inDays(30) }),
  ]);
  expect(await run(runId)).toMatchObject({ received: 3, quarantined: 3, accepted: 0 });
  const answer = await fetch(`${connector.apiUrl}/v1/feeds/runs/${runId}/answer`, {
    headers: { authorization: `Bearer ${await connector.token('tests', allScopes)}` },
  });
  expect(await answer.text()).toContain('所填日期当日系统自动重新审核该行，无需重新报送');
  connector.pass(1);
  await until('the first is taken', async () => (await run(runId)).accepted === 1);
  expect(await run(runId)).toMatchObject({ received: 3, quarantined: 2, accepted: 1 });
  expect(await scoreOf()).not.toBe(before);
  connector.pass(2);
  await until('the second is taken', async () => (await run(runId)).accepted === 2);
  expect(await run(runId)).toMatchObject({ quarantined: 1, duplicates: 0 });
  const { items } = (await connector.client.call('GET', '/v1/quarantine?source=market-supervision')) as {
    items: { reason: string; row: number }[];
  };
  expect(items).toMatchObject([{ reason: 'date-in-future', row: 3 }]);
});

it('a row that waited for its day counts as it arrived: its source still speaks for its own authorities alone', async () => {
  const closed = penalty(11, pharmacy, { CF_CFLB: '责令停产停业' });
  await connector.submit('market-supervision', [closed]);
  const before = await scoreOf();
  const tomorrow = { CF_JDRQ: inDays(1) };
  const { runId } = await connector.submit('health-commission', [
    { ...closed, ...tomorrow, CF_ZT: '撤销' },
    penalty(12, pharmacy, tomorrow),
  ]);
  expect(await run(runId)).toMatchObject({ quarantined: 2 });
  connector.pass(1);
  const reasons = async (): Promise<string[]> => {
    const { items } = (await connector.client.call('GET', '/v1/quarantine?source=health-commission')) as {
      items: { reason: string }[];
    };
    return items.map(({ reason }) => reason);
  };
  await until('both are read again', async () => !(await reasons()).includes('date-not-yet'));
  expect(await reasons()).toEqual(['authority-not-of-source', 'authority-not-of-source']);
  expect(await scoreOf()).toBe(before);
});
