import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { sources } from '../lib/shared/source.ts';
import { line } from './api.ts';

/** The version that was sent. By default: what the receiver should have now, and what is behind that. */
const version = z.int().positive().optional();
const reason = line(500);
/** The cursor of an unfinished search. */
const after = line(1000).optional();

/** What a receiver has, by the id that it knows. */
export const traceQuery = z.discriminatedUnion('receiver', [
  z.strictObject({
    receiver: z.literal('directory'),
    recordId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    version,
    reason,
    after,
  }),
  z.strictObject({
    receiver: z.literal('settlement'),
    suspensionId: z.string().regex(/^[0-9a-f]{30}$/),
    version,
    reason,
    after,
  }),
]);
export type TraceQuery = z.infer<typeof traceQuery>;

const sanction = z.strictObject({
  kind: z.string(),
  from: z.string(),
  until: z.string().optional(),
  ordered: z.literal(true).optional(),
});

/** The ledger entry of the message, and when it was first signed. */
const ledgerPlace = z.strictObject({
  batch: z.int(),
  at: z.string(),
  changeId: z.string(),
  rowSha256: z.string(),
  signedAt: z.string().optional(),
});

const message = z.strictObject({
  receiver: z.enum(['directory', 'settlement']),
  id: z.string(),
  version: z.int(),
  /** I, U, D for the directory, put or lift for settlement. */
  kind: z.enum(['I', 'U', 'D', 'put', 'lift']).optional(),
  grade: z.string().optional(),
  state: z.string().optional(),
  cycle: z.int().optional(),
  sanctions: z.array(sanction),
  /** Since when the file wants this state delivered. */
  wantedAt: z.string().optional(),
  acknowledgedAt: z.string().optional(),
  delivery: z.enum(['settled', 'pending', 'given-up', 'superseded']),
  ledger: ledgerPlace.optional(),
});

const sheet = z.strictObject({
  hash: z.string(),
  previous: z.string().nullable(),
  version: z.int(),
  evaluatedOn: z.string(),
  state: z.string(),
  cycle: z.int(),
  score: z.string(),
  grade: z.string(),
  vetoed: z.boolean(),
  downgraded: z.boolean(),
  table: z.string(),
});

const tracedSanction = sanction.extend({ follows: z.array(z.string()) });

const cause = z.strictObject({
  lost: z.string(),
  fact: z.string(),
  via: z.string().optional(),
  carriedFrom: z.int().optional(),
  /** Of a sum: how many decisions it stands for, and the keys of those that the answer shows. */
  documents: z.int().optional(),
  decisions: z.array(z.string()).optional(),
});

const tracedLine = z.strictObject({
  indicator: z.string(),
  name: z.string(),
  weight: z.string(),
  awarded: z.string(),
  rule: z.string(),
  article: z.string(),
  causes: z.array(cause),
});

/** The source row: its file, and its number there as a spreadsheet or a record count shows it. */
const row = z.strictObject({
  run: z.string(),
  row: z.int(),
  fileSha256: z.string(),
  source: z.enum(sources),
  by: z.string(),
  receivedAt: z.string(),
  /** Set when an officer corrected the row or chose its subject. */
  correction: z.strictObject({ by: z.string(), at: z.string() }).optional(),
  /** Of a finding of the bureau: the second officer, and since when it counts. */
  confirmation: z.strictObject({ by: z.string(), at: z.string() }).optional(),
});
export type TracedRow = z.infer<typeof row>;

const decision = z.strictObject({
  fact: z.string(),
  via: z.string().optional(),
  documentNumber: z.string(),
  authority: z.string(),
  decidedOn: z.string(),
  usage: z.string(),
  now: z.enum(['standing', 'amended', 'contested', 'revoked', 'repaired', 'withdrawn']),
  statements: z.array(
    z.strictObject({ fact: z.string(), status: z.string(), decidedOn: z.string(), origin: row }),
  ),
});

const word = z.strictObject({
  fact: z.string(),
  kind: z.string(),
  by: z.string(),
  at: z.string(),
  of: z.string().optional(),
  documentNumber: z.string().optional(),
  says: z.string().optional(),
});

const file = z.strictObject({
  run: z.string(),
  source: z.enum(sources),
  channel: z.string(),
  name: z.string().optional(),
  sha256: z.string().optional(),
  bytes: z.int().optional(),
  format: z.string().optional(),
  encoding: z.string().optional(),
  /** The column template it was read by. */
  template: z.string().optional(),
  by: z.string(),
  startedAt: z.string(),
  object: z.strictObject({ bucket: z.string(), key: z.string(), version: z.string().optional() }).optional(),
});
export type TracedFile = z.infer<typeof file>;

/** From a message back to the rows behind it. It contains no names. */
export const traceAnswer = z.strictObject({
  receiptId: z.string(),
  message,
  file: z.strictObject({
    subject: z.string(),
    category: z.enum(categories),
    version: z.int(),
    status: z.string(),
  }),
  sheet: sheet.optional(),
  lines: z.array(tracedLine),
  sanctions: z.array(tracedSanction),
  /** Lifts only: the sanction that ended, and the decisions it followed from, in their state now. */
  ended: z.array(tracedSanction).optional(),
  decisions: z.array(decision),
  /** Rows that identify the subject. */
  identity: z.array(
    z.strictObject({ fact: z.string(), kind: z.enum(['registration', 'finding']), origin: row }),
  ),
  /** Facts that did not come from a file: withdrawals, rulings, publications, casework. */
  words: z.array(word),
  files: z.array(file),
  /** What is no longer known, and why. */
  unknown: z.array(z.string()),
});
export type TraceAnswer = z.infer<typeof traceAnswer>;

/** The id is of an older release, and the search is not finished: ask again with `after`. */
export const traceSearching = z.strictObject({ searched: z.int(), after: z.string() });
