import type { Hints } from '../../lib/application/deliveries/hints.ts';
import { decodeBatch } from '../../lib/application/intake/batch-message.ts';
import { finishRun, finishWhole } from '../../lib/application/intake/finish-run.ts';
import type { Envelope, Kept } from '../../lib/application/intake/sort-rows.ts';
import { takeBatch } from '../../lib/application/intake/take-batch.ts';
import { waitingRow } from '../../lib/application/quarantine/row-content.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import type { ProposalStore } from '../../lib/credit-file/proposal.ts';
import type { ListStore, MatchStore } from '../../lib/feeds/list.ts';
import type { QuarantinedRow, QuarantineStore } from '../../lib/feeds/quarantine.ts';
import {
  type BatchOutcome,
  countsOf,
  type PassedRun,
  pageOfBatch,
  type RunStore,
} from '../../lib/feeds/run.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { BatchMessage } from '../../schemas/messages.ts';
import type { RowReading } from '../../schemas/record.ts';
import { noteList } from './note-list.ts';
import { projectReached } from './project-reached.ts';
import { replaceRepeated } from './replace-repeated.ts';
import { resolveMended } from './resolve-mended.ts';
import { waitingBefore } from './waiting-before.ts';

export interface KeepBatchDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly quarantine: QuarantineStore;
  readonly lists: ListStore;
  readonly matches: MatchStore;
  readonly proposals: ProposalStore;
  readonly comparisons: Queue;
  readonly records: Pick<Queue, 'send'>;
  readonly vault: Vault;
  readonly hints: Hints;
  readonly ports: IntakePorts;
}

/**
 * Takes a batch of rows into credit files and counts it. Every step is idempotent: a fact that came from the same row
 * counts as the row's own, and a batch is counted once.
 */
export async function keepBatch(message: BatchMessage, deps: KeepBatchDeps): Promise<void> {
  const { runtime, runs, vault, hints } = deps;
  const { readings, passed, ...envelope } = decodeBatch(vault, message);
  const { runId, batch, isLast } = envelope;
  try {
    const attempted = await runs.attempted(runId, batch);
    const outcomes = await keepRows(readings, { envelope, attempted }, deps);
    if (attempted === 'ended') return;
    const counts = countsOf(outcomes);
    const rowsAs = (as: Kept['kind']): number[] =>
      outcomes.filter(({ kind }) => kind === as).map(({ row }) => row);
    const outcome = {
      batch,
      isLast,
      counts,
      unmatchedRows: rowsAs('unmatched'),
      duplicateRows: rowsAs('duplicate'),
      quarantinedRows: rowsAs('quarantined'),
    };
    // What was counted has its counts on its page. Nothing may replace them.
    await count({ runId, passed: attempted === 'counted' ? undefined : passed }, outcome, deps);
    runtime.metrics.add('RowsReceived', counts.received);
    runtime.metrics.add('RowsQuarantined', counts.quarantined);
  } finally {
    await hints.flush();
  }
}

/** Counts the batch, and completes the run when it was the last one that was missing. */
async function count(
  { runId, passed }: { runId: string; passed: PassedRun | undefined },
  outcome: BatchOutcome,
  deps: KeepBatchDeps,
): Promise<void> {
  if (passed && (await finishWhole(passed, outcome, deps))) return;
  const page = await deps.runs.countBatch(runId, outcome);
  const counted = page && (await deps.runs.completePage(runId, pageOfBatch(outcome.batch)));
  if (counted) await finishRun(counted, deps, page);
}

const quarantinedRows = (outcomes: readonly Kept[], envelope: Envelope, vault: Vault): QuarantinedRow[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'quarantined') return [];
    return [waitingRow({ ...envelope, ...outcome }, outcome.content, vault)];
  });

interface Attempt {
  readonly envelope: Envelope;
  /** What attempts before this one came to. */
  readonly attempted: Awaited<ReturnType<RunStore['attempted']>>;
}

/**
 * Takes rows, or lets them wait. Those that an attempt before this one let wait go on waiting, as that one decided. Where the
 * batch was counted the rows are taken once more, because an attempt at the same moment may have been interrupted between a fact
 * and its projection; nothing is decided anew about them.
 * @returns what became of the rows; nothing where they were counted before
 */
async function keepRows(
  readings: readonly RowReading[],
  { envelope, attempted }: Attempt,
  deps: KeepBatchDeps,
): Promise<readonly Kept[]> {
  const { runId, batch } = envelope;
  const before = attempted ? await waitingBefore(readings, envelope, deps) : { outcomes: [], facts: [] };
  const waits = new Set(before.outcomes.map(({ row }) => row));
  const taking = readings.filter(({ row }) => !waits.has(row));
  const { outcomes, facts, reached } = await takeBatch(taking, envelope, deps);
  await projectReached(reached, deps);
  await noteList({ readings, facts: [...facts, ...before.facts] }, envelope, deps);
  if (attempted === 'counted' || attempted === 'ended') return [];
  const waiting = quarantinedRows(outcomes, envelope, deps.vault);
  if (waiting.length > 0 && !attempted) await deps.runs.begin(runId, batch);
  await deps.quarantine.add(waiting);
  const became = [...outcomes, ...before.outcomes];
  await resolveMended({ readings, outcomes: became }, envelope, deps);
  await replaceRepeated(became, envelope, deps);
  return became;
}
