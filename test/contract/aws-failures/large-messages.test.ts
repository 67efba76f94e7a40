import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { messageBytesMost, openQueue } from '../../../lib/runtime/queues.ts';
import { fakeRuntime } from '../../support/fake-runtime.ts';

/** SQS refuses a request of more than 1 MiB, whatever the number of its messages. */
const aws = mockClient(SQSClient);
beforeEach(() => {
  aws.reset();
  aws.on(SendMessageBatchCommand).resolves({});
});

const send = async (bodies: readonly string[]): Promise<string[][]> => {
  const runtime = { ...fakeRuntime(), env: { RECORDS_QUEUE_URL: 'http://aws.invalid/queue' } };
  await openQueue(runtime, 'RECORDS_QUEUE_URL', new SQSClient({ region: 'local-1' })).send(bodies);
  return aws
    .commandCalls(SendMessageBatchCommand)
    .map((call) => (call.args[0].input.Entries ?? []).map(({ MessageBody = '' }) => MessageBody));
};

it.each([
  ['short', 23, 100, 3],
  ['of a third of a request', 10, 400_000, 5],
  ['as large as a request', 3, messageBytesMost, 3],
])(
  'messages that are %s are sent in order, in requests that a queue takes',
  async (_, count, size, requests) => {
    const bodies = Array.from({ length: count }, (_, at) => String(at).padEnd(size, '.'));
    const sent = await send(bodies);
    expect(sent).toHaveLength(requests);
    expect(sent.flat()).toEqual(bodies);
    for (const some of sent) {
      expect(some.length).toBeLessThanOrEqual(10);
      expect(some.join('').length).toBeLessThanOrEqual(messageBytesMost);
    }
  },
);
