import crypto from 'node:crypto';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Random } from '../../../infra/samples/random.ts';
import { bytesOf } from '../kernel/chance.ts';
import { type Invocation, running } from '../kernel/kernel.ts';
import { requested } from '../kernel/request.ts';
import type { SimulatedBucket } from './bucket.ts';
import type { SimulatedKeys } from './keys.ts';
import type { SimulatedNetwork } from './network.ts';
import type { SimulatedQueues } from './queues.ts';
import type { SimulatedSubscribers } from './subscriber.ts';
import { type SimulatedTable, tableCommands } from './table.ts';

/** The engines that the AWS clients and `fetch` of this process reach. */
export interface Engines {
  readonly table: SimulatedTable;
  readonly queues: SimulatedQueues;
  readonly bucket: SimulatedBucket;
  readonly keys: SimulatedKeys;
  readonly network: SimulatedNetwork;
  readonly subscribers: SimulatedSubscribers;
  readonly random: Random;
}

interface Command {
  readonly input: object;
}
type Perform = (engines: Engines, input: never) => unknown;

/** Every command that the product sends. Another one fails. */
const commands: Readonly<Record<string, Perform>> = {
  ...Object.fromEntries(
    Object.entries(tableCommands).map(([name, perform]) => [
      name,
      ({ table }: Engines, input: never) => perform(table, input),
    ]),
  ),
  SendMessageBatchCommand: ({ queues }, input) => queues.sendBatch(input),
  GetQueueAttributesCommand: ({ queues }, { QueueUrl }: { QueueUrl?: string }) => ({
    Attributes: { ApproximateNumberOfMessages: String(queues.depth(QueueUrl)) },
  }),
  PutObjectCommand: ({ bucket }, input) => bucket.put(input),
  HeadObjectCommand: ({ bucket }, input) => bucket.head(input),
  GetObjectCommand: ({ bucket }, input) => bucket.get(input),
  GenerateDataKeyWithoutPlaintextCommand: ({ keys }) => keys.makeDataKey(),
  DecryptCommand: ({ keys }, input) => keys.decrypt(input),
  GetSecretValueCommand: ({ keys }) => keys.secret(),
  GetPublicKeyCommand: ({ keys }) => keys.publicKey(),
  SignCommand: ({ keys }, input) => keys.sign(input),
};

/** What a subscriber is asked with. */
interface Asking {
  readonly headers: Readonly<Record<string, string>>;
}

let engines: Engines | undefined;
let isInstalled = false;

/** Puts these engines behind the AWS clients, `fetch`, `https.request` and the random bytes of this process. */
export function install(next: Engines): void {
  engines = next;
  if (isInstalled) return;
  isInstalled = true;
  for (const client of [DynamoDBClient, SQSClient, S3Client, KMSClient, SecretsManagerClient])
    Object.defineProperty(client.prototype, 'send', { value: send, configurable: true });
  globalThis.fetch = (address, init) =>
    theirs().network.fetch(caller(), String(address), String(init?.body ?? ''));
  Object.assign(https, {
    request: (address: URL, { headers }: Asking, answered: (response: object) => void) =>
      theirs().subscribers.request(caller(), String(address), { headers, answered }),
  });
  const randomBytes = (count: number): Buffer => bytesOf(theirs().random, count);
  Object.assign(crypto, {
    randomBytes,
    randomUUID: () =>
      randomBytes(16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  });
  syncBuiltinESMExports();
}

function theirs(): Engines {
  if (!engines) throw new Error('No engines are installed');
  return engines;
}

function caller(): Invocation {
  const invocation = running.getStore();
  if (!invocation) throw new Error('Only a function asks a receiver');
  return invocation;
}

function send(this: unknown, command: Command): Promise<unknown> {
  const name = command.constructor.name;
  const perform = commands[name];
  if (!perform) return Promise.reject(new Error(`The simulation does not know the command ${name}`));
  const of = theirs();
  return requested(running.getStore(), {
    what: `${name.replace('Command', '')} ${aboutOf(command.input)}`,
    perform: () => perform(of, command.input as never),
  });
}

/** The item, queue or object of a request: what its keys say, which name nobody. */
function aboutOf(input: object): string {
  const { Key, Item, ExpressionAttributeValues, QueueUrl, IndexName } = input as {
    Key?: unknown;
    Item?: Record<string, { S?: string }>;
    ExpressionAttributeValues?: Record<string, { S?: string }>;
    QueueUrl?: string;
    IndexName?: string;
  };
  if (QueueUrl !== undefined) return QueueUrl.split('/').at(-1) ?? '';
  if (typeof Key === 'string') return Key;
  const key = (Key ?? Item) as Record<string, { S?: string }> | undefined;
  if (key) return `${key['pk']?.S} ${key['sk']?.S}`;
  const values = ExpressionAttributeValues ?? {};
  return `${IndexName ?? ''} ${(values[':pk'] ?? values[':shard'])?.S ?? ''}`.trim();
}
