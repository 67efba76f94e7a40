import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { AlarmBoard } from '../alarm-board.ts';
import type { Settings } from '../settings.ts';
import { createMeters, type Meters } from './meters.ts';
import { observe } from './observed.ts';
import { otlpReader } from './otlp.ts';
import { type NoteSpan, openSpanExport } from './spans.ts';

/** What this machine tells monitors. */
export interface Telemetry {
  readonly meters: Meters;
  readonly noteSpan: NoteSpan;
  /** Every metric in the text format of Prometheus. */
  scrape(): Promise<string>;
  stop(): Promise<void>;
}

/** Metrics for `GET /metrics`; metrics and traces by OTLP where `OTEL_EXPORTER_OTLP_ENDPOINT` says whereto. */
export async function startTelemetry(
  env: Settings,
  parts: { settings: Settings; board: AlarmBoard; dataDir: string },
): Promise<Telemetry> {
  const resource = resourceFromAttributes({ 'service.name': env['OTEL_SERVICE_NAME'] || 'credit-connector' });
  const prometheus = new PrometheusExporter({ preventServerStart: true });
  const pushed = await otlpReader(env);
  const provider = new MeterProvider({ resource, readers: [prometheus, ...(pushed ? [pushed] : [])] });
  const meter = provider.getMeter('credit-connector');
  const meters = createMeters(meter);
  const spans = await openSpanExport(env, resource);
  const observed = observe(meter, parts);
  const serializer = new PrometheusSerializer('', false, undefined, true, true);
  return {
    meters,
    noteSpan: spans.note,
    async scrape() {
      const { resourceMetrics } = await prometheus.collect();
      return serializer.serialize(resourceMetrics);
    },
    async stop() {
      // A collector that is gone must not keep the host from stopping.
      await Promise.allSettled([provider.shutdown(), spans.stop()]);
      observed.stop();
    },
  };
}
