import { hasRoom, type RunStore } from '../../lib/feeds/run.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';

/** What a reader does next: send, give its run to the back of the queue, or leave it to the sweep. */
export type Step = 'send' | 'hand-over' | 'leave';

export interface PaceOptions {
  readonly runId: string;
  readonly runtime: Pick<Runtime, 'clock' | 'pause'>;
  readonly runs: Pick<RunStore, 'progress' | 'update'>;
  readonly objects: Pick<Queue, 'depth'>;
  /** Milliseconds of the call that are left. */
  readonly remaining: () => number;
  /** What the reader spent on rows sent by those before it. */
  readonly skippedMilliseconds: number;
}

/** With less time than this left, the run is handed to the next call. */
const reserveMilliseconds = 45_000;
/** A reader's turn while other files wait: long enough to be worth the way back to its place. */
const turnMilliseconds = 20_000;
const turnPerSkip = 2;
const looksEvery = 2_000;
const notesEvery = 20_000;
const pollsEvery = 100;
/** A reader whose batches nobody finishes for so long leaves its place to others. */
const patienceMilliseconds = 120_000;

/**
 * Paces the reader of one run: at most a window of batches is on its way at a time, and a reader that has had its turn
 * makes room for other files. What is late beyond patience (a batch among the dead letters) is for the sweep: it has
 * the run read on once there is room again, and says that the run is stuck while there is none.
 */
export function createPace(options: PaceOptions): (sent: number) => Promise<Step> {
  const { runId, runtime, runs, objects, remaining, skippedMilliseconds } = options;
  const now = (): number => runtime.clock().getTime();
  const turnEnds = now() + Math.max(turnMilliseconds, turnPerSkip * skippedMilliseconds);
  let pages = 0;
  let [progressedAt, notedAt, lookedAt] = [now(), now(), 0];

  const isTurnOver = async (): Promise<boolean> => {
    if (now() < turnEnds || now() < lookedAt + looksEvery) return false;
    lookedAt = now();
    return (await objects.depth()) > 0;
  };
  /** A run that moves is not looked after by the sweep. */
  const note = async (sent: number): Promise<void> => {
    if (now() < notedAt + notesEvery) return;
    notedAt = now();
    const movedAt = runtime.clock().toISOString();
    await runs.update(runId, { batchesSent: sent, movedAt }, ['running']);
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
