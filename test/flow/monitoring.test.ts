import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productMetrics } from '../../infra/local/telemetry/product-metrics.ts';
import { traceIdOfRun } from '../../lib/shared/trace-id.ts';
import { type Connector, startConnector, until } from '../support/connector.ts';
import { onLocalHost } from '../support/on-local-host.ts';
import { type OtlpCollector, startCollector } from '../support/otlp-collector.ts';
import { dashboardQueries, ruleQueries } from '../support/prometheus-queries.ts';
import { parsePrometheus, type Sample } from '../support/prometheus-text.ts';
import { boss, doctor, everyone, finding, nurse, patient, registry } from '../support/records.ts';

const insured = { category: 'insured-person', scheme: 'resident-id' };
const registered = [...registry, { ...insured, ...nurse }, { ...insured, ...boss }];

let connector: Connector;
let collector: OtlpCollector;
beforeAll(async () => {
  collector = await startCollector();
  // A deployed stack sends nothing by OTLP.
  const sends = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_METRIC_EXPORT_INTERVAL: '1000' };
  connector = await startConnector(process.env['DEPLOYMENTS'] ? {} : sends);
  await connector.submit('registry', registered);
  await connector.untilInSync();
});
afterAll(async () => {
  await connector.stop();
  await collector.stop();
});

const get = (path: string) => fetch(`${connector.apiUrl}${path}`);
const ready = async () => (await (await get('/ready')).json()) as { status: string; checks: object };
const metrics = async (): Promise<Sample[]> => parsePrometheus(await (await get('/metrics')).text());
const measured = (samples: readonly Sample[], name: string, labels: Record<string, string>) =>
  samples.find(
    (sample) =>
      sample.name === `credit_connector_${name}` &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;

const document = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../docs/operations', name), 'utf8');

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
    expect(measured(before, 'rows_received_total', {})).toBe(registered.length);
    const run = await connector.submit('medical-insurance', [
      finding(1, { category: 'insured-person', ...patient }, 'ip.crime', { decidedOn: '2026-06-01' }),
      finding(2, { category: 'insured-person', ...patient }, 'ip.no-such-code', { decidedOn: '2026-06-02' }),
    ]);
    await connector.untilInSync();
    const after = await metrics();
    const by = { function: 'keep-records' };
    expect(measured(after, 'rows_received_total', by)).toBe(registered.length + (run.received ?? 0));
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

  onLocalHost('are those that the dashboard and the alert rules ask for, with their labels', async () => {
    const labels = new Map<string, Set<string>>();
    for (const { metric: _metric, kind, name } of productMetrics)
      labels.set(kind === 'count' ? `${name}_total` : name, new Set(['function']));
    for (const sample of await metrics())
      labels.set(sample.name, new Set([...(labels.get(sample.name) ?? []), ...Object.keys(sample.labels)]));
    const asked = [
      ...dashboardQueries(document('grafana.json')),
      // Prometheus itself has `up`.
      ...ruleQueries(document('prometheus-rules.yaml')).filter(({ expression }) => !/^up\b/.test(expression)),
    ];
    expect(asked.length).toBeGreaterThan(20);
    for (const query of asked) {
      expect(query.metrics, query.expression).not.toEqual([]);
      for (const metric of query.metrics) {
        expect([...labels.keys()], query.expression).toContain(metric);
        expect([...(labels.get(metric) ?? [])], query.expression).toEqual(
          expect.arrayContaining([...query.labels]),
        );
      }
    }
  });

  onLocalHost('are linked on the start page, beside health and readiness', async () => {
    const page = await (await get('/')).text();
    for (const path of ['/health', '/ready', '/metrics']) {
      expect(page).toContain(`<a href="${path}">`);
      expect((await get(path)).status).toBe(200);
    }
  });

  onLocalHost('take no other method, and name nobody', async () => {
    const refused = await fetch(`${connector.apiUrl}/metrics`, { method: 'POST' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
    await get(`/v1/deliveries/${patient.id}`);
    const text = await (await get('/metrics')).text();
    for (const word of fed) expect(text).not.toContain(word);
  });
});

/** Suspends a person by a run of its own. @returns the run */
async function suspend(person: typeof nurse, number: number): Promise<string> {
  const crime = finding(number, { ...insured, ...person }, 'ip.crime', { decidedOn: '2026-06-01' });
  const { runId } = await connector.submit('medical-insurance', [crime]);
  await connector.untilInSync();
  return runId;
}

const tracesAt = async (receiver: 'directory' | 'settlement') => (await connector.receiver(receiver)).traces;

/**
 * The first run whose id both receivers were told. The sweep looks for pending deliveries every second: it may announce one
 * before the run does, and then it is delivered in a trace of its own.
 */
async function tracedRun(): Promise<string> {
  for (const [index, person] of [nurse, boss].entries()) {
    const runId = await suspend(person, 10 + index);
    const traceId = traceIdOfRun(runId) ?? '';
    const told = await Promise.all([tracesAt('directory'), tracesAt('settlement')]);
    if (told.every((traces) => traces.includes(traceId))) return runId;
  }
  throw new Error('no receiver was told the id of a run');
}

describe('the trace of a run', () => {
  onLocalHost(
    'is its id, from the request to both receivers, in every line of the log and by OTLP',
    async () => {
      const runId = await tracedRun();
      const traceId = traceIdOfRun(runId) ?? '';
      const lines = connector
        .log()
        .split('\n')
        .filter((line) => line.includes(traceId))
        .map((line) => JSON.parse(line) as { service: string; event: string });
      expect(lines.map(({ service, event }) => `${service} ${event}`)).toEqual(
        expect.arrayContaining([
          'receive-feed run.opened',
          'read-feed run.read',
          'keep-records run.completed',
          'deliver-directory delivery.acknowledged',
          'deliver-settlement delivery.acknowledged',
        ]),
      );
      const spans = () => collector.spans().filter((span) => span.traceId === traceId);
      await until('its spans have come', async () =>
        spans().some(({ name }) => name === 'deliver-settlement'),
      );
      const named = new Map(spans().map((span) => [span.name, span]));
      expect([...named.keys()].sort()).toEqual([
        'PUT /v1/feeds/{source}/files/{name}',
        'deliver-directory',
        'deliver-settlement',
        'keep-records',
        'read-feed',
      ]);
      const parentOf = (name: string) => named.get(name)?.parentSpanId;
      expect(parentOf('keep-records')).toBe(named.get('read-feed')?.spanId);
      expect(parentOf('deliver-directory')).toBe(named.get('keep-records')?.spanId);
      expect(parentOf('deliver-settlement')).toBe(named.get('keep-records')?.spanId);
    },
  );

  onLocalHost('and the metrics that go by OTLP name nobody', async () => {
    await until('metrics have come', async () =>
      collector.metrics().has('credit_connector_deliveries_acknowledged'),
    );
    expect(collector.metrics()).toContain('credit_connector_alarm_ringing');
    for (const word of fed) expect(collector.text()).not.toContain(word);
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
