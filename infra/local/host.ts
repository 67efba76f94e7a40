import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { CreateHandler, Handler, HostContext } from '../../lib/runtime/lambda.ts';
import { newUlid, type Runtime } from '../../lib/runtime/runtime.ts';
import { environment, environmentNames } from '../environment.ts';
import {
  type FunctionDefinition,
  type FunctionName,
  functions,
  queues,
  type ReceiverName,
} from '../system.ts';
import { startAuthority } from './authority.ts';
import { localAuthorizer } from './authorizer.ts';
import { type Child, startChild, startSimulator } from './children.ts';
import { openHostLog } from './file-log.ts';
import { type ApiHandler, openHttpFront } from './http-front.ts';
import { ensureKeyFile, ensureLedgerKey, ensureSigningKey } from './key-file.ts';
import { endpointsFile } from './names.ts';
import { startPollers } from './pollers.ts';
import { ensureTable, localEnvironment } from './resources.ts';
import { startSchedule } from './schedules.ts';

export interface HostOptions {
  /** Folder for everything the machine stores: tables, queues, objects, keys, logs, state of the simulators. */
  readonly dataDir: string;
  /** 0 for any free port. */
  readonly port: number;
  /** `SETTLEMENT_URL`, `DIRECTORY_URL`, `DYNAMODB_ENDPOINT`, `AUTHORITY_SIMULATOR`, and settings of the functions. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: () => Date;
}

export interface Host {
  readonly apiUrl: string;
  readonly directoryUrl: string;
  readonly settlementUrl: string;
  /** The simulator of an authority's endpoint, when `AUTHORITY_SIMULATOR` is set. */
  readonly authorityUrl?: string;
  /** Resolves when a child process died, with the reason. */
  readonly failed: Promise<string>;
  stop(): Promise<void>;
}

const script = (name: string): string => join(import.meta.dirname, name);

