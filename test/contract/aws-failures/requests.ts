import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { openBucket } from '../../../lib/runtime/bucket.ts';
import { mustHaveDataKey } from '../../../lib/runtime/key-state.ts';
import { openKmsKeyProvider } from '../../../lib/runtime/kms-key-provider.ts';
import { openLedgerSigner } from '../../../lib/runtime/ledger-signer.ts';
import { openQueue } from '../../../lib/runtime/queues.ts';
import { readSecret } from '../../../lib/runtime/secrets.ts';
import { awsLimits } from '../../../lib/shared/aws-limits.ts';
import type { FaultCode } from '../../../lib/shared/fault.ts';
import { openTable, text } from '../../../lib/store/table.ts';
import { fakeRuntime } from '../../support/fake-runtime.ts';
import type { Answer, RequestHandler, Service } from './answers.ts';

/** A request of the product to AWS, with the code that makes it. */
export interface AwsRequest {
  /** Name of the SDK's command, without `Command`. */
  readonly command: string;
  readonly service: Service;
  /** The answer of a working service. */
  readonly answer: Answer;
  /** Code of the fault when the service fails. */
  readonly code: FaultCode;
  readonly perform: (client: ClientOptions) => Promise<unknown>;
}

export interface ClientOptions {
  readonly endpoint?: string;
  readonly requestHandler: RequestHandler | { readonly connectionTimeout: number };
}

const common = {
  ...awsLimits,
  region: 'local-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const optionsOf = ({ endpoint = 'http://aws.invalid', requestHandler }: ClientOptions) => ({
  ...common,
  endpoint,
  requestHandler,
});

const runtime = {
  ...fakeRuntime(),
  env: {
    RECORDS_QUEUE_URL: 'http://aws.invalid/queue',
    FEED_BUCKET: 'bucket',
    LEDGER_KEY_ARN: 'key',
  },
};
const keyRuntime = { ...runtime, env: { DATA_KEY_ARN: 'key' } };
const table = (options: ClientOptions) =>
  openTable('table', new DynamoDBClient(optionsOf(options)), runtime.pause);
const queue = (options: ClientOptions) =>
  openQueue(runtime, 'RECORDS_QUEUE_URL', new SQSClient(optionsOf(options)));
const bucket = (options: ClientOptions) =>
  openBucket(runtime, 'runs', new S3Client({ ...optionsOf(options), forcePathStyle: true }));
const signer = (options: ClientOptions) => openLedgerSigner(runtime, new KMSClient(optionsOf(options)));
const provider = (options: ClientOptions) =>
  openKmsKeyProvider(
    {
      list: async () => new Map([[1, { encrypted: Buffer.from('encrypted') }]]),
      add: async () => undefined,
      retire: async () => undefined,
      pepperMark: async (mark) => mark,
    },
    { pepperSecret: 'pepper', dataKey: () => 'key' },
    { kms: new KMSClient(optionsOf(options)) },
  );

const json = (body: object): Answer => ({ status: 200, body: JSON.stringify(body) });
const base64 = Buffer.from('bytes').toString('base64');
const ofTable = { service: 'dynamodb', code: 'store-unavailable' } as const;
const ofQueue = { service: 'sqs', code: 'store-unavailable' } as const;
const ofBucket = { service: 's3', code: 'store-unavailable' } as const;
const ofKeys = { service: 'kms', code: 'key-unavailable' } as const;

/** All of them: a test compares with the source of `lib`. */
export const awsRequests: readonly AwsRequest[] = [
  { ...ofTable, command: 'GetItem', answer: json({}), perform: (client) => table(client).get('P', 'S') },
  {
    ...ofTable,
    command: 'BatchGetItem',
    answer: json({ Responses: { table: [] } }),
    perform: (client) => table(client).existing([{ pk: 'P', sk: 'S' }]),
  },
  {
    ...ofTable,
    command: 'PutItem',
    answer: json({}),
    perform: (client) => table(client).put({ pk: text('P'), sk: text('S') }),
  },
  {
    ...ofTable,
    command: 'UpdateItem',
    answer: json({ Attributes: {} }),
    perform: (client) => table(client).update('P', 'S', { UpdateExpression: 'REMOVE a' }),
  },
  {
    ...ofTable,
    command: 'DeleteItem',
    answer: json({}),
    perform: (client) => table(client).remove('P', 'S', { ConditionExpression: 'attribute_exists(pk)' }),
  },
  {
    ...ofTable,
    command: 'Query',
    answer: json({ Items: [] }),
    perform: (client) => Array.fromAsync(table(client).query({ KeyConditionExpression: 'pk = :pk' })),
  },
  { ...ofTable, command: 'Scan', answer: json({ Items: [] }), perform: (client) => table(client).scan({}) },
  {
    ...ofQueue,
    command: 'SendMessageBatch',
    answer: json({ Successful: [], Failed: [] }),
    perform: (client) => queue(client).send(['{}']),
  },
  {
    ...ofQueue,
    command: 'GetQueueAttributes',
    answer: json({ Attributes: { ApproximateNumberOfMessages: '3' } }),
    perform: (client) => queue(client).depth(),
  },
  {
    ...ofBucket,
    command: 'HeadBucket',
    answer: { status: 200 },
    perform: (client) => bucket(client).mustBeThere(),
  },
  {
    ...ofBucket,
    command: 'HeadObject',
    answer: { status: 200, headers: { 'content-length': '5' } },
    perform: (client) => bucket(client).size('run'),
  },
  {
    ...ofBucket,
    command: 'GetObject',
    answer: { status: 200, body: 'bytes' },
    perform: (client) => Array.fromAsync(bucket(client).read('run')),
  },
  {
    ...ofBucket,
    command: 'PutObject',
    answer: { status: 200 },
    perform: (client) => bucket(client).put('run', Buffer.from('bytes'), { sha256: 'ab'.repeat(32) }),
  },
  {
    service: 'secrets',
    code: 'key-unavailable',
    command: 'GetSecretValue',
    answer: json({ SecretString: 'words' }),
    perform: (client) => readSecret('arn', 'the words', new SecretsManagerClient(optionsOf(client))),
  },
  {
    ...ofKeys,
    command: 'DescribeKey',
    answer: json({ KeyMetadata: { KeyId: 'key', Enabled: true } }),
    perform: (client) => mustHaveDataKey(keyRuntime, new KMSClient(optionsOf(client))),
  },
  {
    ...ofKeys,
    command: 'Decrypt',
    answer: json({ Plaintext: base64 }),
    perform: (client) => provider(client).keysBeside(new Map()),
  },
  {
    ...ofKeys,
    command: 'GenerateDataKeyWithoutPlaintext',
    answer: json({ CiphertextBlob: base64 }),
    perform: (client) => provider(client).make(2),
  },
  {
    ...ofKeys,
    command: 'GetPublicKey',
    answer: json({ PublicKey: base64 }),
    perform: (client) => signer(client).publicKey(),
  },
  {
    ...ofKeys,
    command: 'Sign',
    answer: json({ Signature: base64 }),
    perform: (client) => signer(client).sign('words'),
  },
];
