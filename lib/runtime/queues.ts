import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Fault } from '../shared/fault.ts';
import { type Runtime, setting } from './runtime.ts';

/** A queue that a function may send to. Bodies are JSON without personal data, or sealed. */
export interface Queue {
  send(bodies: readonly string[], options?: SendOptions): Promise<void>;
  /** Approximate number of waiting messages. */
  depth(): Promise<number>;
}

export interface SendOptions {
  /** Messages of one group do not delay other groups (fair queues of SQS, not FIFO order). */
  readonly group?: string | undefined;
}

const messagesPerRequest = 10;

/** JSON in which U+FFFE and characters beyond U+FFFF are escaped, because queues or their emulations refuse them. */
export const messageText = (json: string): string =>
  json.replace(
    /[^\t\n\r -\uD7FF\uE000-\uFFFD]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** @param name setting with the queue's URL, for example `RECORDS_QUEUE_URL` */
export function openQueue(runtime: Runtime, name: string, client = new SQSClient({})): Queue {
  const url = setting(runtime, name);
  return {
    async send(bodies, { group } = {}) {
      for (let start = 0; start < bodies.length; start += messagesPerRequest) {
        const Entries = bodies.slice(start, start + messagesPerRequest).map((body, index) => ({
          Id: String(index),
          MessageBody: messageText(body),
          ...(group !== undefined && { MessageGroupId: group }),
        }));
        const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
        if (Failed?.length) {
          throw new Fault(
            'store-unavailable',
            `The queue did not take ${Failed.length} of ${Entries.length} messages.`,
          );
        }
      }
    },
    async depth() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
  };
}
