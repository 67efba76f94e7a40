import { createHash } from 'node:crypto';
import type { PartyKey, SubjectKey } from '../credit-file/facts/subject.ts';
import type { Source } from '../shared/source.ts';

/**
 * Every key of the table. Parties stand here as keyed hashes; no key holds a name or a number of anybody.
 *
 * | pk | sk | item |
 * |---|---|---|
 * | `P#<party>` | `FACT#<fact>` | an immutable fact: registration, decision, relation, alias, ruling, what casework says |
 * | | `FILE#<category>` | the current state of a credit file |
 * | | `LINK#<person>` | what a person's documents mean for this institution |
 * | | `SHEET#<category>#<version>#<hash>` | an immutable score sheet |
 * | `NAME#<digest>` | `<category>.<party>` | a subject that has, or had, the name |
 * | `MATCH#<entry>` | `MATCH` | what a person decided about a row whose subject was known in part |
 * | | `WAITS#<statement>` | the row that waits for that decision |
 * | `RUN#<run>` | `HEAD` | the run |
 * | | `PAGE#<n>` | counts of ten batches |
 * | | `ROW#<row>` | a row that waits, or waited, for a person: sealed, with what became of it |
 * | | `SEEN#<batch>` | entries of a full list that the batch held |
 * | `LIST#<list>` | `HEAD` | the last full list that was compared |
 * | | `GONE#<entry>` | a name that is no longer on the list |
 * | `SOURCE#<source>` | `ARRIVAL` | when the source last sent something |
 * | `PULL#<name>` | `STATE` | an endpoint that is pulled: where it goes on, since when it fails, who pulls now |
 * | | `PAGE#<digest>` | the run that the page at an address was kept as |
 * | `DISCLOSURES` | `<category>.<party>` | an institution of which something is, or was, public |
 * | `CALENDAR` | `<year>#<scope>#<edition>` | a notice of days off that an operator added |
 * | `CYCLES` | `HEAD#<year>`, `HEAD#<trial>` | the annual evaluation of a cycle, the trial of a draft |
 * | `CYCLE#<year or trial>` | `SHARD#<rehearsal>#<phase>#<shard>` | how far a shard of a phase is, and what it found |
 * | `RECEIVER#<receiver>` | `BREAKER` | the circuit breaker |
 * | `TOLD#<record or suspension>` | `<category>.<party>` | the file that a receiver knows by that id |
 * | `LEDGER#<thousand>` | `BATCH#<n>` | what the directory was told, in one order |
 * | `ANCHORS` | `ANCHOR#<n>` | a signature of the ledger up to a batch |
 * | | `HEAD` | a hint which batch is the newest |
 * | `RECEIPT#<id>` | `RECEIPT` | a disclosure |
 * | `ATTACHMENT#<id>` | `ATTACHMENT` | evidence for casework, whose content lies in the bucket |
 * | `KEYS` | `DATA#<number>` | a data key, encrypted by the key service |
 * | | `PEPPER` | the mark of the pepper that keyed hashes are made with |
 * | `ROTATIONS` | `KEY#<number>` | who had this data key made, and how far what older keys sealed is sealed anew |
 * | `ROTATION#<number>` | `SHARD#<pass>#<shard>` | how far a shard of a pass is, and what it found |
 *
 * Index `agenda`: `agendaShard`, `agendaAt` on what waits: files and runs with something due (`A`), rows for a person
 * (`Q`), suspected removals (`R`), decisions whose subject is no subject of ours yet (`U`), open objections and repairs by
 * the day something is due (`C`). And on what was done, by month: disclosures (`D`), runs that ended (`E`); see `diary.ts`.
 */
export const partition = {
  party: (party: PartyKey): string => `P#${party}`,
  run: (runId: string): string => `RUN#${runId}`,
  name: (digest: string): string => `NAME#${digest}`,
  match: (entry: string): string => `MATCH#${entry}`,
  list: (list: string): string => `LIST#${list}`,
  source: (source: Source): string => `SOURCE#${source}`,
  pull: (name: string): string => `PULL#${name}`,
  receiver: (receiver: string): string => `RECEIVER#${receiver}`,
  receipt: (id: string): string => `RECEIPT#${id}`,
  receiverId: (id: string): string => `TOLD#${id}`,
  disclosures: 'DISCLOSURES',
  calendar: 'CALENDAR',
  /** A thousand batches a partition, so that none grows without end. */
  ledger: (n: number): string => `LEDGER#${Math.floor(n / 1000)}`,
  anchors: 'ANCHORS',
  cycles: 'CYCLES',
  cycle: (name: string): string => `CYCLE#${name}`,
  attachment: (id: string): string => `ATTACHMENT#${id}`,
  keys: 'KEYS',
  rotations: 'ROTATIONS',
  rotation: (number: number): string => `ROTATION#${number}`,
} as const;

export const sort = {
  fact: (key: string): string => `FACT#${key}`,
  file: (category: string): string => `FILE#${category}`,
  link: (person: PartyKey): string => `LINK#${person}`,
  sheet: (category: string, hash: string): string => {
    const [version, ...rest] = hash.split('.');
    return `SHEET#${category}#${(version ?? '').padStart(8, '0')}#${rest.join('.')}`;
  },
  sheets: (category: string): string => `SHEET#${category}#`,
  head: 'HEAD',
  page: (page: number): string => `PAGE#${String(page).padStart(6, '0')}`,
  row: (row: number): string => `ROW#${String(row).padStart(9, '0')}`,
  seen: (batch: number): string => `SEEN#${String(batch).padStart(9, '0')}`,
  gone: (entry: string): string => `GONE#${entry}`,
  match: 'MATCH',
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
  breaker: 'BREAKER',
  receipt: 'RECEIPT',
  attachment: 'ATTACHMENT',
  pepper: 'PEPPER',
  dataKeys: 'DATA#',
  dataKey: (number: number): string => `DATA#${number}`,
  rotation: (number: number): string => `KEY#${String(number).padStart(6, '0')}`,
  passShards: (pass: number): string => `SHARD#${String(pass).padStart(4, '0')}#`,
  passShard: (pass: number, shard: number): string =>
    `SHARD#${String(pass).padStart(4, '0')}#${String(shard).padStart(4, '0')}`,
} as const;

/** A sort key, of the table or of an index, has no more bytes. */
export const keyBytesMost = 1024;

/** A folder without its sheets: facts, files and links lie between these. */
export const folderRange = { from: 'FACT#', to: 'LINK#~' } as const;

/** Shards of the agenda: enough to spread writes, few enough to ask them all every minute. */
export const agendaShards = 8;

/** What an entry of the index is: due by itself, a row, a suspected removal, an unmatched decision, an open case. */
export type AgendaKind = 'A' | 'Q' | 'R' | 'U' | 'C';

export const agendaShardOf = (pk: string, kind: AgendaKind = 'A'): string => `${kind}${shardOf(pk)}`;

const shardOf = (pk: string): number => (createHash('sha256').update(pk).digest()[0] ?? 0) % agendaShards;

/** What was done, and is found by time for as long as it is kept: a disclosure, a run that ended. */
export type ActivityKind = 'D' | 'E';

/** A month has shards of its own: a period is gone through without the years around it. */
export const activityShardOf = (pk: string, kind: ActivityKind, month: string): string =>
  `${kind}${month}.${shardOf(pk)}`;

export const activityShardsOf = (kind: ActivityKind, month: string): string[] =>
  Array.from({ length: agendaShards }, (_, shard) => `${kind}${month}.${shard}`);

/** The subject or run behind a key of the agenda. */
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
