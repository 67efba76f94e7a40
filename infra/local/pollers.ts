import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Handler, HostContext } from '../../lib/runtime/lambda.ts';
import type { Log } from '../../lib/runtime/log.ts';
import type { QueueDefinition } from '../system.ts';

/** Concurrent calls on one machine, whatever the table allows on AWS, because such a machine has two cores. */
const localConcurrency = 4;
const receivesAtMost = 10;
const longPollSeconds = 10;

/**
 * Invokes a function from its queue as Lambda does: in batches. It deletes messages that succeeded and leaves those
 * that failed.
 */
export function startPollers(options: {
  queueUrl: string;
  definition: QueueDefinition;
  handler: Handler<SQSEvent, SQSBatchResponse>;
  context: () => HostContext;
  log: Log;
  /** Told the seconds that a message waited for its first receipt. */
  onWait?: (seconds: number) => void;
  /** Hides messages for so many seconds again and again while they are worked on. Without it their queue's time holds. */
  heldSeconds?: number | undefined;
  client?: SQSClient;
}): { stop(): Promise<void> } {
  const { queueUrl, definition, log, onWait, client = new SQSClient({}) } = options;
  const stopping = new AbortController();
  const loops = Array.from({ length: Math.min(definition.concurrency, localConcurrency) }, async () => {
    while (!stopping.signal.aborted) {
      try {
        const messages = await receive(client, { queueUrl, definition, signal: stopping.signal });
        if (onWait) for (const seconds of waits(messages)) onWait(seconds);
        if (messages.length > 0) await call(messages, { ...options, client });
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error('function.failed', error, { queue: queueUrl.split('/').at(-1) });
        await pause(500, stopping.signal);
      }
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** Receives up to a batch: waits for the first messages, then takes further ones while there are any. */
async function receive(
  client: SQSClient,
  { queueUrl, definition, signal }: { queueUrl: string; definition: QueueDefinition; signal: AbortSignal },
): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < definition.batchSize) {
    const isFirst = messages.length === 0;
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
        MessageAttributeNames: ['traceparent'],
        MaxNumberOfMessages: Math.min(receivesAtMost, definition.batchSize - messages.length),
        WaitTimeSeconds: isFirst ? longPollSeconds : 0,
      }),
      isFirst ? { abortSignal: signal } : {},
    );
    messages.push(...Messages);
    if (Messages.length < receivesAtMost) break;
  }
  return messages;
}

/** Seconds since messages were sent that are received for the first time. */
const waits = (messages: readonly Message[]): number[] =>
  messages.flatMap(({ Attributes: { SentTimestamp, ApproximateReceiveCount } = {} }) =>
    SentTimestamp && ApproximateReceiveCount === '1' ? [(Date.now() - Number(SentTimestamp)) / 1000] : [],
  );

async function call(
  messages: readonly Message[],
  options: Parameters<typeof startPollers>[0] & { client: SQSClient },
): Promise<void> {
  const { queueUrl, handler, context, client } = options;
  const event = { Records: messages.map(recordOf) } as SQSEvent;
  const release = holding(messages, options);
  const { batchItemFailures } = await handler(event, context()).finally(release);
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const done = messages.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
  for (const Entries of entriesOf(done))
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
}

function* entriesOf(messages: readonly Message[]) {
  for (let start = 0; start < messages.length; start += receivesAtMost)
    yield messages
      .slice(start, start + receivesAtMost)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
}

/** Keeps messages hidden until the returned function is called. A message that is not hidden again in time comes twice. */
function holding(
  messages: readonly Message[],
  { heldSeconds, queueUrl, client, log }: Parameters<typeof startPollers>[0] & { client: SQSClient },
): () => void {
  if (heldSeconds === undefined) return () => undefined;
  const hide = async (): Promise<void> => {
    for (const entries of entriesOf(messages)) {
      const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: heldSeconds }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
  };
  const timer = setInterval(
    () => {
      hide().catch((error: unknown) =>
        log.error('function.failed', error, { queue: queueUrl.split('/').at(-1) }),
      );
    },
    (heldSeconds * 1000) / 3,
  );
  return () => clearInterval(timer);
}

const recordOf = ({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes = {} }: Message) => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  attributes: Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, { stringValue: StringValue }]),
  ),
  eventSource: 'aws:sqs',
});

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
