import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { createArrivals } from '../../../../infra/local/arrivals.ts';
import { newUlid } from '../../../../lib/runtime/runtime.ts';

const noon = Date.parse('2026-06-30T04:00:00Z');
const minute = 60_000;
const keyAt = (time: number): string => `runs/${newUlid(new Date(time))}`;

function store() {
  const keys: string[] = [];
  const s3 = mockClient(S3Client);
  s3.on(ListObjectsV2Command).callsFake(({ StartAfter = '' }) => ({
    Contents: keys.filter((key) => key > StartAfter).map((Key) => ({ Key })),
  }));
  const sqs = mockClient(SQSClient);
  sqs.on(SendMessageCommand).resolves({});
  const announced = (): string[] =>
    sqs
      .commandCalls(SendMessageCommand)
      .map(({ args: [{ input }] }) => JSON.parse(input.MessageBody ?? '').detail.object.key);
  let now = noon;
  const look = createArrivals({
    bucket: 'files',
    queueUrl: 'http://queues/objects',
    clock: () => new Date(now),
    s3: new S3Client({ region: 'local-1' }),
    sqs: new SQSClient({ region: 'local-1' }),
  });
  return {
    keys,
    announced,
    sqs,
    look(minutes: number) {
      now = noon + minutes * minute;
      return look();
    },
  };
}

it('a file is announced once', async () => {
  const { keys, announced, look } = store();
  keys.push(keyAt(noon));
  await look(0);
  await look(0.5);
  await look(2);
  expect(announced()).toEqual(keys);
});

it('a file that comes long after its run was opened is found within a minute', async () => {
  const { keys, announced, look } = store();
  await look(0);
  keys.push(keyAt(noon - 60 * minute));
  await look(0.5);
  expect(announced()).toEqual([]);
  await look(1);
  expect(announced()).toEqual(keys);
});

it('a file whose announcement fails is announced at the next look', async () => {
  const { keys, announced, sqs, look } = store();
  keys.push(keyAt(noon));
  sqs.on(SendMessageCommand).rejectsOnce(new Error('the queue is down')).resolves({});
  await expect(look(0)).rejects.toThrow('the queue is down');
  await look(0.1);
  expect(announced().at(-1)).toBe(keys[0]);
});
