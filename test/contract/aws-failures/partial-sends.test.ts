import { SendMessageBatchCommand, type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { openQueue } from '../../../lib/runtime/queues.ts';
import { type FakeRuntime, fakeRuntime } from '../../support/fake-runtime.ts';

/** SQS may accept a part of a batch, with status 200. The embedded engine always accepts all of it. */
const aws = mockClient(SQSClient);
const bodies = Array.from({ length: 23 }, (_, at) => `{"message":${at}}`);

let runtime: FakeRuntime;
let taken: string[];
beforeEach(() => {
  aws.reset();
  runtime = fakeRuntime();
  taken = [];
});

/** @param fails whether a message is not accepted, by how often it was sent before */
function takes(fails: (body: string, times: number) => boolean, failure: object = {}): void {
  const sent = new Map<string, number>();
  aws.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => {
    const failed = Entries.filter(({ MessageBody = '' }) => {
      const times = sent.get(MessageBody) ?? 0;
      sent.set(MessageBody, times + 1);
      return fails(MessageBody, times);
    });
    taken.push(
      ...Entries.filter((entry) => !failed.includes(entry)).map(({ MessageBody = '' }) => MessageBody),
    );
    return {
      Failed: failed.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false, ...failure })),
    };
  });
}

const send = () => {
  const withQueue = { ...runtime, env: { RECORDS_QUEUE_URL: 'http://aws.invalid/queue' } };
  return openQueue(withQueue, 'RECORDS_QUEUE_URL', new SQSClient({ region: 'local-1' })).send(bodies, {
    group: 'run',
  });
};

describe('messages of a batch that a queue accepts in part', () => {
  it('are in the queue once: only those that failed are sent again', async () => {
    takes((body, times) => times === 0 && /[357]\}/.test(body));
    const begun = runtime.clock().getTime();
    await send();
    expect(taken.toSorted()).toEqual(bodies.toSorted());
    expect(runtime.clock().getTime()).toBeGreaterThan(begun);
    const groups = aws
      .commandCalls(SendMessageBatchCommand)
      .flatMap((call) => call.args[0].input.Entries?.map(({ MessageGroupId }) => MessageGroupId));
    expect(new Set(groups)).toEqual(new Set(['run']));
  });

  it('are a retryable fault after four attempts, and later batches are not sent', async () => {
    takes((body) => body === bodies[12]);
    await expect(send()).rejects.toMatchObject({
      code: 'store-unavailable',
      retryable: true,
      message: 'The queue did not take 1 messages (InternalError).',
    });
    expect(aws.commandCalls(SendMessageBatchCommand)).toHaveLength(1 + 4);
    expect(taken).toEqual(bodies.slice(0, 20).filter((body) => body !== bodies[12]));
  });

  it('are not sent again when one is refused as a fault of the sender', async () => {
    takes((body) => body === bodies[3], { SenderFault: true, Code: 'InvalidMessageContents' });
    await expect(send()).rejects.toMatchObject({ code: 'store-unavailable', retryable: false });
    expect(aws.commandCalls(SendMessageBatchCommand)).toHaveLength(1);
  });
});
