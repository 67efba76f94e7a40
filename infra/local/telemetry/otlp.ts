import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { Settings } from '../settings.ts';

const metricSeconds = 60;
export const timeoutMilliseconds = 5000;

/**
 * Where signals go by OTLP over HTTP (JSON). The variables are those of OpenTelemetry
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/); headers, compression and certificates the exporters read by
 * themselves.
 */
export function otlpUrl(env: Settings, signal: 'metrics' | 'traces'): string | undefined {
  if (env['OTEL_SDK_DISABLED'] === 'true') return undefined;
  const own = env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`];
  if (own) return own;
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return base ? `${base.replace(/\/$/, '')}/v1/${signal}` : undefined;
}

/** Sends the metrics every minute (`OTEL_METRIC_EXPORT_INTERVAL`, milliseconds). Undefined where nothing says whereto. */
export async function otlpReader(env: Settings): Promise<IMetricReader | undefined> {
  const url = otlpUrl(env, 'metrics');
  if (!url) return undefined;
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');
  const { PeriodicExportingMetricReader } = await import('@opentelemetry/sdk-metrics');
  const interval = Number(env['OTEL_METRIC_EXPORT_INTERVAL'] || metricSeconds * 1000);
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url, timeoutMillis: timeoutMilliseconds }),
    exportIntervalMillis: interval,
    exportTimeoutMillis: Math.min(interval, timeoutMilliseconds),
  });
}
