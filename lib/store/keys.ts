import { createHash } from 'node:crypto';
import type { PartyKey, SubjectKey } from '../credit-file/facts/subject.ts';
import type { Source } from '../shared/source.ts';

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');

/**
 * Every key of the table. Parties appear as keyed hashes. No key contains a name or a number of a person.
 *
 * | pk | sk | item |
 * |---|---|---|
 * | `P#<party>` | `FACT#<fact>` | an immutable fact: registration, decision, relation, alias, ruling, casework |
 * | | `FILE#<category>` | the current state of a credit file |
 * | | `BOOKED#<number>` | a decision of a party with very many, in the slot of its number (`credit-file/folding/`) |
 * | | `FOLD#<category>` | the sums of the decisions in slots |
 * | | `LINK#<person>` | what a person's documents contribute to this institution (attribution) |
 * | | `BOUND#<person>` | the same at an institution with very many, in the slot of the person |
 * | | `REPRESENTS#<institution>` | that the person represents the institution, beyond the first ones |
 * | | `SHEET#<category>#<version>#<hash>` | an immutable score sheet |
 * | | `SHEET#<category>#<version>#<hash>#<n>` | the rest of a sheet that is larger than an item |
 * | `NAME#<digest>` | `<category>.<party>` | a subject that has, or had, the name |
 * | `MATCH#<entry>` | `MATCH` | an officer's decision about a row whose subject was known in part |
 * | | `WAITS#<statement>` | the row that waits for that decision |
 * | `MATCH#row.<digest>` | `WAITS#last` | the row that waits last of those that say the same |
 * | | `BOOKED#<number>` | a decision in the slot of its number (`credit-file/folding/`) |
 * | | `FOLD#<category>` | the sums of the decisions in slots |
 * | `RUN#<run>` | `HEAD` | the run; with its counts, if it has one batch |
 * | | `PAGE#<n>` | counts of ten batches, and what was said of their rows later |
 * | | `ROW#<row>` | a row that waits or waited for an officer: sealed, with its outcome |
 * | | `SEEN#<batch>` | the entries of a full list that the batch contained |
 * | `RUNS#<source>` | `<run>` | a run of the source, in the order in which runs were opened; the newest is its last arrival |
 * | `LIST#<list>` | `HEAD` | the last full list that was compared |
 * | | `GONE#<entry>` | a name that is missing from the newest list |
 * | `SOURCE#<source>` | `ARRIVAL` | the last arrival of the source, as earlier releases noted it |
 * | `PULL#<name>` | `STATE` | an endpoint that is pulled: its position, failures and lease |
 * | | `PAGE#<digest>` | the run of the page at an address |
 * | `DISCLOSURES` | `<category>.<party>` | an institution of which something is, or was, public |
 * | `PROPOSAL#<about>` | `ACT#<digest>` | an act that waits for a second officer, or did |
 * | `CALENDAR` | `<year>#<scope>#<edition>` | a notice of days off that an operator added |
 * | `POLICY` | `HEAD` | the values of policy parameters that the bureau released |
 * | | `PROPOSAL#<id>` | a proposed value: its rehearsal, and who released or refused it |
 * | `CYCLES` | `HEAD#<year>`, `HEAD#<trial>` | the annual evaluation of a cycle, the trial of a draft |
 * | `CYCLE#<year or trial>` | `SHARD#<rehearsal>#<phase>#<shard>` | the position and findings of a shard of a phase |
 * | `RECEIVER#<receiver>` | `BREAKER` | the circuit breaker |
 * | `TOLD#<record or suspension>` | `<category>.<party>` | the file that a receiver knows by this id |
 * | `LEDGER#<thousand>` | `BATCH#<n>` | what was delivered to the directory, in one order |
 * | `ANCHORS` | `ANCHOR#<n>` | a signature of the ledger up to a batch |
 * | | `HEAD` | the number of the newest batch, possibly out of date |
 * | `COMPARISONS` | `CURRENT` | which comparison with the receivers is under way, and what waits |
 * | | `RUN#<id>` | a comparison: its position, then its result |
 * | `COMPARISON#<id>` | `FOUND#<receiver>#<range>` | differences that it found in a range |
 * | | `REPAIR#<receiver>#<range>#<n>` | an officer's decision about a difference |
 * | `COMPARED#<receiver>#<range>` | `HELD#<slice>`, `SAID#<slice>` | rows put aside until they are compared; the next comparison overwrites them |
 * | `COMPARED#<receiver>#PAGES` | `PAGES#<slice>` | the cursors by which pages were asked for, overwritten likewise |
 * | `RECEIPT#<id>` | `RECEIPT` | a disclosure |
 * | `SUBSCRIPTIONS` | `SUB#<agency>#<slot>` | an agency's subscription to grade changes; the next one after it has ended takes its slot |
 * | `ATTACHMENT#<id>` | `ATTACHMENT` | an attachment of casework; its content is in the bucket |
 * | `NUMBERS#<year>#<bureau>` | `HEAD` | the last number (编号) of a notice of the bureau in the year |
 * | | `CASE#<kind>.<category>.<party>.<number>` | the number of the notice of a case |
 * | `OFFICER#<digest>` | `HEAD` | the name of an officer, as notices print it |
 * | `KEYS` | `DATA#<number>` | a data key, encrypted by KMS |
 * | | `PEPPER` | the mark of the pepper of the keyed hashes |
 * | `ROTATIONS` | `KEY#<number>` | a rotation: who started it, and the progress of resealing |
 * | `ROTATION#<number>` | `SHARD#<pass>#<shard>` | the position and findings of a shard of a pass |
 *
 * Index `agenda` (`agendaShard`, `agendaAt`) contains what waits: files and runs with something due (`A`), rows for an
 * officer (`Q`), suspected removals (`R`), acts that wait for a second officer (`V`), decisions whose subject has no credit file yet (`U`), and open objections and
 * repairs by the day of their next deadline (`C`). It also contains the activity log by month: disclosures (`D`) and runs
 * that ended (`E`); see `activity-log.ts`.
 */
