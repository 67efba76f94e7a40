import { type FunctionDefinition, functions, type QueueName, queues } from '../system.ts';

/**
 * Seconds for which a message is hidden on one machine. Six time limits, as on AWS, are for functions that are throttled.
 * One machine throttles nothing: a call is over after its time limit, and what failed comes again sooner.
 */
export function localVisibilitySeconds(queue: string): number {
  const reading = Object.values<FunctionDefinition>(functions).filter(
    ({ startedBy }) => startedBy.queue === queue,
  );
  return 60 + Math.max(...reading.map(({ timeoutSeconds }) => timeoutSeconds));
}

/** Attributes of a queue whose dead letters go to the queue with this ARN. */
export const queueAttributes = (queue: QueueName, deadArn: string, visibilitySeconds: number) => ({
  VisibilityTimeout: String(visibilitySeconds),
  RedrivePolicy: JSON.stringify({
    deadLetterTargetArn: deadArn,
    maxReceiveCount: queues[queue].maxReceives,
  }),
});
