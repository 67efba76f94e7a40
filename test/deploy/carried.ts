import { setTimeout as pause } from 'node:timers/promises';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Cloud } from './cloud.ts';

/**
 * Does what other services of the cloud do and the emulator does not: the log service turns the embedded metrics that
 * functions print into metrics, and the queue service reports how full its queues are. The rest of an alarm's path is
 * real: functions print, queues fill, alarms compare and call.
 */
export interface Carrier {
  /** Everything that functions have logged so far. */
  log(): string;
  stop(): Promise<void>;
}

interface Embedded {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [name: string]: unknown;
}

const everyMilliseconds = 500;
/** Lines of functions that ran at the same time can come slightly out of order. */
const overlapMilliseconds = 5000;

export function startCarrier(options: {
  readonly cloud: Cloud;
  readonly logGroups: readonly string[];
  readonly queueUrls: readonly string[];
}): Carrier {
  const { cloud, logGroups, queueUrls } = options;
  const lines: string[] = [];
  const seen = new Set<string>();
  const readUntil = new Map<string, number>();
  let isStopped = false;

  const take = async (message: string): Promise<void> => {
    const embedded = embeddedOf(message);
    if (!embedded) return void lines.push(message);
    for (const { Namespace, Dimensions, Metrics } of embedded._aws.CloudWatchMetrics) {
      for (const { Name } of Metrics) {
        const values = [embedded[Name]].flat().map(Number);
        for (const value of values.filter((one) => one !== 0))
          lines.push(JSON.stringify({ service: embedded['service'], metric: Name, value }));
        await cloud.metrics.send(
          new PutMetricDataCommand({
            Namespace,
            MetricData: Dimensions.map((names) => ({
              MetricName: Name,
              Values: values,
              Counts: values.map(() => 1),
              Dimensions: names.map((Name) => ({ Name, Value: String(embedded[Name]) })),
            })),
          }),
        );
      }
    }
  };

  const readLogs = async (): Promise<void> => {
    for (const logGroupName of logGroups) {
      const startTime = (readUntil.get(logGroupName) ?? overlapMilliseconds) - overlapMilliseconds;
      const pages = paginateFilterLogEvents({ client: cloud.logs }, { logGroupName, startTime });
      for await (const { events = [] } of pages) {
        for (const { logStreamName, timestamp = 0, message = '' } of events) {
          const key = `${logStreamName} ${timestamp} ${message}`;
          if (seen.has(key)) continue;
          seen.add(key);
          readUntil.set(logGroupName, Math.max(timestamp, readUntil.get(logGroupName) ?? 0));
          for (const line of message.split('\n')) if (line.startsWith('{')) await take(line);
        }
      }
    }
  };

  const measureQueues = async (): Promise<void> => {
    for (const QueueUrl of queueUrls) {
      const { Attributes = {} } = await cloud.queues.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      await cloud.metrics.send(
        new PutMetricDataCommand({
          Namespace: 'AWS/SQS',
          MetricData: [
            {
              MetricName: 'ApproximateNumberOfMessagesVisible',
              Value: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
              Dimensions: [{ Name: 'QueueName', Value: QueueUrl.split('/').at(-1) }],
            },
          ],
        }),
      );
    }
  };

  const running = (async () => {
    while (!isStopped) {
      await readLogs();
      await measureQueues();
      await pause(everyMilliseconds);
    }
  })();
  return {
    log: () => lines.join('\n'),
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

function embeddedOf(line: string): Embedded | undefined {
  try {
    const json = JSON.parse(line) as Partial<Embedded>;
    return json._aws ? (json as Embedded) : undefined;
  } catch {
    return undefined;
  }
}
