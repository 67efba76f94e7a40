import { setTimeout as pause } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type FunctionDefinition, functions } from '../../infra/system.ts';
import { type Deployment, functionOf } from './deployment.ts';

/**
 * Rings for the functions of a schedule as often as the local host does: the stack's own rules ring each minute, which
 * is long for a test. The next ring waits for the one before.
 */
export function startBell(deployment: Deployment): { stop(): Promise<void> } {
  let isStopped = false;
  const ringing = (Object.entries(functions) as [string, FunctionDefinition][])
    .filter(([, { startedBy }]) => startedBy.schedule && startedBy.schedule.localSeconds <= 60)
    .map(async ([name, { startedBy }]) => {
      const FunctionName = functionOf(deployment, name);
      const Payload = JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event' });
      while (!isStopped) {
        await deployment.cloud.functions.send(new InvokeCommand({ FunctionName, Payload }));
        await pause((startedBy.schedule?.localSeconds ?? 1) * 1000);
      }
    });
  return {
    async stop() {
      isStopped = true;
      await Promise.all(ringing);
    },
  };
}
