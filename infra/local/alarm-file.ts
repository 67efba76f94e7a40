import { renameSync, writeFileSync } from 'node:fs';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AlarmState } from '../../lib/runtime/ringing-alarms.ts';
import { environment } from '../environment.ts';
import { type QueueName, queues } from '../system.ts';
import type { AlarmBoard } from './alarm-board.ts';
import type { Part } from './parts.ts';
import type { Settings } from './settings.ts';

const everySeconds = 5;

/**
 * Keeps the state of the alarms in a file, where the function that shows them reads it: at once, and then every few
 * seconds.
 */
export function startAlarmFile(
  path: string,
  { board, clock, settings }: { board: AlarmBoard; clock: () => Date; settings: Settings },
): Part {
  const client = new SQSClient({});
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let isStopped = false;
  const write = (): void => {
    const state: AlarmState = { ringing: board.ringing(), asOf: clock().toISOString() };
    writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  const look = async (): Promise<void> => {
    await Promise.all(
      (Object.keys(queues) as QueueName[]).map(async (queue) => {
        const url = settings[environment.queueUrl(queue)] ?? '';
        board.deadLetters(queue, await visibleIn(client, `${url}-dead`));
      }),
    );
    write();
  };
  const next = (): void => {
    timer = setTimeout(() => {
      // A look that fails is an alarm of its own kind: the file then says how old it is (`asOf`).
      running = look().then(continued, continued);
    }, everySeconds * 1000);
  };
  const continued = (): void => {
    if (!isStopped) next();
  };
  write();
  next();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
      client.destroy();
    },
  };
}

async function visibleIn(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
}
