import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { traceIdOfRun } from '../shared/trace-id.ts';

/** A place in a trace (W3C Trace Context): hexadecimal, 32 and 16 digits. */
export interface TracePoint {
  readonly traceId: string;
  readonly spanId: string;
}

/** Something that was done in a trace, told to a host that exports it. It has nothing about a subject. */
export interface Span extends TracePoint {
  readonly kind: 'request' | 'message';
  readonly parentId: string | undefined;
  /** What it belongs to in other traces. */
  readonly links: readonly TracePoint[];
  readonly begun: Date;
  readonly ended: Date;
  readonly isFailed: boolean;
}

/** How a span begins. */
export interface Beginning extends TracePoint {
  readonly parentId?: string | undefined;
  readonly links?: readonly TracePoint[];
}

/** The part of a runtime that traces need. */
export interface TracingHost {
  readonly clock: () => Date;
  /** Told what was done. Absent on hosts that export nothing. */
  readonly spans?: ((span: Span) => void) | undefined;
}

interface Current {
  traceId: string;
  readonly spanId: string;
}

const storage = new AsyncLocalStorage<Current>();

/** The trace in which this code runs. Undefined where no host began one. */
export const currentTrace = (): TracePoint | undefined => storage.getStore();

/** Runs something that continues no trace, as what announces again what anybody left. */
export const outsideTraces = <T>(work: () => T): T => storage.exit(work);

/** Makes the current call part of the trace of a run that it opens. */
export function joinRun(runId: string): void {
  const current = storage.getStore();
  const traceId = traceIdOfRun(runId);
  if (current && traceId) current.traceId = traceId;
}

/** The current trace as messages and requests carry it. */
export function traceparent(): string | undefined {
  const current = storage.getStore();
  return current && `00-${current.traceId}-${current.spanId}-01`;
}

export function parsedTraceparent(text: string | undefined): TracePoint | undefined {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(text ?? '') ?? [];
  if (!traceId || !spanId || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where a call begins that continues nothing. Lambda and the local host make the ids of calls at random. */
export const callPoint = ({ awsRequestId }: { awsRequestId: string }): TracePoint => ({
  traceId: digest(awsRequestId).slice(0, 32),
  spanId: digest(awsRequestId).slice(32, 48),
});

/** The point of one of the messages of a call. */
export const spanIdIn = (call: TracePoint, messageId: string): string =>
  digest(`${call.spanId} ${messageId}`).slice(0, 16);

/** Runs something in a trace, and tells the host when it has ended. */
export async function traced<T>(
  { clock, spans }: TracingHost,
  { kind, traceId, spanId, parentId, links = [] }: Beginning & Pick<Span, 'kind'>,
  work: () => Promise<T>,
): Promise<T> {
  const current: Current = { traceId, spanId };
  const begun = clock();
  let isFailed = true;
  try {
    const result = await storage.run(current, work);
    isFailed = false;
    return result;
  } finally {
    spans?.({ traceId: current.traceId, spanId, kind, parentId, links, begun, ended: clock(), isFailed });
  }
}
