import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { withFreshKeys } from './key-watch.ts';
import type { Handler, HostContext } from './lambda.ts';
import type { Runtime } from './runtime.ts';

/** A function behind a queue: each message succeeds or fails by itself, and only failed ones come again. */
export function queueHandler(
  runtime: Runtime,
  handle: (body: string, context: HostContext) => Promise<void>,
): Handler<SQSEvent, SQSBatchResponse> {
  return async (event, context) => {
    const outcomes = await Promise.allSettled(
      event.Records.map(({ body }) => withFreshKeys(runtime, () => handle(body, context))),
    );
    const batchItemFailures = event.Records.flatMap(({ messageId }, index) => {
      const outcome = outcomes[index];
      if (outcome?.status !== 'rejected') return [];
      runtime.log.error('function.failed', outcome.reason, { messageId });
      return [{ itemIdentifier: messageId }];
    });
    return { batchItemFailures };
  };
}
