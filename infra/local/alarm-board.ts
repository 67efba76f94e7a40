import type { MetricName } from '../../lib/runtime/metrics.ts';
import type { RingingAlarm } from '../../lib/runtime/ringing-alarms.ts';
import { type Alarm, everyAlarm } from '../alarms.ts';
import type { QueueName } from '../system.ts';

interface Point {
  /** Milliseconds. */
  readonly at: number;
  readonly value: number;
}

/** What the functions of one machine measured, and which alarms of `infra/alarms.ts` ring by it. */
export interface AlarmBoard {
  metric(by: string, metric: MetricName, value: number): void;
  /** A call of a function has begun, or has failed. */
  call(by: string, what: 'begun' | 'failed'): void;
  deadLetters(queue: QueueName, count: number): void;
  /** Alarms that ring now. One that rang at the look before keeps its `since`. */
  ringing(): readonly RingingAlarm[];
}

/** No engine of one machine says how old the oldest message of a queue is. */
export const alarmsHere: readonly Alarm[] = everyAlarm.filter(({ watched }) => watched.kind !== 'age');

const keyOf = ({ watched }: Pick<Alarm, 'watched'>): string => {
  if (watched.kind === 'metric') return `${watched.metric} ${watched.by}`;
  return 'queue' in watched
    ? deadKey(watched.queue)
    : callKey(watched.by, watched.kind === 'errors' ? 'failed' : 'begun');
};
const deadKey = (queue: QueueName): string => `dead ${queue}`;
const callKey = (by: string, what: 'begun' | 'failed'): string => `${what} ${by}`;

/** Milliseconds that an alarm looks back. */
const spanOf = ({ minutes, periods }: Alarm): number => minutes * periods * 60_000;

/**
 * A period ends now and not at a full minute, as it does on AWS. Nothing is known of the time before the host started: a
 * schedule counts as silent once the host has run for its whole period.
 */
export function createAlarmBoard(clock: () => Date): AlarmBoard {
  const spans = new Map<string, number>();
  for (const alarm of alarmsHere)
    spans.set(keyOf(alarm), Math.max(spans.get(keyOf(alarm)) ?? 0, spanOf(alarm)));
  const points = new Map<string, Point[]>();
  const started = clock().getTime();
  const since = new Map<string, string>();
  const note = (key: string, value: number): void => {
    const span = spans.get(key);
    if (span === undefined || value === 0) return;
    const at = clock().getTime();
    points.set(key, [...within(points.get(key), at - span), { at, value }]);
  };
  const isRinging = (alarm: Alarm, now: number): boolean => {
    const values = within(points.get(keyOf(alarm)), now - spanOf(alarm)).map(({ value }) => value);
    const measured =
      alarm.statistic === 'Sum' ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
    if (alarm.watched.kind !== 'silence') return measured >= alarm.from;
    return measured < alarm.from && now - started > spanOf(alarm);
  };
  return {
    metric: (by, metric, value) => note(`${metric} ${by}`, value),
    call: (by, what) => note(callKey(by, what), 1),
    deadLetters: (queue, count) => note(deadKey(queue), count),
    ringing: () => {
      const now = clock();
      return alarmsHere.flatMap((alarm) => {
        const { name, heading } = alarm;
        if (!isRinging(alarm, now.getTime())) {
          since.delete(name);
          return [];
        }
        const began = since.get(name) ?? now.toISOString();
        since.set(name, began);
        return [{ name, heading, since: began }];
      });
    },
  };
}

const within = (points: readonly Point[] = [], from: number): readonly Point[] =>
  points.filter(({ at }) => at > from);
