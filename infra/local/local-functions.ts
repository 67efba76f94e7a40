import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SQSBatchResponse } from 'aws-lambda';
import type { CreateHandler, Handler, HostContext } from '../../lib/runtime/lambda.ts';
import type { Log } from '../../lib/runtime/log.ts';
import type { Metrics } from '../../lib/runtime/metrics.ts';
import { newUlid, type Runtime } from '../../lib/runtime/runtime.ts';
import { callPoint, type Span, traced } from '../../lib/runtime/trace.ts';
import { environment, environmentNames, tableAccessOf } from '../environment.ts';
import { type FunctionDefinition, functions } from '../system.ts';
import type { AlarmBoard } from './alarm-board.ts';
import type { HostLog } from './file-log.ts';
import type { Settings } from './settings.ts';
import type { CallOutcome, Meters } from './telemetry/meters.ts';
import type { NoteSpan } from './telemetry/spans.ts';

/** A function of the table, built for this host. */
export interface LocalFunction {
  readonly definition: FunctionDefinition;
  readonly handler: Handler<unknown, unknown>;
  readonly log: Log;
  /** Makes the context of one call. */
  readonly context: () => HostContext;
}

export interface LocalFunctionOptions {
  readonly settings: Settings;
  readonly clock: () => Date;
  readonly hostLog: HostLog;
  readonly board: AlarmBoard;
  readonly meters: Meters;
  readonly noteSpan: NoteSpan;
  readonly isStopping: () => boolean;
}

export const loadFunctions = (options: LocalFunctionOptions): Promise<LocalFunction[]> =>
  Promise.all(
    Object.entries<FunctionDefinition>(functions).map(async ([name, definition]) => {
      const runtime = runtimeOf(name, definition, options);
      const handler = counted(name, await load(definition, runtime), options);
      return { definition, handler, log: runtime.log, context: contextOf(definition, options) };
    }),
  );

const runtimeOf = (
  name: string,
  definition: FunctionDefinition,
  { settings, clock, hostLog, board, meters, noteSpan }: LocalFunctionOptions,
): Runtime => ({
  env: environmentOf(definition, settings),
  clock,
  random: Math.random,
  newId: () => newUlid(clock()),
  pause,
  log: hostLog.logOf(name),
  metrics: measured(name, hostLog.metricsOf(name), { board, meters }),
  spans: (span) => noteSpan(name, name, span),
});

type Watchers = Pick<LocalFunctionOptions, 'board' | 'meters'>;

/** Metrics that the alarms of this machine and its monitors see too. */
const measured = (by: string, metrics: Metrics, { board, meters }: Watchers): Metrics => ({
  add(name, value) {
    metrics.add(name, value);
    board.metric(by, name, value);
    meters.product(by, name, value);
  },
  flush: () => metrics.flush(),
});

/** A handler whose calls and failures are counted, as the cloud counts them. */
const counted =
  (
    by: string,
    handler: Handler<unknown, unknown>,
    { board, meters, clock, noteSpan }: LocalFunctionOptions,
  ): Handler<unknown, unknown> =>
  async (event, context) => {
    const route = (event as { routeKey?: string }).routeKey;
    // A message has a span of its own, and a schedule that found nothing to do is of no interest.
    const spans = route === undefined ? undefined : (span: Span): void => noteSpan(route, by, span);
    board.call(by, 'begun');
    const begun = performance.now();
    const ended = (outcome: CallOutcome): void =>
      meters.call(by, outcome, (performance.now() - begun) / 1000);
    try {
      const answer = await traced({ clock, spans }, { kind: 'request', ...callPoint(context) }, () =>
        handler(event, context),
      );
      ended(hasFailures(answer) ? 'partial' : 'ok');
      return answer;
    } catch (error) {
      board.call(by, 'failed');
      ended('failed');
      throw error;
    }
  };

const hasFailures = (answer: unknown): boolean =>
  ((answer as Partial<SQSBatchResponse> | undefined)?.batchItemFailures ?? []).length > 0;

/** The environment a function may read, and what an S3 needs: its address, and that by which senders reach it. */
const environmentOf = (definition: FunctionDefinition, settings: Settings): Runtime['env'] => ({
  ...Object.fromEntries(
    [...environmentNames(definition), 'AWS_ENDPOINT_URL_S3', 'UPLOAD_ENDPOINT'].map((name) => [
      name,
      settings[name],
    ]),
  ),
  [environment.tableAccess]: tableAccessOf(definition),
});

/** Loads a function of the table for this host. */
async function load({ entry }: FunctionDefinition, runtime: Runtime): Promise<Handler<unknown, unknown>> {
  const module = (await import(join(import.meta.dirname, '../..', entry))) as {
    createHandler: CreateHandler<unknown, unknown>;
  };
  return module.createHandler(runtime);
}

const contextOf =
  ({ timeoutSeconds }: FunctionDefinition, { isStopping }: LocalFunctionOptions) =>
  (): HostContext => {
    const ends = Date.now() + timeoutSeconds * 1000;
    // Long work hands over when its time is up. A host that stops reports no time left.
    const left = (): number => (isStopping() ? 0 : ends - Date.now());
    return { awsRequestId: randomUUID(), getRemainingTimeInMillis: left };
  };
