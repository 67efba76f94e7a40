import { describe, expect, it } from 'vitest';
import { everyAlarm } from '../../infra/alarms.ts';
import {
  type FunctionDefinition,
  type FunctionName,
  functions,
  type QueueName,
  queues,
} from '../../infra/system.ts';
import { metricNames } from '../../lib/runtime/metrics.ts';
import { alarmHeadings } from '../../schemas/reasons/alarms.ts';
import { synthesize } from '../support/synthesized.ts';

const definitions = Object.entries(functions) as [FunctionName, FunctionDefinition][];
const template = synthesize('cn-northwest-1');

interface Alarm {
  readonly name: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { Name: string; Value: string }[];
  readonly Threshold: number;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly Statistic: string;
}
const alarms = template.all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
  const name = String(Properties['AlarmDescription']).split(':')[0] ?? '';
  return { ...(Properties as unknown as Alarm), name };
});
const alarmOf = (name: string): Alarm => {
  const found = alarms.find((alarm) => alarm.name === name);
  if (!found) throw new Error(`no alarm ${name}`);
  return found;
};
const logicalIdOf = (name: FunctionName): string =>
  template.one('AWS::Lambda::Function', name.replaceAll('-', ''));

describe('a queue', () => {
  const reading = definitions.flatMap(([name, { startedBy, timeoutSeconds }]) =>
    startedBy.queue ? [{ queue: startedBy.queue, name, timeoutSeconds }] : [],
  );

  it.each(reading)('$queue hides a message for six time limits of $name', ({ queue, timeoutSeconds }) => {
    const { visibilitySeconds, batchWindowSeconds } = queues[queue];
    expect(visibilitySeconds).toBeGreaterThanOrEqual(6 * timeoutSeconds + batchWindowSeconds);
    // The longest that SQS knows.
    expect(visibilitySeconds).toBeLessThanOrEqual(12 * 3600);
    const { Properties } = template.resources[template.one('AWS::SQS::Queue', `Queue${queue}Queue`)] ?? {};
    expect(Properties?.['VisibilityTimeout']).toBe(visibilitySeconds);
  });

  it('is read by a function, every one', () => {
    expect(reading.map(({ queue }) => queue).sort()).toEqual(Object.keys(queues).sort());
  });

  it.each(Object.keys(queues) as QueueName[])(
    '%s calls when a message failed once more than once',
    (queue) => {
      const { visibilitySeconds } = queues[queue];
      const { Threshold } = alarmOf(`${queue}-age`);
      expect(Threshold).toBeGreaterThan(visibilitySeconds);
      expect(Threshold).toBeLessThan(Math.max(901, 2 * visibilitySeconds));
    },
  );
});

describe('an alarm', () => {
  it('is one of the list that the function which shows alarms is told, with words in Chinese', () => {
    const environmentOf = (name: FunctionName) =>
      template.resources[logicalIdOf(name)]?.Properties['Environment'] as unknown as {
        Variables: Record<string, string>;
      };
    const { Variables } = environmentOf('show-alarms');
    const named = Variables['ALARM_NAMES']?.split(' ').map((name) => `${Variables['ALARM_PREFIX']}${name}`);
    const deployed = template
      .all('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => String(Properties['AlarmName']));
    expect(named?.sort()).toEqual(deployed.sort());
    expect([...new Set(everyAlarm.map(({ heading }) => heading))].sort()).toEqual([...alarmHeadings].sort());
    // Lambda takes 4 KB of variables.
    expect(JSON.stringify(Variables).length).toBeLessThan(3500);
  });

  it('is on a metric that is measured: one of ours, or one of the cloud with the dimension it has there', () => {
    const clouds: Readonly<Record<string, { metrics: string[]; dimension: string; type: string }>> = {
      'AWS/Lambda': {
        metrics: ['Errors', 'Invocations'],
        dimension: 'FunctionName',
        type: 'AWS::Lambda::Function',
      },
      'AWS/SQS': {
        metrics: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
        dimension: 'QueueName',
        type: 'AWS::SQS::Queue',
      },
    };
    for (const { name, Namespace, MetricName, Dimensions } of alarms) {
      const [{ Name, Value } = { Name: '', Value: '' }, ...others] = Dimensions;
      expect(others, name).toEqual([]);
      if (Namespace === 'CreditConnector') {
        expect(metricNames, name).toContain(MetricName);
        expect([Name, Value in functions], name).toEqual(['service', true]);
        continue;
      }
      const cloud = clouds[Namespace];
      expect(cloud?.metrics, name).toContain(MetricName);
      expect(Name, name).toBe(cloud?.dimension);
      expect(template.resources[Value.split('.')[0] ?? '']?.Type, name).toBe(cloud?.type);
    }
  });

  it.each(definitions)(
    'on errors of %s can ring when every call runs into its time limit',
    (name, definition) => {
      const { Threshold, Period, EvaluationPeriods } = alarmOf(`${name}-errors`);
      expect(EvaluationPeriods).toBe(1);
      expect(Threshold * definition.timeoutSeconds).toBeLessThanOrEqual(
        Math.max(Period, definition.timeoutSeconds),
      );
    },
  );

  it('rings when a schedule does not run its function, and not for the gap between two runs', () => {
    const scheduled = definitions.filter(([, { startedBy }]) => startedBy.schedule);
    expect(scheduled.map(([name]) => name)).toEqual([
      'pull-feed',
      'anchor-ledger',
      'push-changes',
      'sweep',
      'reconcile',
    ]);
    const gaps: Readonly<Record<string, number>> = {
      'pull-feed': 300,
      'anchor-ledger': 60,
      'push-changes': 60,
      sweep: 60,
      reconcile: 24 * 3600,
    };
    for (const [name] of scheduled) {
      const alarm = alarmOf(`${name}-silent`);
      expect(alarm).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Statistic: 'Sum',
        Dimensions: [{ Name: 'FunctionName', Value: logicalIdOf(name) }],
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
      });
      const watched = alarm.Period * alarm.EvaluationPeriods;
      expect(watched, name).toBeGreaterThan(gaps[name] ?? 0);
      // The alarm service looks back a day, or seven with periods of an hour or more.
      expect(watched, name).toBeLessThanOrEqual(alarm.Period < 3600 ? 86_400 : 604_800);
    }
  });
});
