import { setTimeout as pause } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type FunctionDefinition, functions } from '../../infra/system.ts';
import { type Deployment, functionOf } from './deployment.ts';

/**
 * Invokes the scheduled functions as often as the local host does. The stack's rules run each minute, which is long for
 * a test. A call starts after the one before has ended.
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
