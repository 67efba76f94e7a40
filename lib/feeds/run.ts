import type { RunProblemCode } from '../../schemas/reasons/run-problems.ts';
import type { RowFinding } from '../../schemas/record.ts';
import type { Source } from '../shared/source.ts';
import type { CellReadings } from './cell-readings.ts';
import type { Page } from './formats/format.ts';
import type { NearName } from './near-names.ts';
import type { PassedRows } from './passed-rows.ts';

/** One delivery of a feed. Its rows are counted by page. A page is changed by one conditional write for each batch. */
export interface Run {
  readonly runId: string;
  readonly source: Source;
  /** The sender's file name, sealed, because senders put names of people in it. */
  readonly sealedName?: string | undefined;
  /** The agency that sent it. */
  readonly by: string;
  /** Who of the agency sent it (`sub`), where the token says both. Absent in earlier releases. */
  readonly person?: string | undefined;
  /** The division it was sent for; absent for the region, and in earlier releases. */
  readonly division?: string | undefined;
  /** How it came. Absent on older runs, which were files. */
  readonly channel?: Channel | undefined;
  /** True for a pulled page that was agreed to be the authority's whole list. */
  readonly isWholeList?: boolean | undefined;
  /** Set when the file was packed in an archive: the run of the archive, and how many files it had. */
  readonly partOf?: { readonly runId: string; readonly files: number } | undefined;
  /** Of an archive of files: their runs, in its order. It has no rows of its own. Set when all are opened and stored. */
  readonly parts?: readonly string[] | undefined;
  readonly status: RunStatus;
  readonly startedAt: string;
  readonly finishedAt?: string | undefined;
  readonly bytes?: number | undefined;
  readonly sha256?: string | undefined;
  readonly encoding?: string | undefined;
  readonly format?: string | undefined;
  readonly template?: string | undefined;
  readonly problem?: RunProblem | undefined;
  /** Columns that an officer released as ignored. */
  readonly ignoredColumns: readonly string[];
  /** Sheets of the workbook that were not read, because they hold no table. Absent when there are none. */
  readonly passedOver?: readonly string[] | undefined;
  /** Set when the file said of itself that it is one page of several. */
  readonly page?: Page | undefined;
  /** Rows of the file that are no data. Set when it is read to its end. Absent when there are none. */
  readonly passedRows?: PassedRows | undefined;
  /**
   * Cells that were read otherwise than their columns say, with the number of rows that the counts include: they grow while
   * the file is read. Absent when there are none, and in earlier releases.
   */
  readonly readings?: CellReadings | undefined;
  /** Rows of a window in which the rows of one party are passed on together (`by-party.ts`). Absent in earlier releases. */
  readonly window?: number | undefined;
  /** Number of batches that the reader has passed on, as last recorded. After a crash the reader continues there. */
  readonly batchesSent: number;
  /** Number of batches of the whole file. Set when the file is read to its end. */
  readonly batches?: number | undefined;
  /** Counts of the whole run. Set when it is completed. */
  readonly counts?: RunCounts | undefined;
  /** The full list that the file is (`lib/feeds/list.ts`), and whether it was compared with the one before. */
  readonly list?: string | undefined;
  readonly comparison?: 'due' | 'done' | 'superseded' | undefined;
  readonly suspectedRemovals?: number | undefined;
  /** True when an officer released a list that shrank or grew beyond its bounds. */
  readonly isBoundsReleased?: boolean | undefined;
  /** True when an officer released a file whose names and numbers seemed shifted. */
  readonly isNamesReleased?: boolean | undefined;
  /** The last progress of the run. The sweep examines runs without progress. */
  readonly movedAt: string;
  /** Number of complete pages when the sweep last saw it change. A run that stays there is stuck. */
  readonly seen?: { readonly pages: number; readonly at: string } | undefined;
}

/** Minutes without a newly counted page after which a run is said to stand still, to its sender and by an alarm. */
const stillMinutes = 60;

