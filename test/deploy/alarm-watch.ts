import {
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { account, region } from './cloud.ts';
import type { Deployment } from './deployment.ts';

/** The alarms of a stack, received as an operator receives them: through a queue that subscribes to their topic. */
export interface AlarmWatch {
  /** Every alarm, by the name that its description starts with (`records-dead`). */
  readonly alarms: ReadonlyMap<string, MetricAlarm>;
  /** Names of the alarms that have called so far. */
  heard(): Promise<ReadonlySet<string>>;
  /** True when the alarm's metric, with the alarm's own dimensions, has reached the threshold. */
  isReached(name: string): Promise<boolean>;
}

export async function watchAlarms({ cloud, outputs }: Deployment): Promise<AlarmWatch> {
  const QueueName = 'operators';
  const { QueueUrl } = await cloud.queues.send(new CreateQueueCommand({ QueueName }));
  await cloud.topics.send(
    new SubscribeCommand({
      TopicArn: outputs['AlarmTopic'],
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${region}:${account}:${QueueName}`,
    }),
  );
  const { MetricAlarms = [] } = await cloud.metrics.send(new DescribeAlarmsCommand({ MaxRecords: 100 }));
  const nameOf = ({ AlarmDescription = '' }: MetricAlarm): string => AlarmDescription.split(':')[0] ?? '';
  const alarms = new Map(MetricAlarms.map((alarm) => [nameOf(alarm), alarm]));
  const called = new Set<string>();
  return {
    alarms,
    async heard() {
      for (;;) {
        const { Messages = [] } = await cloud.queues.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return called;
        for (const { Body = '{}', ReceiptHandle } of Messages) {
          const { Message = '{}' } = JSON.parse(Body) as { Message?: string };
          const call = JSON.parse(Message) as { AlarmDescription?: string; NewStateValue?: string };
          if (call.NewStateValue === 'ALARM') called.add(nameOf(call));
          await cloud.queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
    async isReached(name) {
      const alarm = alarms.get(name);
      if (!alarm) throw new Error(`the stack has no alarm ${name}`);
      const { Namespace, MetricName, Dimensions, Statistic, Threshold = 0 } = alarm;
      if (!Statistic) throw new Error(`the alarm ${name} has no statistic`);
      // One period that covers the whole test, because the clock of functions is moved and that of metrics is not.
      const { Datapoints = [] } = await cloud.metrics.send(
        new GetMetricStatisticsCommand({
          Namespace,
          MetricName,
          Dimensions,
          Statistics: [Statistic],
          Period: 7200,
          StartTime: new Date(Date.now() - 3_600_000),
          EndTime: new Date(Date.now() + 3_600_000),
        }),
      );
      return Datapoints.some((point) => (point[Statistic as 'Sum' | 'Maximum'] ?? 0) >= Threshold);
    },
  };
}
