import type { Source } from '../shared/source.ts';

/** An authority's full list (名单), of which each file is the whole: `<source>.<template>`. */
export const listOf = (source: Source, template: string): string => `${source}.${template}`;

/** How a list knows an entry again: the document, and the name it speaks of; numbers may be masked today and whole tomorrow. */
export const listEntryOf = ({
  document,
  identity,
}: {
  document: string;
  identity: { nameDigest: string };
}): string => `${document}.${identity.nameDigest}`;

/** One entry of a full list: the document and the name it is listed under, hashed; and whose it is, where that is known. */
export interface SeenEntry {
  readonly entry: string;
  readonly party?: string | undefined;
}

/** The last full list that was compared with the one before it. */
export interface ListHead {
  readonly runId: string;
  readonly startedAt: string;
  readonly rows: number;
}

/**
 * A name that is no longer on a full list: a suspected removal. It keeps its effect until an officer confirms it, or the
 * authority's own removal comes. `unmatched`: nobody of ours; it waits once its subject is known.
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
  readonly state: 'waiting' | 'unmatched' | 'confirmed' | 'dismissed' | 'returned' | 'removed';
  readonly decidedBy?: string | undefined;
  readonly decidedAt?: string | undefined;
  /** Sealed with the entry as context. */
  readonly reason?: string | undefined;
  readonly revision: number;
}

/** Where full lists are compared. */
export interface ListStore {
  head(list: string): Promise<ListHead | undefined>;
  /** Moves the head on from the one that was read; false when somebody was faster. */
  moveHead(list: string, from: ListHead | undefined, to: ListHead): Promise<boolean>;
  addSeen(runId: string, batch: number, entries: readonly SeenEntry[]): Promise<void>;
  seen(runId: string): AsyncIterable<SeenEntry>;
  readGone(list: string, entry: string): Promise<GoneEntry | undefined>;
  /** Adds an entry (revision 1), or replaces one if nobody was in between. */
  putGone(entry: GoneEntry): Promise<boolean>;
  gone(list: string): AsyncIterable<GoneEntry>;
}

/** What was decided about a row whose subject is known in part; it holds for the same row in later files. */
export interface CandidateMatch {
  /** `<category>.<party>` of the subject it is; absent when it is none of those it was compared with. */
  readonly subject?: string | undefined;
  readonly comparedWith: readonly string[];
  readonly by: string;
  readonly at: string;
}

export interface MatchStore {
  read(entry: string): Promise<CandidateMatch | undefined>;
  write(entry: string, match: CandidateMatch | undefined): Promise<void>;
  /**
   * The row that waits for a person to say whom a statement of an entry is about: the given one, unless another waits
   * already, as every week when a list is sent whole.
   */
  waits(entry: string, statement: string, rowId: string): Promise<string>;
  /** The given row waits in place of another that was decided, while the question is open again; false when not. */
  waitsInstead(entry: string, statement: string, rows: { of: string; now: string }): Promise<boolean>;
}