/** The number of complete pages, and since when it has been the same. */
export const seenOf = (run: Run, now: { pages: number; at: string }): NonNullable<Run['seen']> => {
  const before = run.seen ?? { pages: 0, at: run.startedAt };
  return before.pages === now.pages ? before : now;
};

/** Since when a run in progress has stood still, as the sweep last saw it; undefined while it moves. */
export function stillSince({ status, seen }: Pick<Run, 'status' | 'seen'>, now: Date): string | undefined {
  if (status !== 'running' || !seen) return undefined;
  return now.getTime() - Date.parse(seen.at) > stillMinutes * 60_000 ? seen.at : undefined;
}

/** `records`: one push of a system; `pull`: one page of an endpoint. Either can contain only a part of a list. */
export type Channel = 'file' | 'records' | 'pull';

/**
 * True when a run can be a whole list, so that a missing name counts as removed. Of an archive of several files each may
 * have a part of the list.
 */
export const canBeWhole = ({ channel = 'file', isWholeList, partOf }: Run): boolean =>
  channel === 'file' ? (partOf?.files ?? 1) === 1 : channel === 'pull' && isWholeList === true;

/** True when an archive of files is taken apart. A file of an archive that is one itself is not, nor a pulled page. */
export const canBeSplit = ({ channel = 'file', partOf }: Run): boolean => channel === 'file' && !partOf;

export const runStatuses = ['running', 'held', 'completed', 'failed'] as const;
export type RunStatus = (typeof runStatuses)[number];

export interface RunProblem {
  readonly code: RunProblemCode;
  readonly detail: string;
  readonly columns?: readonly string[] | undefined;
  /** Other sources whose template the header fits. */
  readonly fits?: readonly Source[] | undefined;
  /** Columns that are nearly named like one of the template. */
  readonly near?: readonly NearName[] | undefined;
  /** Columns among `columns` that cannot be ignored, so that the run is not released. */
  readonly kept?: readonly string[] | undefined;
}

/** Every received row is counted in exactly one of the four (invariant 1). */
export interface RunCounts {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly unmatched: number;
  readonly quarantined: number;
}

export const noCounts: RunCounts = { received: 0, accepted: 0, duplicates: 0, unmatched: 0, quarantined: 0 };

/** The outcome of a row. */
export type RowOutcome =
  | { readonly kind: 'accepted' | 'duplicate' | 'unmatched'; readonly row: number }
  | { readonly kind: 'quarantined'; readonly row: number; readonly findings: readonly RowFinding[] };

export function countsOf(outcomes: readonly RowOutcome[]): RunCounts {
  const count = (kind: RowOutcome['kind']): number =>
    outcomes.filter((outcome) => outcome.kind === kind).length;
  return {
    received: outcomes.length,
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    unmatched: count('unmatched'),
    quarantined: count('quarantined'),
  };
}

/** Rows in a batch and batches in a page. They never change, so that a batch number always means the same rows. */
export const rowsPerBatch = 50;
export const batchesPerPage = 10;

/** The rows before the window that a batch lies in: whoever continues with the batch reads from there. */
export const rowsBeforeWindow = (batch: number, { window = rowsPerBatch }: Pick<Run, 'window'>): number =>
  Math.floor((batch * rowsPerBatch) / window) * window;

export const pageOfBatch = (batch: number): number => Math.floor(batch / batchesPerPage);

/**
 * Most batches of one run that may be queued at a time, which bounds how long another run's rows wait behind them. Two
 * pages, so that workers have one page to do while the other is being finished.
 */
const batchesOnTheWay = 2 * batchesPerPage;

/** True when the reader may pass on another page, given the batches sent and the pages complete. */
export const hasRoom = (batchesSent: number, pagesDone: number): boolean =>
  batchesSent + batchesPerPage - pagesDone * batchesPerPage <= batchesOnTheWay;

