import { randomBytes } from 'node:crypto';
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { createPolicyStore } from '../../lib/store/policy-store.ts';
import { openTable, type Table } from '../../lib/store/table.ts';
import { environment } from '../environment.ts';
import { type QueueName, queues } from '../system.ts';
import { feedBucket, region, tableName } from './names.ts';

/** Signs uploads to the bucket of this machine (`upload-door.ts`), anew with every start. */
const secretAccessKey = randomBytes(32).toString('hex');

/** Where the engines of this machine listen. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly s3: string;
}

/** The environment of every function on one machine, with the same names that the stack sets on AWS. */
export function localEnvironment({ dynamodb, sqs, s3 }: Endpoints): Record<string, string> {
  const queueUrl = (queue: string): string => `${sqs}/000000000000/${queue}`;
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_S3: s3,
    [environment.table]: tableName,
    [environment.bucket]: feedBucket,
    ...Object.fromEntries(
      (Object.keys(queues) as QueueName[]).map((queue) => [environment.queueUrl(queue), queueUrl(queue)]),
    ),
  };
}

/** Creates the table with its one index. An existing table stays unchanged. */
export async function ensureTable(client: DynamoDBClient = new DynamoDBClient({})): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
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
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: tableName });
}

/** Marks a table without items as new, so that the readings of this release hold in it (`policy-store.ts`). */
export async function beginTable(table: Table = openTable(tableName, new DynamoDBClient({}))): Promise<void> {
  const { items } = await table.scan({ Limit: 1 });
  if (items.length === 0) await createPolicyStore(table).begin();
}
