import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connector, startConnector, until } from '../support/connector.ts';
import { onLocalHost } from '../support/on-local-host.ts';
import { parsePrometheus, type Sample } from '../support/prometheus-text.ts';
import { doctor, everyone, finding, patient, registry } from '../support/records.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
  await connector.untilInSync();
});
afterAll(() => connector.stop());

const get = (path: string) => fetch(`${connector.apiUrl}${path}`);
const ready = async () => (await (await get('/ready')).json()) as { status: string; checks: object };
const metrics = async (): Promise<Sample[]> => parsePrometheus(await (await get('/metrics')).text());
const measured = (samples: readonly Sample[], name: string, labels: Record<string, string>) =>
  samples.find(
    (sample) =>
      sample.name === `credit_connector_${name}` &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;

/** Names and numbers that were fed. */
const fed = everyone.flatMap(({ id, name }) => [id, name]);

it('a connector whose parts answer is ready', async () => {
  const well = { table: 'ok', queues: 'ok', bucket: 'ok', keys: 'ok', directory: 'ok', settlement: 'ok' };
  expect(await ready()).toEqual({ status: 'ready', checks: well });
});

describe('the metrics of one machine', () => {
  onLocalHost('have the counts of the runs', async () => {
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const before = parsePrometheus(await response.text());
    expect(measured(before, 'rows_received_total', {})).toBe(registry.length);
    const run = await connector.submit('medical-insurance', [
      finding(1, { category: 'insured-person', ...patient }, 'ip.crime', { decidedOn: '2026-06-01' }),
      finding(2, { category: 'insured-person', ...patient }, 'ip.no-such-code', { decidedOn: '2026-06-02' }),
    ]);
    await connector.untilInSync();
    const after = await metrics();
    const by = { function: 'keep-records' };
    expect(measured(after, 'rows_received_total', by)).toBe(registry.length + (run.received ?? 0));
    expect(measured(after, 'rows_quarantined_total', by)).toBe(run.quarantined);
    expect(run.quarantined).toBeGreaterThan(0);
    const route = { route: '/v1/feeds/{source}/files/{name}', method: 'PUT', status: '202' };
    expect(measured(after, 'http_request_duration_seconds_count', route)).toBe(2);
    expect(
      measured(after, 'function_duration_seconds_count', { function: 'read-feed', outcome: 'ok' }),
    ).toBeGreaterThanOrEqual(2);
    expect(measured(after, 'queue_wait_seconds_count', { queue: 'records' })).toBeGreaterThanOrEqual(2);
    expect(measured(after, 'queue_dead_letters', { queue: 'records' })).toBe(0);
  });

  onLocalHost('take no other method, and name nobody', async () => {
    const refused = await fetch(`${connector.apiUrl}/metrics`, { method: 'POST' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
    await get(`/v1/deliveries/${patient.id}`);
    const text = await (await get('/metrics')).text();
    for (const word of fed) expect(text).not.toContain(word);
  });
});

describe('a receiver that does not answer', () => {
  it('makes the connector degraded, not unready, until it answers again', async () => {
    await connector.fault('settlement', 'refuse');
    await connector.submit('medical-insurance', [
      finding(3, { category: 'insured-person', ...doctor }, 'ip.crime', { decidedOn: '2026-06-03' }),
    ]);
    await until('it is degraded', async () => (await ready()).status === 'degraded');
    expect(await ready()).toMatchObject({ checks: { table: 'ok', settlement: 'breaker-open' } });
  });

  onLocalHost('is a metric and a ringing alarm', async () => {
    const breaker = { receiver: 'settlement' };
    const alarm = { alarm: 'BreakerOpen-deliver-settlement', heading: 'receiver-stopped' };
    const samples = await metrics();
    expect(measured(samples, 'receiver_breaker_open', breaker)).toBe(1);
    await until('the alarm rings', async () => measured(await metrics(), 'alarm_ringing', alarm) === 1);
    await connector.fault('settlement', 'ok');
    await connector.untilInSyncAhead();
    expect(measured(await metrics(), 'receiver_breaker_open', breaker)).toBe(0);
    await until('it is ready', async () => (await ready()).status === 'ready');
  });
});
