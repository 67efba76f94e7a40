import { join } from 'node:path';
import { environment } from '../environment.ts';
import { createAlarmBoard } from './alarm-board.ts';
import { startAlarmFile } from './alarm-file.ts';
import { localAuthorizer } from './authorizer.ts';
import { startBackingServices } from './backing-services.ts';
import { ensureConsole } from './console-folder.ts';
import { takeDataFolder } from './data-folder.ts';
import { startEventSources } from './event-sources.ts';
import { openHostLog } from './file-log.ts';
import { type ApiHandler, metricsPath, openHttpFront } from './http-front.ts';
import { consoleClient, issuerPath, openIssuer } from './issuer/issuer.ts';
import { type LocalFunction, loadFunctions } from './local-functions.ts';
import { createParts, type Parts } from './parts.ts';
import { startTelemetry, type Telemetry } from './telemetry/telemetry.ts';
import { openUploadDoor } from './upload-door.ts';

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
  { dataDir: folder, port, env = {}, clock = () => new Date() }: HostOptions,
  parts: Parts,
): Promise<Host> {
  const { path: dataDir } = parts.add(await takeDataFolder(folder));
  const hostLog = openHostLog(join(dataDir, 'log.ndjson'));
  parts.add({ stop: () => hostLog.close() });
  const { receivers, authorityUrl, settings, condition, failed } = await startBackingServices({
    dataDir,
    env,
    parts,
  });
  const networks = environment.subscriptionNetworks;
  const own = {
    // Subscribers of one machine are other processes of it.
    [networks]: settings[networks] || '127.0.0.0/8 ::1/128',
    [environment.consoleFolder]: await ensureConsole(),
    [environment.tokenIssuer]: issuerPath,
    [environment.consoleClient]: consoleClient,
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
      [environment.metricsPath]: metricsPath,
    },
    clock,
    hostLog,
    board,
    meters,
    noteSpan,
    isStopping: parts.isStopping,
  });
  for (const one of functions)
    for (const source of startEventSources(one, { settings, meters })) parts.add(source);
  const uploads = openUploadDoor(settings['AWS_ENDPOINT_URL_S3'] ?? '', clock);
  const front = await openFront(functions, { port, condition, uploads, telemetry });
  parts.add({ stop: () => front.close() });
  hostLog.logOf('host').info('host.started', { functions: functions.length });
  return {
    apiUrl: front.url,
    directoryUrl: receivers.directory,
    settlementUrl: receivers.settlement,
    ...(authorityUrl && { authorityUrl }),
    failed,
    stop: () => parts.stop(),
  };
}

const openFront = async (
  functions: readonly LocalFunction[],
  {
    telemetry,
    ...options
  }: Pick<Parameters<typeof openHttpFront>[0], 'port' | 'condition' | 'uploads'> & { telemetry: Telemetry },
) =>
  openHttpFront({
    ...options,
    scrape: telemetry.scrape,
    onAnswer: telemetry.meters.request,
    functions: functions.map(({ definition, handler, context }) => ({
      definition,
      handler: ((event) => handler(event, context())) as ApiHandler,
    })),
    authorize: await localAuthorizer(),
    issuer: openIssuer(),
  });
