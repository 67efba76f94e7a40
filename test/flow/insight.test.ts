import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReceiptCount, ReceiptsAnswer, SourceCount } from '../../schemas/insight.ts';
import { type Connector, refusalOf, startConnector } from '../support/connector.ts';
import { patient, pharmacy, registry } from '../support/records.ts';

/** Who asked what, and what became of what was sent. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

const get = async <T>(path: string): Promise<T> => (await connector.client.call('GET', path)) as T;

async function tableOf(path: string): Promise<string> {
  const token = await connector.token('x', 'audit:read');
  const headers = { authorization: `Bearer ${token}`, accept: 'text/csv' };
  const response = await fetch(`${connector.apiUrl}${path}`, { headers });
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  return Buffer.from(await response.arrayBuffer()).toString('utf8');
}

it('agencies that asked are listed and counted, subjects they asked about are not', async () => {
  const agency = '=市场监管局,"一"#科';
  const client = await connector.as(agency, 'grades:read files:read');
  const subjects = [
    { scheme: 'uscc', id: pharmacy.id },
    { scheme: 'resident-id', id: patient.id, name: '别人' },
  ];
  await client.call('POST', '/v1/grades/query', { purpose: 'licensing', reference: '案1', subjects });
  const file = { scheme: 'uscc', id: pharmacy.id, category: 'pharmacy', reason: `核查${patient.name}` };
  await client.call('POST', '/v1/files/query', file);

  const path = `/v1/receipts?agency=${encodeURIComponent(agency)}`;
  const first = await get<ReceiptsAnswer>(`${path}&limit=1`);
  expect(first.receipts).toMatchObject([
    { agency, purpose: 'licensing', reference: '案1', subjects: 2, disclosed: 1 },
  ]);
  const second = await get<ReceiptsAnswer>(`${path}&after=${first.next}`);
  expect(second.receipts).toMatchObject([{ agency, purpose: 'file', subjects: 1, disclosed: 1 }]);
  expect(second.receipts[0]).not.toHaveProperty('reference');
  expect(second).not.toHaveProperty('next');

  const { counts } = await get<{ counts: ReceiptCount[] }>('/v1/receipts/counts');
  expect(counts.filter((count) => count.agency === agency)).toEqual([
    { day: '2026-06-30', agency, purpose: 'file', receipts: 1, subjects: 1, disclosed: 1 },
    { day: '2026-06-30', agency, purpose: 'licensing', receipts: 1, subjects: 2, disclosed: 1 },
  ]);
  const table = await tableOf('/v1/receipts/counts');
  expect(table.startsWith('\uFEFF日期,机构,用途')).toBe(true);
  expect(table).toContain(`2026-06-30,"'=市场监管局,""一""#科",licensing,1,2,1\r\n`);
  expect(await tableOf(path)).toContain(',licensing,案1,2,1\r\n');
});

it('what sources sent is counted by source and day', async () => {
  const bad = [{ ...registry[0], id: '91540100MA6T1000XA' }];
  await connector.submit('registry', bad);
  const { counts } = await get<{ counts: SourceCount[] }>('/v1/statistics/sources');
  expect(counts).toEqual([
    {
      day: '2026-06-30',
      source: 'registry',
      completed: 2,
      failed: 0,
      received: registry.length + 1,
      accepted: registry.length,
      duplicates: 0,
      unmatched: 0,
      quarantined: 1,
    },
  ]);
  expect(await tableOf('/v1/statistics/sources?from=2026-06-30&to=2026-06-30')).toContain(
    `2026-06-30,registry,2,0,${registry.length + 1},${registry.length},0,0,1\r\n`,
  );
  expect(await tableOf('/v1/statistics/sources?to=2026-06-29')).not.toContain('registry');
});

it.each([
  ['/v1/receipts', '400 agency-missing'],
  ['/v1/receipts?agency=x&limit=0', '400 invalid-limit'],
  ['/v1/receipts?agency=x&after=x', '400 invalid-cursor'],
  ['/v1/receipts/counts?from=yesterday', '400 invalid-period'],
  ['/v1/statistics/sources?from=2020-01-01', '400 period-too-long'],
])('%s is refused with a clear word', async (path, refusal) => {
  expect(await refusalOf(get(path))).toBe(refusal);
});

it('insight is for operations', async () => {
  const client = await connector.as('x', 'grades:read');
  expect(await refusalOf(client.call('GET', '/v1/receipts/counts'))).toBe('403 scope-missing');
});
