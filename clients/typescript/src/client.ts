import type { AnswerOf, InputOf, RouteName } from '../../../schemas/operations/calls.ts';
import { type ChangesOptions, type ChangesPage, changesOf } from './changes.ts';
import {
  type AnswerFile,
  answerFiles,
  type FollowOptions,
  followRun,
  type Run,
  type Source,
  sendFile,
} from './files.ts';
import { type LedgerOptions, type LedgerPage, ledgerOf } from './ledger.ts';
import { type ClientOptions, openTransport } from './transport.ts';

/** A client of one connector. Calls throw `ProblemError` for a refusal and `NoAnswerError` where no answer came. */
export interface Client {
  /** Any operation of the contract that answers JSON, by its route. */
  call<Route extends RouteName>(
    route: Route,
    input: InputOf<Route>,
    signal?: AbortSignal,
  ): Promise<AnswerOf<Route>>;
  /** Any operation whose answer is a file. */
  download<Route extends RouteName>(
    route: Route,
    input: InputOf<Route>,
    signal?: AbortSignal,
  ): Promise<Response>;
  /** Grades of up to 100 subjects. */
  grades(query: GradesQuery, signal?: AbortSignal): Promise<GradesAnswer>;
  /** The change feed by pages; with a cursor store it goes on where it was. */
  changes(options?: ChangesOptions): AsyncGenerator<ChangesPage, void, undefined>;
  /** The signed ledger by pages. */
  ledger(options?: LedgerOptions): AsyncGenerator<LedgerPage, void, undefined>;
  /** Sends a file of any size. @returns the id of its run */
  sendFile(
    source: Source,
    file: string | { readonly name: string; readonly content: Uint8Array<ArrayBuffer> | Blob },
  ): Promise<string>;
  /** Waits until a run has ended. */
  followRun(runId: string, options?: FollowOptions): Promise<Run>;
  /** The rows that were not taken, with reasons, as files. */
  answerFiles(runId: string): AsyncGenerator<AnswerFile, void, undefined>;
}

export type GradesQuery = InputOf<'POST /v1/grades/query'>['body'];
export type GradesAnswer = AnswerOf<'POST /v1/grades/query'>;

/** @throws Error for an address that is not https */
export function createClient(options: ClientOptions): Client {
  const transport = openTransport(options);
  const call: Client['call'] = async (route, input, signal) => {
    const response = await transport.send(route, input, { signal });
    return (await response.json()) as AnswerOf<typeof route>;
  };
  return {
    call,
    download: (route, input, signal) => transport.send(route, input, { signal, accept: '*/*' }),
    grades: (body, signal) => call('POST /v1/grades/query', { body }, signal),
    changes: (asked) => changesOf(transport, asked),
    ledger: (asked) => ledgerOf(transport, asked),
    sendFile: (source, file) => sendFile(transport, source, file),
    followRun: (runId, asked) => followRun(transport, runId, asked),
    answerFiles: (runId) => answerFiles(transport, runId),
  };
}
