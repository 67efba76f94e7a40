import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { newUlid, type Runtime } from './runtime.ts';
import { callPoint, traced } from './trace.ts';

export type Handler<Event, Answer> = (event: Event, context: HostContext) => Promise<Answer>;

/** The part of the host's context that functions use. */
export type HostContext = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/** Builds a function's handler from the runtime of its host. */
export type CreateHandler<Event, Answer> = (
  runtime: Runtime,
) => Handler<Event, Answer> | Promise<Handler<Event, Answer>>;

/** The AWS entry of a function. The handler is created once per cold start, with the runtime of Lambda. */
export function lambda<Event, Answer>(name: string, create: CreateHandler<Event, Answer>) {
  const logger = new Logger({ serviceName: name });
  const metrics = createMetrics(name);
  const runtime: Runtime = {
    env: process.env,
    clock: () => new Date(),
    random: Math.random,
    newId: () => newUlid(new Date()),
    pause,
    log: createLog(name, logger),
    metrics,
  };
  let built: Promise<Handler<Event, Answer>> | undefined;
  return middy<Event, Answer>({ timeoutEarlyInMillis: 500 })
    .use(injectLambdaContext(logger))
    .handler(async (event: Event, context: Context) => {
      built ??= (async () => create(runtime))().catch((error: unknown) => {
        built = undefined;
        runtime.log.error('function.failed', error);
        throw error;
      });
      try {
        const handle = await built;
        return await traced(runtime, { kind: 'request', ...callPoint(context) }, () =>
          handle(event, context),
        );
      } finally {
        metrics.flush();
      }
    });
}
