import { statfs } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Meter, ObservableResult } from '@opentelemetry/api';
import type { BreakerState } from '../../../lib/delivery/index.ts';
import { lookLimits } from '../../../lib/shared/aws-limits.ts';
import { createBreakerStore } from '../../../lib/store/breaker-store.ts';
import { openTable } from '../../../lib/store/table.ts';
import { environment } from '../../environment.ts';
import { type QueueName, queues } from '../../system.ts';
import { type AlarmBoard, alarmsHere } from '../alarm-board.ts';
import { tableName } from '../names.ts';
import type { Settings } from '../settings.ts';

/** What is asked for whenever somebody collects the metrics. What does not answer then has no value. */
export function observe(
  meter: Meter,
  { settings, board, dataDir }: { settings: Settings; board: AlarmBoard; dataDir: string },
): { stop(): void } {
  const sqs = new SQSClient(lookLimits);
  const dynamodb = new DynamoDBClient(lookLimits);
  const table = openTable(tableName, dynamodb);
  const gauge = (name: string, description: string, look: (result: ObservableResult) => Promise<unknown>) =>
    meter.createObservableGauge(name, { description }).addCallback(async (result) => {
      await look(result);
    });
  const queueNames = Object.keys(queues) as QueueName[];
  const urlOf = (queue: QueueName): string => settings[environment.queueUrl(queue)] ?? '';
  gauge('credit_connector_queue_messages', 'Messages that wait, are in work, or are delayed', (result) =>
    Promise.all(
      queueNames.map(async (queue) => {
        for (const [state, count] of Object.entries(await depthOf(sqs, urlOf(queue))))
          result.observe(count, { queue, state });
      }),
    ),
  );
  gauge('credit_connector_queue_dead_letters', 'Messages in the dead-letter queue', (result) =>
    Promise.all(
      queueNames.map(async (queue) =>
        result.observe((await depthOf(sqs, `${urlOf(queue)}-dead`)).waiting, { queue }),
      ),
    ),
  );
  gauge('credit_connector_receiver_breaker_open', '1 while deliveries to the receiver wait', (result) =>
    Promise.all(
      (['directory', 'settlement'] as const).map(async (receiver) => {
        const breaker = await createBreakerStore<BreakerState>(table, receiver).read();
        result.observe(breaker?.state === 'open' ? 1 : 0, { receiver });
      }),
    ),
  );
  gauge('credit_connector_alarm_ringing', '1 while the alarm rings', async (result) => {
    const ringing = new Set(board.ringing().map(({ name }) => name));
    for (const { name: alarm, heading } of alarmsHere)
      result.observe(ringing.has(alarm) ? 1 : 0, { alarm, heading });
  });
  gauge(
    'credit_connector_data_folder_free_bytes',
    'What is free where the data folder lies',
    async (result) => {
      const { bavail, bsize } = await statfs(dataDir);
      result.observe(bavail * bsize);
    },
  );
  gauge('process_resident_memory_bytes', 'Memory of the host', async (result) =>
    result.observe(process.memoryUsage.rss()),
  );
  gauge('process_start_time_seconds', 'When the host began, since 1970', async (result) =>
    result.observe(Math.round(performance.timeOrigin / 1000)),
  );
  return {
    stop() {
      sqs.destroy();
      dynamodb.destroy();
    },
  };
}

async function depthOf(
  client: SQSClient,
  QueueUrl: string,
): Promise<{ waiting: number; 'in-work': number; delayed: number }> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return {
    waiting: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
    'in-work': Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
    delayed: Number(Attributes['ApproximateNumberOfMessagesDelayed'] ?? 0),
  };
}
