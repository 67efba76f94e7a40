import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { createPolicyStore } from '../../lib/store/policy-store.ts';
import type { Table } from '../../lib/store/table.ts';
import { environment } from '../environment.ts';
import { type QueueName, queues } from '../system.ts';
import { tableName } from './names.ts';
import type { Access, Endpoints } from './outside.ts';

/** The environment of every function on one machine, with the same names that the stack sets on AWS. */
export function localEnvironment({ dynamodb, sqs, s3 }: Endpoints, access: Access): Record<string, string> {
  const queueUrl = (queue: string): string => `${sqs}/000000000000/${queue}`;
  return {
    AWS_REGION: access.region,
    AWS_ACCESS_KEY_ID: access.accessKeyId,
    AWS_SECRET_ACCESS_KEY: access.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_S3: s3,
    [environment.table]: access.table,
    [environment.bucket]: access.bucket,
    ...Object.fromEntries(
      (Object.keys(queues) as QueueName[]).map((queue) => [environment.queueUrl(queue), queueUrl(queue)]),
    ),
  };
}

/** Creates the table with its one index. An existing table stays unchanged. */
export async function ensureTable(
  client: DynamoDBClient = new DynamoDBClient({}),
  TableName = tableName,
): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'agendaShard', 'agendaAt'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'agenda',
            KeySchema: [
              { AttributeName: 'agendaShard', KeyType: 'HASH' },
              { AttributeName: 'agendaAt', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName });
}

/** Marks a table without items as new, so that the readings of this release hold in it (`policy-store.ts`). */
export async function beginTable(table: Table): Promise<void> {
  const { items } = await table.scan({ Limit: 1 });
  if (items.length === 0) await createPolicyStore(table).begin();
}
