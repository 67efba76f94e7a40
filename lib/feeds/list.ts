import type { Source } from '../shared/source.ts';
import type { RowDecision } from './quarantine.ts';

/** Name of a full list (名单): `<source>.<template>`. Each file of it contains the whole list. */
export const listOf = (source: Source, template: string): string => `${source}.${template}`;

/** One entry of a full list (`list-entry.ts`), and the party where it is known. */
export interface SeenEntry {
  readonly entry: string;
  readonly party?: string | undefined;
}

/** The full list that was compared last. */
export interface ListHead {
  readonly runId: string;
  readonly startedAt: string;
  readonly rows: number;
}

/**
 * A name that is missing from the latest full list: a suspected removal. The listing keeps its effect until an officer
 * confirms the removal or the authority sends it. `unmatched`: no known subject; waits until the subject is known.
 */
export interface GoneEntry {
  readonly list: string;
  readonly entry: string;
  readonly source: Source;
  readonly party?: string | undefined;
  /** The day of the first list without it. */
  readonly wentOn: string;
  readonly runId: string;
  readonly previousRunId: string;
  /** `deciding`: a decision is being carried out. After a crash it can be carried out again. */
  readonly state: 'waiting' | 'unmatched' | 'deciding' | 'confirmed' | 'dismissed' | 'returned' | 'removed';
  /** Officers' decisions, the newest last; what they said is sealed with the entry as context. */
  readonly decisions?: readonly RowDecision[] | undefined;
  /** The reason in entries of earlier releases, which had no `decisions`; sealed with the entry as context. */
  readonly reason?: string | undefined;
  readonly revision: number;
}

/** Stores what is needed to compare full lists. */
export interface ListStore {
  head(list: string): Promise<ListHead | undefined>;
  /** Replaces the head that was read. False when another process was faster. */
  moveHead(list: string, from: ListHead | undefined, to: ListHead): Promise<boolean>;
  addSeen(runId: string, batch: number, entries: readonly SeenEntry[]): Promise<void>;
  seen(runId: string): AsyncIterable<SeenEntry>;
  readGone(list: string, entry: string): Promise<GoneEntry | undefined>;
  /** Adds an entry (revision 1) or replaces one. False when another write came in between. */
  putGone(entry: GoneEntry): Promise<boolean>;
  /** What is missing of a document and name (`namesakesOf`): of several people, if they are namesakes. */
  goneOf(list: string, namesakes: string): Promise<GoneEntry[]>;
  gone(list: string): AsyncIterable<GoneEntry>;
}

/** The decision about a row whose subject is known only in part. It applies to the same row of later files. */
export interface CandidateMatch {
  /** `<category>.<party>` of the matched subject. Absent when it is none of those it was compared with. */
  readonly subject?: string | undefined;
  readonly comparedWith: readonly string[];
  readonly by: string;
  readonly at: string;
}

export interface MatchStore {
  /** The decision about the entry. One that an earlier release stored is about document and name alone. */
  read(entry: string): Promise<CandidateMatch | undefined>;
  write(entry: string, match: CandidateMatch | undefined): Promise<void>;
  /**
   * The id of the row that waits for an officer to decide whom this statement of the entry is about: the given row,
   * unless another row waits already. A whole list repeats the same row every week.
   */
  waits(entry: string, statement: string, rowId: string): Promise<string>;
  /** The row that an earlier release let wait, which knew entries by document and name alone. */
  waitedBefore(namesakes: string, statement: string): Promise<string | undefined>;
  /**
   * Makes the given row wait in place of one that was decided, while the question is open again. False when it is not.
   */
  waitsInstead(entry: string, statement: string, rows: { of: string; now: string }): Promise<boolean>;
}
