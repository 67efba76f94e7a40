import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { BreakerState } from '../../lib/delivery/index.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { type HttpAnswer, httpHandler } from '../../lib/runtime/http-handler.ts';
import { mustHaveDataKey } from '../../lib/runtime/key-state.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem, problemBody } from '../../lib/runtime/problem.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { type Runtime, setting } from '../../lib/runtime/runtime.ts';
import { lookLimits } from '../../lib/shared/aws-limits.ts';
import { createBreakerStore } from '../../lib/store/breaker-store.ts';
import { openTable } from '../../lib/store/table.ts';
import type { ReadinessChecks, ReadyAnswer } from '../../schemas/readiness.ts';
import { createReadiness, failingParts, type ReadinessDeps } from './check-readiness.ts';

/** Milliseconds. The attempts of a request end before. */
const timeLimit = 4000;

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const look = createReadiness(depsOf(runtime));
  return httpHandler(runtime, {
    'GET /ready': async ({ requestId }) => answerOf(await look(), requestId),
  });
};

function answerOf(checks: ReadinessChecks, requestId: string): HttpAnswer {
  const failing = failingParts(checks);
  if (failing.length > 0) {
    const problem = new Problem(503, 'not-ready', `These do not answer: ${failing.join(', ')}. See the log.`);
    return {
      status: 503,
      headers: { 'content-type': 'application/problem+json' },
      body: { ...problemBody(problem, requestId), checks },
    };
  }
  const isWaiting = checks.directory !== 'ok' || checks.settlement !== 'ok';
  const body: ReadyAnswer = { status: isWaiting ? 'degraded' : 'ready', checks };
  return { status: 200, body };
}

function depsOf(runtime: Runtime): ReadinessDeps {
  const table = openTable(setting(runtime, 'TABLE_NAME'), new DynamoDBClient(lookLimits), runtime.pause);
  const breakerOf = (receiver: string) => createBreakerStore<BreakerState>(table, receiver).read();
  const sqs = new SQSClient(lookLimits);
  const queues = Object.keys(runtime.env)
    .filter((name) => name.endsWith('_QUEUE_URL'))
    .map((name) => openQueue(runtime, name, sqs));
  const forcePathStyle = runtime.env['AWS_ENDPOINT_URL_S3'] !== undefined;
  const bucket = openBucket(runtime, 'runs', new S3Client({ ...lookLimits, forcePathStyle }));
  const kms = new KMSClient(lookLimits);
  return {
    runtime,
    timeLimit,
    breakers: async () => {
      const [directory, settlement] = await Promise.all([breakerOf('directory'), breakerOf('settlement')]);
      return { directory, settlement };
    },
    checks: {
      queues: () => Promise.all(queues.map((queue) => queue.depth())),
      bucket: () => bucket.mustBeThere(),
      keys: () => mustHaveDataKey(runtime, kms),
    },
  };
}

export const handler = lambda('check-readiness', createHandler);
