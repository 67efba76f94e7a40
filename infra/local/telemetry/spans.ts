import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Span, TracePoint } from '../../../lib/runtime/trace.ts';
import type { Settings } from '../settings.ts';
import { otlpUrl, timeoutMilliseconds } from './otlp.ts';

/** Takes what was done in a trace. `name` is the route of a request, or the function of a message. */
export type NoteSpan = (name: string, by: string, span: Span) => void;

/** Where spans go. Nothing is kept where nothing says whereto. */
export interface SpanExport {
  readonly note: NoteSpan;
  stop(): Promise<void>;
}

/** Sends spans by OTLP, some seconds after they ended. */
export async function openSpanExport(env: Settings, resource: Resource): Promise<SpanExport> {
  const url = otlpUrl(env, 'traces');
  if (!url) return { note: () => undefined, stop: async () => undefined };
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { BatchSpanProcessor } = await import('@opentelemetry/sdk-trace');
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: timeoutMilliseconds });
  const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis: 2000 });
  return {
    note: (name, by, span) => processor.onEnd(readable(name, by, { span, resource })),
    stop: () => processor.shutdown(),
  };
}

const hrTime = (milliseconds: number): HrTime => [
  Math.floor(milliseconds / 1000),
  Math.round((milliseconds % 1000) * 1e6),
];

const contextOf = ({ traceId, spanId }: TracePoint) => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });

function readable(
  name: string,
  by: string,
  { span, resource }: { span: Span; resource: Resource },
): ReadableSpan {
  const { traceId, parentId, links, begun, ended, isFailed, kind } = span;
  return {
    name,
    kind: kind === 'request' ? SpanKind.SERVER : SpanKind.CONSUMER,
    spanContext: () => contextOf(span),
    ...(parentId && { parentSpanContext: contextOf({ traceId, spanId: parentId }) }),
    startTime: hrTime(begun.getTime()),
    endTime: hrTime(ended.getTime()),
    duration: hrTime(Math.max(0, ended.getTime() - begun.getTime())),
    ended: true,
    status: { code: isFailed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: { 'faas.name': by },
    links: links.map((link) => ({ context: contextOf(link) })),
    events: [],
    resource,
    instrumentationScope: { name: 'credit-connector' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}
