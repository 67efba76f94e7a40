import {
  type BatchResultErrorEntry,
  type SendMessageBatchRequestEntry as Entry,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { awsFault } from '../shared/aws-fault.ts';
import { awsLimits } from '../shared/aws-limits.ts';
import { Fault } from '../shared/fault.ts';
import { type Runtime, setting } from './runtime.ts';
import { traceparent } from './trace.ts';

/**
 * A queue that a function may send to. Bodies are JSON without personal data, or sealed. A message may arrive twice: the
 * SDK repeats a request whose answer is lost, and SQS delivers at least once.
 */
export interface Queue {
  /** @throws Fault `store-unavailable`, `access-refused`. A part of the messages may have been sent before. */
  send(bodies: readonly string[], options?: SendOptions): Promise<void>;
  /** Approximate number of waiting messages. */
  depth(): Promise<number>;
}

export interface SendOptions {
  /** Messages of one group do not delay other groups (fair queues of SQS, not FIFO order). */
  readonly group?: string | undefined;
}

const messagesPerRequest = 10;
/**
 * Bytes of the messages of one request, and so of one message. SQS takes 1 MiB, with attributes: that of the trace has 72
 * bytes a message.
 */
export const messageBytesMost = 1_000_000;

/** JSON in which U+FFFE and characters beyond U+FFFF are escaped, because queues or their emulations refuse them. */
export const messageText = (json: string): string =>
  json.replace(
    /[^\t\n\r -\uD7FF\uE000-\uFFFD]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Pauses before messages that the queue did not accept are sent again, in milliseconds. */
const pauses = [100, 400, 1600];

/** @param name setting with the queue's URL, for example `RECORDS_QUEUE_URL` */
export function openQueue(runtime: Runtime, name: string, client = new SQSClient(awsLimits)): Queue {
  const QueueUrl = setting(runtime, name);
  /** SQS may accept a part of the messages of a request. Only the others are sent again. */
  const sendBatch = async (entries: Entry[], [milliseconds, ...later] = pauses): Promise<void> => {
    const request = new SendMessageBatchCommand({ QueueUrl, Entries: entries });
    const { Failed = [] } = await answered(client.send(request));
    if (Failed.length === 0) return;
    const isRefused = Failed.some(({ SenderFault }) => SenderFault);
    if (isRefused || milliseconds === undefined) throw notTaken(Failed, { retryable: !isRefused });
    await runtime.pause(milliseconds);
    const failed = new Set(Failed.map(({ Id }) => Id));
    await sendBatch(
      entries.filter(({ Id }) => failed.has(Id)),
      later,
    );
  };
  return {
    async send(bodies, { group } = {}) {
      const trace = traceparent();
      for (const some of requestsOf(bodies.map(messageText)))
        await sendBatch(some.map((body, index) => entryOf(body, index, { group, trace })));
    },
    async depth() {
      const name = 'ApproximateNumberOfMessages';
      const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] });
      return Number((await answered(client.send(request))).Attributes?.[name] ?? 0);
    },
  };
}

/** Messages in their order, as many for each request as it may have by count and by bytes. */
function* requestsOf(bodies: readonly string[]): Generator<readonly string[]> {
  let some: string[] = [];
  let bytes = 0;
  for (const body of bodies) {
    const more = Buffer.byteLength(body);
    if (some.length === messagesPerRequest || (some.length > 0 && bytes + more > messageBytesMost)) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(body);
    bytes += more;
  }
  if (some.length > 0) yield some;
}

const entryOf = (
  body: string,
  index: number,
  { group, trace }: { group: string | undefined; trace: string | undefined },
): Entry => ({
  Id: String(index),
  MessageBody: body,
  ...(trace && { MessageAttributes: { traceparent: { DataType: 'String', StringValue: trace } } }),
  ...(group !== undefined && { MessageGroupId: group }),
});

function notTaken(failed: readonly BatchResultErrorEntry[], options: { retryable: boolean }): Fault {
  const codes = [...new Set(failed.map(({ Code }) => Code))].join(', ');
  return new Fault(
    'store-unavailable',
    `The queue did not take ${failed.length} messages (${codes}).`,
    options,
  );
}

async function answered<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (cause) {
    throw awsFault(cause, 'store-unavailable', 'The queue did not take a request');
  }
}
