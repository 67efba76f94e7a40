import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../environment.ts';
import type { ReceiverName } from '../system.ts';
import { startAuthority } from './authority.ts';
import { startChild, startSimulator } from './children.ts';
import { type Condition, conditionOf } from './condition.ts';
import { ensureKeys, type LocalKeys } from './key-file.ts';
import { endpointsFile } from './names.ts';
import type { Parts } from './parts.ts';
import { beginTable, type Endpoints, ensureTable, localEnvironment } from './resources.ts';

export type Settings = Readonly<Record<string, string | undefined>>;

/** What the functions depend on, on one machine: engines, receivers and an authority, and their addresses. */
export interface BackingServices {
  readonly receivers: Readonly<Record<ReceiverName, string>>;
  readonly authorityUrl?: string | undefined;
  readonly condition: Condition;
  /** All settings of all functions. */
  readonly settings: Settings;
  /** Resolves when the engines died, with the reason. */
  readonly failed: Promise<string>;
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
  const { endpoints, failed } = await startEngines(place);
  const receivers = {
    directory: await startReceiver('directory', keys, place),
    settlement: await startReceiver('settlement', keys, place),
  };
  const authority = env['AUTHORITY_SIMULATOR']
    ? parts.add(await startAuthority(join(dataDir, 'authority'), env))
    : undefined;
  // The AWS clients read their endpoints and credentials from the environment, as in Lambda.
  Object.assign(process.env, localEnvironment(endpoints));
  await ensureTable();
  await beginTable();
  const settings = {
    ...env,
    ...authority?.settings,
    ...localEnvironment(endpoints),
    ...keySettings(keys, env),
    [environment.receiverUrl('directory')]: receivers.directory,
    [environment.receiverUrl('settlement')]: receivers.settlement,
  };
  const condition = conditionOf(dataDir, { ...endpoints });
  return { receivers, authorityUrl: authority?.url, settings, condition, failed };
}

/** Starts DynamoDB, SQS and S3 in one process. While it runs, a file in the data folder contains its endpoints. */
async function startEngines({
  dataDir,
  env,
  parts,
}: Place): Promise<{ endpoints: Endpoints; failed: Promise<string> }> {
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>();
  const engines = parts.add(
    await startChild(script('engines.ts'), { DATA_DIR: join(dataDir, 'engines') }, (code) =>
      fail(`engines.ts ended with code ${code}`),
    ),
  );
  const { dynamodb = '', sqs = '', s3 = '' } = engines.announced;
  const file = join(dataDir, endpointsFile);
  writeFileSync(file, JSON.stringify({ dynamodb }));
  parts.add({ stop: async () => rmSync(file, { force: true }) });
  return { endpoints: { dynamodb: env['DYNAMODB_ENDPOINT'] || dynamodb, sqs, s3 }, failed };
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
