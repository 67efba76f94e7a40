import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { Fault } from '../shared/fault.ts';
import { withFreshKeys } from './key-watch.ts';
import type { Handler, HostContext } from './lambda.ts';
import type { Runtime } from './runtime.ts';

/**
 * The handler of a function behind a queue. Each message succeeds or fails by itself, and only failed ones are received
 * again. A message in an unknown format also fails: it goes to the dead-letter queue, where a person sees it.
 */
export function queueHandler<Message>(
  runtime: Runtime,
  schema: z.ZodType<Message>,
  handle: (message: Message, context: HostContext) => Promise<void>,
): Handler<SQSEvent, SQSBatchResponse> {
  return async (event, context) => {
    const { messages, failed } = messagesOf(runtime, schema, event);
    const outcomes = await Promise.allSettled(
      messages.map(({ message }) => withFreshKeys(runtime, () => handle(message, context))),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const messageId = messages[index]?.messageId ?? '';
      if (outcome.status === 'fulfilled') continue;
      runtime.log.error('function.failed', outcome.reason, { messageId });
      failed.push(messageId);
    }
    return failures(failed);
  };
}

/** The parsed messages of a call, and the ids of those in an unknown format. */
export function messagesOf<Message>(
  runtime: Runtime,
  schema: z.ZodType<Message>,
  { Records }: SQSEvent,
): { messages: { message: Message; messageId: string }[]; failed: string[] } {
  const messages: { message: Message; messageId: string }[] = [];
  const failed: string[] = [];
  for (const record of Records) {
    const { messageId } = record;
    const message = messageOf(schema, record);
    if (message !== undefined) messages.push({ message, messageId });
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
