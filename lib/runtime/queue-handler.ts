import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { Fault } from '../shared/fault.ts';
import { traceIdOfRun } from '../shared/trace-id.ts';
import { withFreshKeys } from './key-watch.ts';
import type { Handler, HostContext } from './lambda.ts';
import type { Runtime } from './runtime.ts';
import {
  type Beginning,
  currentTrace,
  parsedTraceparent,
  spanIdIn,
  type TracePoint,
  traced,
} from './trace.ts';

/** A message that was understood. */
export interface Received<Message> {
  readonly message: Message;
  readonly messageId: string;
  /** Where it was sent from. Messages of earlier releases do not say. */
  readonly from: TracePoint | undefined;
}

/**
 * The handler of a function behind a queue. Each message succeeds or fails by itself, and only failed ones are received
 * again. A message in an unknown format also fails: it goes to the dead-letter queue, where a person sees it. Each is
 * handled in the trace of its run, or else in the one it was sent in.
 */
export function queueHandler<Message>(
  runtime: Runtime,
  schema: z.ZodType<Message>,
  handle: (message: Message, context: HostContext) => Promise<void>,
  runOf: (message: Message) => string | undefined = namedRun,
): Handler<SQSEvent, SQSBatchResponse> {
  return async (event, context) => {
    const { messages, failed } = messagesOf(runtime, schema, event);
    const begun = messages.map((received) => beginningOf(received, runOf(received.message)));
    const outcomes = await Promise.allSettled(
      messages.map(({ message }, index) =>
        inTraceOf(runtime, begun[index], () => withFreshKeys(runtime, () => handle(message, context))),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const messageId = messages[index]?.messageId ?? '';
      if (outcome.status === 'fulfilled') continue;
      const traceId = begun[index]?.traceId;
      runtime.log.error('function.failed', outcome.reason, { messageId, ...(traceId && { traceId }) });
      failed.push(messageId);
    }
    return failures(failed);
  };
}

const namedRun = (message: unknown): string | undefined => {
  const runId = (message as { runId?: unknown } | null)?.runId;
  return typeof runId === 'string' ? runId : undefined;
};

/** Undefined where the host began no trace. */
function beginningOf(
  { messageId, from }: Pick<Received<unknown>, 'messageId' | 'from'>,
  runId: string | undefined,
): Beginning | undefined {
  const call = currentTrace();
  if (!call) return undefined;
  const traceId = (runId && traceIdOfRun(runId)) || from?.traceId || call.traceId;
  return {
    traceId,
    spanId: spanIdIn(call, messageId),
    ...(from && (from.traceId === traceId ? { parentId: from.spanId } : { links: [from] })),
  };
}

const inTraceOf = <T>(
  runtime: Runtime,
  beginning: Beginning | undefined,
  work: () => Promise<T>,
): Promise<T> => (beginning ? traced(runtime, { kind: 'message', ...beginning }, work) : work());

/**
 * Handles all messages of a call as one: in the trace that each of them was sent in, if it is the same. Otherwise in that of
 * the call, which a log line and the links of its span connect with theirs.
 * @param origins where each thing that is handled was sent from, as far as that is known
 */
export function inSharedTrace<T>(
  runtime: Runtime,
  origins: readonly (TracePoint | undefined)[],
  work: () => Promise<T>,
): Promise<T> {
  const call = currentTrace();
  if (!call) return work();
  const spanId = spanIdIn(call, 'all');
  const byTrace = new Map(origins.flatMap((from) => (from ? [[from.traceId, from] as const] : [])));
  const links = [...byTrace.values()];
  const [only] = links;
  if (only && links.length === 1 && origins.every((from) => from))
    return traced(runtime, { kind: 'message', traceId: only.traceId, spanId, parentId: only.spanId }, work);
  return traced(runtime, { kind: 'message', traceId: call.traceId, spanId, links }, async () => {
    if (links.length > 0) runtime.log.info('trace.joined', { traces: [...byTrace.keys()].join(' ') });
    return work();
  });
}

/** The parsed messages of a call, and the ids of those in an unknown format. */
export function messagesOf<Message>(
  runtime: Runtime,
  schema: z.ZodType<Message>,
  { Records }: SQSEvent,
): { messages: Received<Message>[]; failed: string[] } {
  const messages: Received<Message>[] = [];
  const failed: string[] = [];
  for (const record of Records) {
    const { messageId } = record;
    const message = messageOf(schema, record);
    const from = parsedTraceparent(record.messageAttributes?.['traceparent']?.stringValue);
    if (message !== undefined) messages.push({ message, messageId, from });
    else {
      runtime.log.error('function.failed', unreadable(), { messageId });
      failed.push(messageId);
    }
  }
  return { messages, failed };
}

export const failures = (messageIds: readonly string[]): SQSBatchResponse => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});

function messageOf<Message>(schema: z.ZodType<Message>, { body }: SQSRecord): Message | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    // The error of the parser is not logged, because it would repeat parts of the message.
    return undefined;
  }
}

const unreadable = (): Fault =>
  new Fault('message-unreadable', 'A message of this queue is not one of ours.', { retryable: false });
