import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { queueHandler } from '../../../../lib/runtime/queue-handler.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const context = { awsRequestId: '1', getRemainingTimeInMillis: () => 1000 };
const calling = (...bodies: string[]) =>
  ({ Records: bodies.map((body, index) => ({ body, messageId: String(index) })) }) as unknown as SQSEvent;
const schema = z.strictObject({ runId: z.string() });

it('fails what is none of ours, and what could not be done, and nothing else', async () => {
  const done: string[] = [];
  const handler = queueHandler(fakeRuntime(), schema, async ({ runId }) => {
    if (runId === 'wrong') throw new Error('not this one');
    done.push(runId);
  });
  const event = calling('{"runId":"a"}', 'no message', '{"other":1}', '{"runId":"wrong"}', '{"runId":"b"}');
  expect(await handler(event, context)).toEqual({
    batchItemFailures: ['1', '2', '3'].map((itemIdentifier) => ({ itemIdentifier })),
  });
  expect(done).toEqual(['a', 'b']);
});

it('never repeats a message in the log', async () => {
  const runtime = fakeRuntime();
  const said: string[] = [];
  const log = {
    ...runtime.log,
    error: (event: string, error: unknown) => said.push(`${event} ${error} ${(error as Error).cause}`),
  };
  await queueHandler({ ...runtime, log }, schema, async () => undefined)(calling('次仁扎西'), context);
  expect(said).toEqual(['function.failed Fault: A message of this queue is not one of ours. undefined']);
});
