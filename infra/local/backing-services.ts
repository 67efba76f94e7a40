import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable } from '../../lib/store/table.ts';
import { environment } from '../environment.ts';
import type { ReceiverName } from '../system.ts';
import { startAuthority } from './authority.ts';
import { startChild, startSimulator } from './children.ts';
import { type Condition, conditionOf } from './condition.ts';
import { ensureKeys, type LocalKeys } from './key-file.ts';
import { endpointsFile } from './names.ts';
import { accessOf, type Endpoints, type Outside, outsideOf, untilAnswering } from './outside.ts';
import { type BucketGuards, ensureBucket } from './outside-bucket.ts';
import { ensureQueues } from './outside-queues.ts';
import type { Parts } from './parts.ts';
import { beginTable, ensureTable, localEnvironment } from './resources.ts';
import type { Settings } from './settings.ts';

/** What the functions depend on, on one machine: engines, receivers and an authority, and their addresses. */
export interface BackingServices {
  readonly receivers: Readonly<Record<ReceiverName, string>>;
  readonly authorityUrl?: string | undefined;
  readonly condition: Condition;
  /** All settings of all functions. */
  readonly settings: Settings;
  /** Resolves when the engines died, with the reason. */
  readonly failed: Promise<string>;
  /** What an object store elsewhere keeps. */
  readonly guards?: BucketGuards;
}

interface Place {
  readonly dataDir: string;
  readonly env: Settings;
  readonly parts: Parts;
}

const script = (name: string): string => join(import.meta.dirname, name);

export async function startBackingServices(place: Place): Promise<BackingServices> {
  const { dataDir, env, parts } = place;
  for (const part of ['engines', 'directory', 'settlement', 'authority'])
    mkdirSync(join(dataDir, part), { recursive: true });
  const keys = await ensureKeys(dataDir);
  const outside = outsideOf(env);
  await untilAnswering(outside);
  const access = accessOf(env, outside);
  // The AWS clients read their endpoints and credentials from the environment, as in Lambda.
  Object.assign(process.env, localEnvironment({ dynamodb: '', sqs: '', s3: '', ...outside }, access));
  const queueUrls =
    outside.sqs && (await ensureQueues({ endpoint: outside.sqs, prefix: access.queuePrefix }));
  const { endpoints, failed } = await startEngines(outside, queueUrls || {}, place);
  const told = { ...localEnvironment(endpoints, access), ...queueUrls };
  Object.assign(process.env, told);
  const receivers = {
    directory: await startReceiver('directory', keys, place),
    settlement: await startReceiver('settlement', keys, place),
  };
  const authority = env['AUTHORITY_SIMULATOR']
    ? parts.add(await startAuthority(join(dataDir, 'authority'), env))
    : undefined;
  await ensureTable(new DynamoDBClient({}), access.table);
  await beginTable(openTable(access.table, new DynamoDBClient({})));
  const guards = outside.s3 ? await ensureBucket(access.bucket) : undefined;
  const settings = {
    ...env,
    ...authority?.settings,
    ...told,
    ...keySettings(keys, env),
    [environment.receiverUrl('directory')]: receivers.directory,
    [environment.receiverUrl('settlement')]: receivers.settlement,
  };
  const condition = conditionOf(dataDir, { ...endpoints });
  return { receivers, authorityUrl: authority?.url, settings, condition, failed, ...(guards && { guards }) };
}

/**
 * Starts those of DynamoDB, SQS and S3 that do not run elsewhere, in one process. While it runs, a file in the data folder
 * says where the table is.
 */
async function startEngines(
  outside: Outside,
  queueUrls: Readonly<Record<string, string>>,
  { dataDir, parts }: Place,
): Promise<{ endpoints: Endpoints; failed: Promise<string> }> {
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>();
  const { dynamodb, sqs, s3 } = outside;
  if (dynamodb && sqs && s3) return { endpoints: { dynamodb, sqs, s3 }, failed };
  const given = { ...queueUrls, DATA_DIR: join(dataDir, 'engines'), OUTSIDE: Object.keys(outside).join(',') };
  const engines = parts.add(
    await startChild(script('engines.ts'), given, (code) => fail(`engines.ts ended with code ${code}`)),
  );
  const endpoints = { dynamodb: '', sqs: '', s3: '', ...engines.announced, ...outside };
  const file = join(dataDir, endpointsFile);
  writeFileSync(file, JSON.stringify({ dynamodb: endpoints.dynamodb }));
  parts.add({ stop: async () => rmSync(file, { force: true }) });
  return { endpoints, failed };
}

/** The URL of a receiver: the configured one, or a simulator that is started here. */
async function startReceiver(
  name: ReceiverName,
  { signing }: LocalKeys,
  { dataDir, env, parts }: Place,
): Promise<string> {
  const given = env[environment.receiverUrl(name)];
  if (given) return given;
  const settings = { DATA_DIR: join(dataDir, name), SIGNING: signing };
  const simulator = parts.add(await startSimulator(script(`simulators/${name}.ts`), settings));
  return simulator.url;
}

const keySettings = ({ keyFile, ledgerKeyFile, signing }: LocalKeys, env: Settings): Settings => ({
  [environment.keyFile]: keyFile,
  [environment.pepperFile]: keyFile,
  [environment.ledgerKeyFile]: ledgerKeyFile,
  [environment.receiverCredential.settlement]: env[environment.receiverCredential.settlement] || signing,
});
