export type { Anchor, Batch, BatchHead, LedgerEntry } from '../../../lib/ledger/batch.ts';
export type { LedgerLine } from '../../../lib/ledger/line.ts';
export {
  deliveredBy,
  fingerprintOf,
  isRowOf,
  type Proof,
  type ProvedEntry,
  proveLedger,
  unknownSince,
} from '../../../lib/ledger/prove.ts';
export type { AnswerOf, InputOf, RouteName } from '../../../schemas/operations/calls.ts';
export type { ChangesOptions, ChangesPage } from './changes.ts';
export { type Client, createClient, type GradesAnswer, type GradesQuery } from './client.ts';
export { type CursorStore, fileCursor } from './cursor.ts';
export type { AnswerFile, FollowOptions, Run, Source } from './files.ts';
export { LedgerLineError, type LedgerOptions, type LedgerPage, ledgerLines } from './ledger.ts';
export { NoAnswerError, ProblemError } from './problem.ts';
export type { RetryOptions } from './retry.ts';
export { type ClientCredentials, clientCredentials, type Token, type TokenSource } from './token.ts';
export type { ClientOptions, RetryNotice } from './transport.ts';
