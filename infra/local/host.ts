import { join } from 'node:path';
import type { Log } from '../../lib/runtime/log.ts';
import { environment } from '../environment.ts';
import { createAlarmBoard } from './alarm-board.ts';
import { startAlarmFile } from './alarm-file.ts';
import { startArrivals } from './arrivals.ts';
import { startBackingServices } from './backing-services.ts';
import { ensureConsole } from './console-folder.ts';
import { takeDataFolder } from './data-folder.ts';
import { startEventSources } from './event-sources.ts';
import { openHostLog } from './file-log.ts';
import { type ApiHandler, metricsPath, openHttpFront } from './http-front.ts';
import { type LocalFunction, loadFunctions } from './local-functions.ts';
import type { BucketGuards } from './outside-bucket.ts';
import { createParts, type Parts } from './parts.ts';
import type { Settings } from './settings.ts';
import { startTelemetry } from './telemetry/telemetry.ts';
import { isLoopback, type Trust, trustOf } from './trust.ts';
import { openUploadDoor } from './upload-door.ts';

export interface HostOptions {
  /** Folder for everything the machine stores: tables, queues, objects, keys, logs, state of the simulators. */
  readonly dataDir: string;
  /** 0 for any free port. */
  readonly port: number;
  /**
   * `SETTLEMENT_URL`, `DIRECTORY_URL`, `AUTHORITY_SIMULATOR`, engines elsewhere (`outside.ts`), `BIND_ADDRESS` and
   * `TOKEN_ISSUER` (`trust.ts`), and settings of the functions.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: () => Date;
  /** Schedules are called so many times as often; by default once. */
  readonly pace?: number;
}

export interface Host {
  readonly apiUrl: string;
  readonly directoryUrl: string;
  readonly settlementUrl: string;
  /** The simulator of an authority's endpoint, when `AUTHORITY_SIMULATOR` is set. */
  readonly authorityUrl?: string;
  /** What an object store elsewhere keeps of what is overwritten or deleted. */
  readonly guards?: BucketGuards;
  /** Officers sign in with the made-up persons of this machine. */
  readonly hasOwnIssuer: boolean;
  /** Resolves when a child process died, with the reason. */
  readonly failed: Promise<string>;
  stop(): Promise<void>;
}

/** The whole system on one machine: the functions of `infra/system.ts` on real engines, started by real events. */
export async function startHost(options: HostOptions): Promise<Host> {
  const parts = createParts();
  try {
    return await startParts(options, parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

async function startParts(
  { dataDir: folder, port, env = {}, clock = () => new Date(), pace = 1 }: HostOptions,
  parts: Parts,
): Promise<Host> {
  const { path: dataDir } = parts.add(await takeDataFolder(folder));
  const hostLog = openHostLog(join(dataDir, 'log.ndjson'));
  parts.add({ stop: () => hostLog.close() });
  const trust = await trustOf(env);
  const { receivers, authorityUrl, settings, condition, failed, guards } = await startBackingServices({
    dataDir,
    env,
    parts,
  });
  const networks = environment.subscriptionNetworks;
  const uploads = settings['S3_ENDPOINT']
    ? undefined
    : openUploadDoor(settings['AWS_ENDPOINT_URL_S3'] ?? '', clock);
  const isPrivate = isLoopback(env['BIND_ADDRESS'] || '127.0.0.1');
  const own = {
    // Subscribers of one machine are other processes of it.
    [networks]: settings[networks] || '127.0.0.0/8 ::1/128',
    [environment.consoleFolder]: env[environment.consoleFolder] || (await ensureConsole()),
    [environment.tokenIssuer]: trust.tokenIssuer,
    [environment.consoleClient]: trust.consoleClient,
    [environment.uploadOrigin]: uploads ? '' : originOf(settings['UPLOAD_ENDPOINT']),
  };
  const board = createAlarmBoard(clock);
  const alarmsFile = join(dataDir, 'alarms.json');
  parts.add(startAlarmFile(alarmsFile, { board, clock, settings }));
  const telemetry = parts.add(await startTelemetry(env, { settings, board, dataDir }));
  const { meters, noteSpan } = telemetry;
  const functions = await loadFunctions({
    settings: {
      ...settings,
      ...own,
      [environment.alarmsFile]: alarmsFile,
      [environment.metricsPath]: isPrivate ? metricsPath : '',
    },
    clock,
    hostLog,
    board,
    meters,
    noteSpan,
    isStopping: parts.isStopping,
  });
  for (const one of functions)
    for (const source of startEventSources(one, { settings, meters, pace })) parts.add(source);
  if (guards) {
    parts.add(startArrivals(arrivalsOf(settings, { log: hostLog.logOf('host'), clock })));
    hostLog.logOf('host').info('host.bucket', { ...guards });
  }
  const front = await openFront(functions, {
    port,
    bindAddress: env['BIND_ADDRESS'],
    condition,
    uploads,
    trust,
    onAnswer: meters.request,
    ...(isPrivate && { scrape: telemetry.scrape }),
  });
  parts.add({ stop: () => front.close() });
  hostLog.logOf('host').info('host.started', { functions: functions.length });
  return {
    apiUrl: front.url,
    directoryUrl: receivers.directory,
    settlementUrl: receivers.settlement,
    ...(authorityUrl && { authorityUrl }),
    ...(guards && { guards }),
    hasOwnIssuer: trust.issuer !== undefined,
    failed,
    stop: () => parts.stop(),
  };
}

/** Where browsers upload to an object store elsewhere. */
const originOf = (address: string | undefined): string => (address ? new URL(address).origin : '');

const arrivalsOf = (settings: Settings, rest: { log: Log; clock: () => Date }) => ({
  ...rest,
  bucket: settings[environment.bucket] ?? '',
  queueUrl: settings[environment.queueUrl('objects')] ?? '',
});

const openFront = (
  functions: readonly LocalFunction[],
  {
    trust,
    ...rest
  }: Omit<Parameters<typeof openHttpFront>[0], 'functions' | 'authorize' | 'issuer'> & { trust: Trust },
) =>
  openHttpFront({
    ...rest,
    functions: functions.map(({ definition, handler, context }) => ({
      definition,
      handler: ((event) => handler(event, context())) as ApiHandler,
    })),
    authorize: trust.authorize,
    issuer: trust.issuer,
  });
