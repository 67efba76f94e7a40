import type { RunProblemCode } from '../../schemas/reasons/run-problems.ts';
import type { RowFinding } from '../../schemas/record.ts';
import type { Source } from '../shared/source.ts';

/** One delivery of a feed. Its rows are counted by page; a page is changed by one conditional write a batch. */
export interface Run {
  readonly runId: string;
  readonly source: Source;
  /** The sender's file name, sealed: senders put names of people there. */
  readonly sealedName?: string | undefined;
  /** The agency that sent it. */
  readonly by: string;
  /** How it came; absent on older runs, which were files. */
  readonly channel?: Channel | undefined;
  /** A pulled page that was agreed to be the authority's whole list. */
  readonly isWholeList?: boolean | undefined;
  readonly status: RunStatus;
  readonly startedAt: string;
  readonly finishedAt?: string | undefined;
  readonly bytes?: number | undefined;
  readonly sha256?: string | undefined;
  readonly encoding?: string | undefined;
  readonly format?: string | undefined;
  readonly template?: string | undefined;
  readonly problem?: RunProblem | undefined;
  /** Columns a person let through as ignored. */
  readonly ignoredColumns: readonly string[];
  /** Batches the reader has handed on, as last noted: where it goes on after a crash. */
  readonly batchesSent: number;
  /** Number of batches of the whole file, once it is read to the end. */
  readonly batches?: number | undefined;
  /** The whole run's counts, once it is completed. */
  readonly counts?: RunCounts | undefined;
  /** The full list that the file is (`lib/feeds/list.ts`), and whether it was compared with the one before. */
  readonly list?: string | undefined;
  readonly comparison?: 'due' | 'done' | 'superseded' | undefined;
  readonly suspectedRemovals?: number | undefined;
  /** A person let a list through that shrank or grew beyond its bounds. */
  readonly isBoundsReleased?: boolean | undefined;
  /** The last time the run moved on; a run that does not is looked after. */
  readonly movedAt: string;
  /** Pages that were complete when the sweep saw their number change: a run that stays there is stuck. */
  readonly seen?: { readonly pages: number; readonly at: string } | undefined;
}

/** `records`: one push of a system, `pull`: one page of an endpoint; a part of a list looks like a whole one. */
export type Channel = 'file' | 'records' | 'pull';

/** Whether a run may be a whole list, on which a name that is missing was taken off. */
export const canBeWhole = ({ channel = 'file', isWholeList }: Run): boolean =>
  channel === 'file' || (channel === 'pull' && isWholeList === true);

export type RunStatus = 'running' | 'held' | 'completed' | 'failed';

export interface RunProblem {
  readonly code: RunProblemCode;
  readonly detail: string;
  readonly columns?: readonly string[] | undefined;
}

/** Every row received is exactly one of the four (invariant 1). */
export interface RunCounts {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly unmatched: number;
  readonly quarantined: number;
}

export const noCounts: RunCounts = { received: 0, accepted: 0, duplicates: 0, unmatched: 0, quarantined: 0 };

/** What became of a row. */
export type RowOutcome =
  | { readonly kind: 'accepted' | 'duplicate' | 'unmatched'; readonly row: number }
  | { readonly kind: 'quarantined'; readonly row: number; readonly findings: readonly RowFinding[] };

/** Rows a batch, batches a page: fixed, so that a batch means the same rows whenever it is made. */
export const rowsPerBatch = 50;
export const batchesPerPage = 10;

export const pageOfBatch = (batch: number): number => Math.floor(batch / batchesPerPage);

/**
 * Batches of one run that may be on their way at a time: so many, and no more, another run's rows may find before
 * them on the queue. Two pages: while one is finished, the other keeps the workers busy.
 */
const batchesOnTheWay = 2 * batchesPerPage;

/** Whether the reader may hand on another page, with so many batches sent and so many pages complete. */
export const hasRoom = (batchesSent: number, pagesDone: number): boolean =>
  batchesSent + batchesPerPage - pagesDone * batchesPerPage <= batchesOnTheWay;

/** What a run is and how it stands, without its counts. */
export interface RunHeads {
  create(run: Run): Promise<void>;
  read(runId: string): Promise<Run | undefined>;
  /** Replaces fields of the run if its status is one of `from`; the run as it is then, undefined when it is not. */
  update(runId: string, change: Partial<Run>, from: readonly RunStatus[]): Promise<Run | undefined>;
}

/** Which pages of a run have all their batches. */
export interface RunPages {
  /** Notes that a page is complete; the run when all are, and the file is read to its end. */
  completePage(runId: string, page: number): Promise<Run | undefined>;
  /** How far the counting is. */
  progress(runId: string): Promise<RunProgress>;
  /** True when the file is read to its end and every batch is counted. */
  isComplete(runId: string): Promise<boolean>;
}

/** What became of the rows of a run. */
export interface RunCounter {
  /** Counts a batch once, whoever asks and how often; true when its page has all its batches. */
  countBatch(runId: string, batch: BatchOutcome): Promise<boolean>;
  counts(runId: string): Promise<RunCounts>;
  /** The row was unmatched and has found its subject: it counts as accepted from now on. */
  matchLater(runId: string, row: number, batch: number): Promise<void>;
  /** The row was quarantined and is now counted as what it became; as quarantined again when that is left out. */
  resolveRow(
    runId: string,
    resolved: { row: number; batch: number; became?: 'accepted' | 'duplicate' | 'unmatched' | undefined },
  ): Promise<void>;
}

/** Where runs are kept. A function asks for the part it needs. */
export interface RunStore extends RunHeads, RunPages, RunCounter {}

export interface RunProgress {
  /** Pages with all their batches. */
  readonly pages: number;
  /** How many of them lie before the first one that is not complete. */
  readonly gapless: number;
}

export interface BatchOutcome {
  readonly batch: number;
  /** True for the last batch of the file. */
  readonly isLast: boolean;
  readonly counts: RunCounts;
  readonly unmatchedRows: readonly number[];
}
