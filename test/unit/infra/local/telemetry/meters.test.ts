import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { createMeters } from '../../../../../infra/local/telemetry/meters.ts';
import { otlpUrl } from '../../../../../infra/local/telemetry/otlp.ts';
import { productMetrics } from '../../../../../infra/local/telemetry/product-metrics.ts';
import { metricNames } from '../../../../../lib/runtime/metrics.ts';
import { parsePrometheus } from '../../../../support/prometheus-text.ts';

function meters() {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [reader] });
  const serializer = new PrometheusSerializer('', false, undefined, true, true);
  return {
    ...createMeters(provider.getMeter('test')),
    async samples() {
      const { resourceMetrics } = await reader.collect();
      return parsePrometheus(serializer.serialize(resourceMetrics));
    },
  };
}

describe('the metrics of a machine', () => {
  it('have a name for each metric of the product, as Prometheus names them', () => {
    expect(productMetrics.map(({ metric }) => metric)).toEqual([...metricNames]);
    const levels = productMetrics.flatMap(({ metric, kind }) => (kind === 'level' ? [metric] : []));
    expect(levels).toEqual(
      expect.arrayContaining(['CaseOverdue', 'OutboxAgeSeconds', 'ReconciliationUnsettled']),
    );
    for (const count of ['RowsReceived', 'HoldOverdue', 'BreakerOpen']) expect(levels).not.toContain(count);
    const names = productMetrics.map(({ name }) => name);
    expect(names).toContain('credit_connector_rows_received');
    expect(names).toContain('credit_connector_outbox_age_seconds');
    for (const name of names) expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
  });

  it('add up counts, and keep the last of levels', async () => {
    const { product, samples } = meters();
    for (const value of [3, 4]) product('keep-records', 'RowsReceived', value);
    for (const value of [90, 7]) product('sweep', 'OutboxAgeSeconds', value);
    const found = await samples();
    expect(found).toContainEqual({
      name: 'credit_connector_rows_received_total',
      labels: { function: 'keep-records' },
      value: 7,
    });
    expect(found).toContainEqual({
      name: 'credit_connector_outbox_age_seconds',
      labels: { function: 'sweep' },
      value: 7,
    });
  });

  it('have the counts that alarms look at from the start, and no level that nobody measured', async () => {
    const found = await meters().samples();
    expect(found).toContainEqual({
      name: 'credit_connector_run_failed_total',
      labels: { function: 'read-feed' },
      value: 0,
    });
    expect(found.filter(({ name }) => name.endsWith('age_seconds'))).toEqual([]);
  });

  it('take nothing that a caller wrote: an unknown method counts as other', async () => {
    const { request, samples } = meters();
    request({ route: 'none', method: '李明', status: 404, seconds: 0.2 });
    const counts = (await samples()).filter(({ name }) => name.endsWith('request_duration_seconds_count'));
    expect(counts.map(({ labels }) => labels)).toEqual([{ route: 'none', method: 'other', status: '404' }]);
  });
});

describe('OTLP', () => {
  const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/' };
  it.each([
    ['nowhere without an address', {}, undefined],
    ['to the address of all signals', base, 'http://127.0.0.1:4318/v1/metrics'],
    [
      'to its own address first',
      { ...base, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://m/x' },
      'http://m/x',
    ],
    ['nowhere when it is switched off', { ...base, OTEL_SDK_DISABLED: 'true' }, undefined],
  ])('goes %s', (_where, env, url) => {
    expect(otlpUrl(env, 'metrics')).toBe(url);
  });
});
