import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Handler } from '../../lib/runtime/lambda.ts';
import { environment } from '../environment.ts';
import { queues } from '../system.ts';
import type { LocalFunction } from './local-functions.ts';
import { heldSeconds } from './outside-queues.ts';
import type { Part } from './parts.ts';
import { startPollers } from './pollers.ts';
import { startSchedule } from './schedules.ts';
import type { Settings } from './settings.ts';
import type { Meters } from './telemetry/meters.ts';

/** Starts the event sources of a function other than HTTP: its queue and its schedule. */
export function startEventSources(
  { definition, handler, context, log }: LocalFunction,
  { settings, meters, pace }: { settings: Settings; meters: Meters; pace: number },
): Part[] {
  const { queue, schedule } = definition.startedBy;
  const sources: Part[] = [];
  if (queue) {
    const queueUrl = settings[environment.queueUrl(queue)] ?? '';
    const polled = handler as Handler<SQSEvent, SQSBatchResponse>;
    const onWait = (seconds: number): void => meters.waited(queue, seconds);
    const held = settings['SQS_ENDPOINT'] ? { heldSeconds } : {};
    sources.push(
      startPollers({ queueUrl, definition: queues[queue], handler: polled, context, log, onWait, ...held }),
    );
  }
  if (schedule) sources.push(startSchedule({ seconds: schedule.localSeconds / pace, handler, context, log }));
  return sources;
}