/** The whole system on one machine: the functions of `infra/system.ts` on real engines, started by real events. */
export async function startHost({
  dataDir: folder,
  port,
  env = {},
  clock = () => new Date(),
}: HostOptions): Promise<Host> {
  const dataDir = resolve(folder);
  for (const part of ['engines', 'directory', 'settlement', 'authority'])
    mkdirSync(join(dataDir, part), { recursive: true });
  const hostLog = openHostLog(join(dataDir, 'log.ndjson'));
  const keyFile = join(dataDir, 'keys.json');
  await ensureKeyFile(keyFile);
  const ledgerKeyFile = join(dataDir, 'ledger-key.pem');
  await ensureLedgerKey(ledgerKeyFile);
  const signing = await ensureSigningKey(join(dataDir, 'signing.json'));

  const parts: { stop(): Promise<void> }[] = [];
  let reportFailure: (what: string) => void = () => undefined;
  const failed = new Promise<string>((resolveFailure) => {
    reportFailure = resolveFailure;
  });
  const child = async (name: string, childEnv: Record<string, string>): Promise<Child> => {
    const started = await startChild(script(name), childEnv, (code) =>
      reportFailure(`${name} ended with code ${code}`),
    );
    parts.push(started);
    return started;
  };
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    for (const part of parts.toReversed()) await part.stop();
    await hostLog.close();
  };

  try {
    const engines = await child('engines.ts', { DATA_DIR: join(dataDir, 'engines') });
    const { dynamodb = '', sqs = '', s3 = '' } = engines.announced;
    writeFileSync(join(dataDir, endpointsFile), JSON.stringify({ dynamodb }));
    parts.push({ stop: async () => rmSync(join(dataDir, endpointsFile), { force: true }) });
    const receiver = async (name: ReceiverName, given: string | undefined): Promise<string> => {
      if (given) return given;
      const simulator = await startSimulator(script(`simulators/${name}.ts`), {
        DATA_DIR: join(dataDir, name),
        SIGNING: JSON.stringify({ kind: 'sm2', ...signing }),
      });
      parts.push(simulator);
      return simulator.url;
    };
    const directoryUrl = await receiver('directory', env['DIRECTORY_URL']);
    const settlementUrl = await receiver('settlement', env['SETTLEMENT_URL']);
    const authority = env['AUTHORITY_SIMULATOR']
      ? await startAuthority(join(dataDir, 'authority'), env)
      : undefined;
    if (authority) parts.push(authority);
    const endpoints = { dynamodb: env['DYNAMODB_ENDPOINT'] || dynamodb, sqs, s3 };
    const settings: Readonly<Record<string, string | undefined>> = {
      ...env,
      ...authority?.settings,
      ...localEnvironment(endpoints),
      [environment.keyFile]: keyFile,
      [environment.pepperFile]: keyFile,
      [environment.ledgerKeyFile]: ledgerKeyFile,
      [environment.receiverUrl('directory')]: directoryUrl,
      [environment.receiverUrl('settlement')]: settlementUrl,
      [environment.receiverCredential.settlement]:
        env['SETTLEMENT_SIGNING'] || JSON.stringify({ kind: 'sm2', ...signing }),
    };
    // The AWS clients read their endpoints and credentials from the environment, as in Lambda.
    Object.assign(process.env, localEnvironment(endpoints));
    await ensureTable();

    const runtimeOf = (name: string, definition: FunctionDefinition): Runtime => ({
      env: environmentOf(definition, settings),
      clock,
      random: Math.random,
      newId: () => newUlid(clock()),
      pause,
      log: hostLog.logOf(name),
      metrics: hostLog.metricsOf(name),
    });
    const built = await Promise.all(
      (Object.entries(functions) as [FunctionName, FunctionDefinition][]).map(async ([name, definition]) => ({
        name,
        definition,
        runtime: runtimeOf(name, definition),
        handler: await load(definition, runtimeOf(name, definition)),
      })),
    );
    const contextOf =
      ({ timeoutSeconds }: FunctionDefinition) =>
      (): HostContext => {
        const ends = Date.now() + timeoutSeconds * 1000;
        // Long work hands over when its time is up. A host that stops reports no time left.
        const left = (): number => (isStopping ? 0 : ends - Date.now());
        return { awsRequestId: randomUUID(), getRemainingTimeInMillis: left };
      };
    for (const { definition, handler, runtime } of built) {
      const { queue, schedule } = definition.startedBy;
      const context = contextOf(definition);
      if (queue) {
        const queueUrl = settings[environment.queueUrl(queue)] ?? '';
        const polled = handler as Handler<SQSEvent, SQSBatchResponse>;
        parts.push(
          startPollers({ queueUrl, definition: queues[queue], handler: polled, context, log: runtime.log }),
        );
      }
      if (schedule)
        parts.push(startSchedule({ seconds: schedule.localSeconds, handler, context, log: runtime.log }));
    }
    const front = await openHttpFront({
      port,
      functions: built.map(({ definition, handler }) => ({
        definition,
        handler: ((event) => handler(event, contextOf(definition)())) as ApiHandler,
      })),
      authorize: await localAuthorizer(),
    });
    parts.push({ stop: () => front.close() });
    hostLog.logOf('host').info('host.started', { functions: built.length });
    return {
      apiUrl: front.url,
      directoryUrl,
      settlementUrl,
      ...(authority && { authorityUrl: authority.url }),
      failed,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The environment a function may read, and what the local S3 needs. */
const environmentOf = (
  definition: FunctionDefinition,
  settings: Readonly<Record<string, string | undefined>>,
): Runtime['env'] =>
  Object.fromEntries(
    [...environmentNames(definition), 'AWS_ENDPOINT_URL_S3'].map((name) => [name, settings[name]]),
  );

/** Loads a function of the table for this host. */
async function load({ entry }: FunctionDefinition, runtime: Runtime): Promise<Handler<unknown, unknown>> {
  const module = (await import(join(import.meta.dirname, '../..', entry))) as {
    createHandler: CreateHandler<unknown, unknown>;
  };
  return module.createHandler(runtime);
}