export const partition = {
  party: (party: PartyKey): string => `P#${party}`,
  run: (runId: string): string => `RUN#${runId}`,
  runs: (source: Source): string => `RUNS#${source}`,
  name: (digest: string): string => `NAME#${digest}`,
  match: (entry: string): string => `MATCH#${entry}`,
  list: (list: string): string => `LIST#${list}`,
  source: (source: Source): string => `SOURCE#${source}`,
  pull: (name: string): string => `PULL#${name}`,
  receiver: (receiver: string): string => `RECEIVER#${receiver}`,
  receipt: (id: string): string => `RECEIPT#${id}`,
  receiverId: (id: string): string => `TOLD#${id}`,
  disclosures: 'DISCLOSURES',
  subscriptions: 'SUBSCRIPTIONS',
  proposals: (about: string): string => `PROPOSAL#${about}`,
  calendar: 'CALENDAR',
  policy: 'POLICY',
  /** A thousand batches per partition, so that no partition grows without limit. */
  ledger: (n: number): string => `LEDGER#${Math.floor(n / 1000)}`,
  anchors: 'ANCHORS',
  cycles: 'CYCLES',
  cycle: (name: string): string => `CYCLE#${name}`,
  attachment: (id: string): string => `ATTACHMENT#${id}`,
  noticeNumbers: ({ bureau, year }: { bureau: string; year: number }): string => `NUMBERS#${year}#${bureau}`,
  officer: (digest: string): string => `OFFICER#${digest}`,
  keys: 'KEYS',
  comparisons: 'COMPARISONS',
  comparison: (id: string): string => `COMPARISON#${id}`,
  listed: (receiver: string): string => `COMPARED#${receiver}#PAGES`,
  compared: (receiver: string, range: number): string => `COMPARED#${receiver}#${padded(range, 3)}`,
  rotations: 'ROTATIONS',
  rotation: (number: number): string => `ROTATION#${number}`,
} as const;

