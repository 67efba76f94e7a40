import { hasRoom, type Run, type RunStore } from '../../lib/feeds/run.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { notesEvery } from './keep-alive.ts';

/** The next step of a reader: send batches, put its run at the end of the queue, or leave it to the sweep. */
export type Step = 'send' | 'hand-over' | 'leave';

export interface PaceOptions {
  readonly runId: string;
  readonly runtime: Pick<Runtime, 'clock' | 'pause'>;
  readonly runs: Pick<RunStore, 'progress' | 'update'>;
  readonly objects: Pick<Queue, 'depth'>;
  /** Milliseconds left in this call. */
  readonly remaining: () => number;
  /** What is known of the rows of so many batches, to be kept beside their number. */
  readonly read?: ((batches: number) => Pick<Run, 'readings'>) | undefined;
  /** Milliseconds that the reader spent on rows that earlier readers had sent. */
  readonly skippedMilliseconds: number;
}

/** Milliseconds. With less time left, the run is handed over to the next call. */
const reserveMilliseconds = 45_000;
/**
 * Milliseconds of a reader's turn while other files wait. It is long enough to justify the time to skip to its
 * position.
 */
const turnMilliseconds = 20_000;
const turnPerSkip = 2;
const looksEvery = 2_000;
const pollsEvery = 100;
/** Milliseconds without a finished batch after which a reader stops and frees its slot for other files. */
const patienceMilliseconds = 120_000;

/**
 * Limits the pace of the reader of one run. At most a window of batches is in flight at a time, and a reader whose turn
 * is over makes room for other files. When batches stay unfinished beyond the patience limit (for example because one
 * is in the dead-letter queue), the reader leaves the run to the sweep. The sweep has the run read on when there is
 * room in the window, and raises an alarm for a stuck run while there is none.
 */
export function createPace(options: PaceOptions): (sent: number) => Promise<Step> {
  const { runId, runtime, runs, objects, remaining, read, skippedMilliseconds } = options;
  const now = (): number => runtime.clock().getTime();
  const turnEnds = now() + Math.max(turnMilliseconds, turnPerSkip * skippedMilliseconds);
  let pages = 0;
  let [progressedAt, notedAt, lookedAt] = [now(), now(), 0];

  const isTurnOver = async (): Promise<boolean> => {
    if (now() < turnEnds || now() < lookedAt + looksEvery) return false;
    lookedAt = now();
    return (await objects.depth()) > 0;
  };
  /** Updates the run, so that the sweep does not consider it stalled. */
  const note = async (sent: number): Promise<void> => {
    if (now() < notedAt + notesEvery) return;
    notedAt = now();
    const movedAt = runtime.clock().toISOString();
    await runs.update(runId, { batchesSent: sent, movedAt, ...read?.(sent) }, ['running']);
  };
  const look = async (): Promise<void> => {
    const found = (await runs.progress(runId)).pages;
    if (found !== pages) progressedAt = now();
    pages = found;
  };
  return async (sent) => {
    for (;;) {
      if (remaining() < reserveMilliseconds || (await isTurnOver())) return 'hand-over';
      await note(sent);
      if (!hasRoom(sent, pages)) await look();
      if (hasRoom(sent, pages)) return 'send';
      if (now() > progressedAt + patienceMilliseconds) return 'leave';
      await runtime.pause(pollsEvery);
    }
  };
}
