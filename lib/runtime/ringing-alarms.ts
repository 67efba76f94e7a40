import { readFile } from 'node:fs/promises';
import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { awsLimits } from '../shared/aws-limits.ts';
import { Problem } from './problem.ts';
import { type Runtime, setting } from './runtime.ts';

/** An alarm that rings: its name within the deployment, the heading of the runbook, and an instant. */
export interface RingingAlarm {
  readonly name: string;
  readonly heading: string;
  readonly since: string;
}

export interface AlarmState {
  readonly ringing: readonly RingingAlarm[];
  /** When it was looked whether they ring. */
  readonly asOf: string;
}

/**
 * The alarms of this deployment: on AWS those of CloudWatch, on one machine those that its host keeps in a file
 * (`infra/local/alarm-board.ts`).
 */
export function openAlarms(runtime: Pick<Runtime, 'env' | 'clock'>): { look(): Promise<AlarmState> } {
  const file = runtime.env['ALARMS_FILE'];
  return { look: file ? () => inFile(file) : () => inCloudWatch(runtime) };
}

const inFile = async (path: string): Promise<AlarmState> => JSON.parse(await readFile(path, 'utf8'));

/** Names that one request takes (DescribeAlarms, AlarmNames). */
const namesMost = 100;
let client: CloudWatchClient | undefined;

/** By name, because the right to look at alarms can be limited to names alone. @throws Problem 503 */
async function inCloudWatch(runtime: Pick<Runtime, 'env' | 'clock'>): Promise<AlarmState> {
  const prefix = setting(runtime, 'ALARM_PREFIX');
  const names = setting(runtime, 'ALARM_NAMES')
    .split(' ')
    .map((name) => `${prefix}${name}`);
  client ??= new CloudWatchClient(awsLimits);
  const asOf = runtime.clock().toISOString();
  const ringing: RingingAlarm[] = [];
  for (let start = 0; start < names.length; start += namesMost)
    for (const alarm of await inState(names.slice(start, start + namesMost), client))
      ringing.push(ringingOf(alarm, prefix));
  return { ringing, asOf };
}

const inState = async (AlarmNames: string[], cloudWatch: CloudWatchClient): Promise<MetricAlarm[]> => {
  try {
    const { MetricAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames, StateValue: 'ALARM', MaxRecords: namesMost }),
    );
    return MetricAlarms;
  } catch {
    throw new Problem(503, 'alarms-unknown', 'The alarm service does not answer. Try again later.');
  }
};

/** The description of an alarm ends with its heading: `… see docs/operations/runbook.md#outbox-old`. */
const ringingOf = (
  { AlarmName = '', AlarmDescription = '', StateTransitionedTimestamp, StateUpdatedTimestamp }: MetricAlarm,
  prefix: string,
): RingingAlarm => ({
  name: AlarmName.slice(prefix.length),
  heading: AlarmDescription.split('#').at(-1) ?? '',
  since: (StateTransitionedTimestamp ?? StateUpdatedTimestamp ?? new Date(0)).toISOString(),
});