/** Stores runs and their state, without counts. */
export interface RunHeads {
  create(run: Run): Promise<void>;
  read(runId: string): Promise<Run | undefined>;
  /**
   * Changes fields of the run if its status is one of `from`. Returns the changed run, or undefined when its status is
   * another one. A change that depends on the run is a function of it. Of a run that was read before, the first attempt
   * needs no reading.
   */
  update(
    run: string | Run,
    change: Partial<Run> | ((run: Run) => Partial<Run>),
    from: readonly RunStatus[],
  ): Promise<Run | undefined>;
  /** A run that was read, as a message carries it. */
  passOn(run: Run): Pick<PassedRun, 'run' | 'revision'>;
  /**
   * Completes a run of one batch, with the counts of its rows, in one write; it is read only if somebody changed it since it
   * was passed on. Undefined when it is not running any more.
   */
  endWhole(
    passed: Pick<PassedRun, 'run' | 'revision'>,
    outcome: BatchOutcome,
    change: Partial<Run>,
  ): Promise<Run | undefined>;
}

/** A run whose file has one batch, which carries it: whoever takes the batch ends the run. */
export interface PassedRun {
  readonly run: Run;
  /** The revision of its head as it was read. */
  readonly revision: number;
  /** What its reader found out about the file. */
  readonly found: Partial<Run>;
}

/** Stores which pages of a run are complete. */
export interface RunPages {
  /** Marks a page as complete. Returns the run when all pages are complete and the file is read to its end. */
  completePage(runId: string, page: number): Promise<Run | undefined>;
  /** How many pages are counted. */
  progress(runId: string): Promise<RunProgress>;
  /** True when the file was read to its end and every batch was counted as the run was read or written. */
  isComplete(run: Run): boolean;
}

/** Stores what became of the rows of a run. */
export interface RunCounter {
  /** Counts a batch once, however often it is called. The counts of its page, when all batches of it are counted. */
  countBatch(runId: string, batch: BatchOutcome): Promise<RunCounts | undefined>;
  /** Notes that rows of a batch are about to wait, before the first of them does. Idempotent. */
  begin(runId: string, batch: number): Promise<void>;
  /**
   * Whether a batch was counted, or has ended its run; or an attempt may have let rows of it wait and was interrupted before
   * it counted them.
   */
  attempted(runId: string, batch: number): Promise<'ended' | 'counted' | 'begun' | undefined>;
  counts(runId: string): Promise<RunCounts>;
  /** The run with its counts, of one instant. */
  readCounted(runId: string): Promise<CountedRun | undefined>;
  /** Counts an unmatched row as accepted, because its subject is now known. */
  matchLater(runId: string, row: number, batch: number): Promise<void>;
  /** Counts a row as quarantined, whatever it was counted as, because its subject is known under another name since. */
  doubtLater(runId: string, row: number, batch: number): Promise<void>;
  /** Counts a quarantined row as what it became. Without `became` it counts as quarantined again. */
  resolveRow(
    runId: string,
    resolved: { row: number; batch: number; became?: 'accepted' | 'duplicate' | 'unmatched' | undefined },
  ): Promise<void>;
}

/** A run with the counts of its batches so far. */
export interface CountedRun {
  readonly run: Run;
  readonly counts: RunCounts;
}

/** Stores runs. A function asks for the part it needs. */
export interface RunStore extends RunHeads, RunPages, RunCounter {}

export interface RunProgress {
  /** Number of pages whose batches are all counted. */
  readonly pages: number;
  /** Number of complete pages before the first incomplete one. */
  readonly gapless: number;
}

export interface BatchOutcome {
  readonly batch: number;
  /** True for the last batch of the file. */
  readonly isLast: boolean;
  readonly counts: RunCounts;
  readonly unmatchedRows: readonly number[];
  readonly duplicateRows?: readonly number[] | undefined;
  readonly quarantinedRows?: readonly number[] | undefined;
}