export const sort = {
  fact: (key: string): string => `FACT#${key}`,
  slot: (slot: string): string => `BOOKED#${slot}`,
  fold: (category: string): string => `FOLD#${category}`,
  file: (category: string): string => `FILE#${category}`,
  link: (person: PartyKey): string => `LINK#${person}`,
  linkSlot: (person: PartyKey): string => `BOUND#${person}`,
  relation: (institution: PartyKey): string => `REPRESENTS#${institution}`,
  sheet: (category: string, hash: string): string => {
    const [version, ...rest] = hash.split('.');
    return `SHEET#${category}#${(version ?? '').padStart(8, '0')}#${rest.join('.')}`;
  },
  sheets: (category: string): string => `SHEET#${category}#`,
  piece: (sheet: string, piece: number): string => `${sheet}#${String(piece).padStart(3, '0')}`,
  head: 'HEAD',
  page: (page: number): string => `PAGE#${String(page).padStart(6, '0')}`,
  current: 'CURRENT',
  comparisons: 'RUN#',
  comparison: (id: string): string => `RUN#${id}`,
  found: 'FOUND#',
  foundOf: (receiver: string): string => `FOUND#${receiver}#`,
  foundIn: (receiver: string, range: number): string => `FOUND#${receiver}#${padded(range, 3)}`,
  listed: (slice: number): string => `PAGES#${padded(slice, 6)}`,
  repairs: 'REPAIR#',
  repair: (receiver: string, range: number, n: number): string =>
    `REPAIR#${receiver}#${padded(range, 3)}#${padded(n, 3)}`,
  asideOf: (side: 'said' | 'held'): string => `${side.toUpperCase()}#`,
  aside: (side: 'said' | 'held', slice: number): string => `${side.toUpperCase()}#${padded(slice, 6)}`,
  row: (row: number): string => `ROW#${String(row).padStart(9, '0')}`,
  seen: (batch: number): string => `SEEN#${String(batch).padStart(9, '0')}`,
  gone: (entry: string): string => `GONE#${entry}`,
  match: 'MATCH',
  proposal: (digest: string): string => `ACT#${digest}`,
  waits: (statement: string): string => `WAITS#${statement}`,
  arrival: 'ARRIVAL',
  state: 'STATE',
  pulledPage: (digest: string): string => `PAGE#${digest}`,
  notice: ({ year, scope, edition }: { year: number; scope: string; edition: number }): string =>
    `${year}#${scope}#${String(edition).padStart(4, '0')}`,
  evaluation: (name: string): string => `HEAD#${name}`,
  shardsOf: (rehearsal: number, phase: string): string => `SHARD#${rehearsal}#${phase}#`,
  shard: (rehearsal: number, phase: string, shard: number): string =>
    `SHARD#${rehearsal}#${phase}#${String(shard).padStart(4, '0')}`,
  batch: (n: number): string => `BATCH#${String(n).padStart(12, '0')}`,
  anchors: 'ANCHOR#',
  anchor: (n: number): string => `ANCHOR#${String(n).padStart(12, '0')}`,
  numberedCase: (id: string): string => `CASE#${id}`,
  breaker: 'BREAKER',
  receipt: 'RECEIPT',
  subscriptionsOf: (agency: string): string => `SUB#${agency}#`,
  subscription: (agency: string, slot: number): string => `SUB#${agency}#${padded(slot, 2)}`,
  attachment: 'ATTACHMENT',
  pepper: 'PEPPER',
  dataKeys: 'DATA#',
  dataKey: (number: number): string => `DATA#${number}`,
  rotation: (number: number): string => `KEY#${String(number).padStart(6, '0')}`,
  passShards: (pass: number): string => `SHARD#${String(pass).padStart(4, '0')}#`,
  passShard: (pass: number, shard: number): string =>
    `SHARD#${String(pass).padStart(4, '0')}#${String(shard).padStart(4, '0')}`,
} as const;

/** Bytes. DynamoDB's limit for a sort key, of the table or of an index. */
export const keyBytesMost = 1024;

/** The range of a folder without its sheets: slots, facts, files, the fold, links, and relations. */
export const folderRange = { from: 'BOOKED#', to: 'REPRESENTS#~' } as const;

/** The same without the slots, which a fold sums, and without the relations that are kept apart. */
export const condensedRange = { from: 'FACT#', to: 'LINK#~' } as const;

/** Shards of the agenda: enough to spread writes, and few enough to query all of them every minute. */
export const agendaShards = 8;

/**
 * The kinds of waiting entries: something due by itself, a row, a suspected removal, an unmatched decision, an open
 * case, an act that waits for a second officer.
 */
export type AgendaKind = 'A' | 'Q' | 'R' | 'U' | 'C' | 'V';

export const agendaShardOf = (pk: string, kind: AgendaKind = 'A'): string => `${kind}${shardOf(pk)}`;

const shardOf = (pk: string): number => (createHash('sha256').update(pk).digest()[0] ?? 0) % agendaShards;

/** The kinds of activities that are listed by time: a disclosure, a run that ended. */
export type ActivityKind = 'D' | 'E';

/** Each month has its own shards, so that a period can be read without the rest of the log. */
export const activityShardOf = (pk: string, kind: ActivityKind, month: string): string =>
  `${kind}${month}.${shardOf(pk)}`;

export const activityShardsOf = (kind: ActivityKind, month: string): string[] =>
  Array.from({ length: agendaShards }, (_, shard) => `${kind}${month}.${shard}`);

/** The subject or run that a key of the agenda names. */
export function parseAgendaKey(
  pk: string,
  sk: string,
): { kind: 'file'; subject: SubjectKey } | { kind: 'run'; runId: string } {
  return pk.startsWith('RUN#')
    ? { kind: 'run', runId: pk.slice(4) }
    : {
        kind: 'file',
        subject: { party: pk.slice(2) as PartyKey, category: sk.slice(5) as SubjectKey['category'] },
      };
}
