import type { Hints } from '../../lib/application/deliveries/hints.ts';
import { decodeBatch } from '../../lib/application/intake/batch-message.ts';
import { finishRun } from '../../lib/application/intake/finish-run.ts';
import { sealRow } from '../../lib/application/quarantine/row-content.ts';
import type { ProposalStore } from '../../lib/credit-file/proposal.ts';
import type { IntakePorts } from '../../lib/credit-file/save-projection.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import type { ListStore, MatchStore } from '../../lib/feeds/list.ts';
import type { QuarantinedRow, QuarantineStore } from '../../lib/feeds/quarantine.ts';
import { pageOfBatch, type RowOutcome, type RunCounts, type RunStore } from '../../lib/feeds/run.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { BatchMessage } from '../../schemas/messages.ts';
import type { RowReading } from '../../schemas/record.ts';
import { noteList } from './note-list.ts';
import { replaceRepeated } from './replace-repeated.ts';
import { resolveMended } from './resolve-mended.ts';
import { type Envelope, type Kept, sortRows } from './sort-rows.ts';
import { takeEntry } from './take-entry.ts';

export interface KeepBatchDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly quarantine: QuarantineStore;
  readonly lists: ListStore;
  readonly matches: MatchStore;
  readonly proposals: ProposalStore;
  readonly comparisons: Queue;
  readonly vault: Vault;
  readonly hints: Hints;
  readonly ports: IntakePorts;
}

/** Parties processed in parallel. Requests overlap, and one batch leaves capacity to others. */
const partiesAtOnce = 8;

/**
 * Takes a batch of rows into credit files and counts it. Every step is idempotent: a fact that came from the same row
 * counts as the row's own, and a batch is counted once.
 */
export async function keepBatch(message: BatchMessage, deps: KeepBatchDeps): Promise<void> {
  const { runtime, runs, vault, hints } = deps;
  const { readings, ...envelope } = decodeBatch(vault, message);
  const { runId, batch, isLast } = envelope;
  try {
    const outcomes = await outcomesOf(readings, envelope, deps);
    await deps.quarantine.add(quarantinedRows(outcomes, envelope, vault));
    await resolveMended({ readings, outcomes }, envelope, deps);
    await replaceRepeated(outcomes, envelope, deps);
    const counts = countsOf(outcomes);
    const unmatchedRows = outcomes.filter(({ kind }) => kind === 'unmatched').map(({ row }) => row);
    const isPageComplete = await runs.countBatch(runId, { batch, isLast, counts, unmatchedRows });
    if (isPageComplete && (await runs.completePage(runId, pageOfBatch(batch)))) await finishRun(runId, deps);
    runtime.metrics.add('RowsReceived', counts.received);
    runtime.metrics.add('RowsQuarantined', counts.quarantined);
  } finally {
    await hints.flush();
  }
}

async function outcomesOf(
  readings: readonly RowReading[],
  envelope: Envelope,
  deps: KeepBatchDeps,
): Promise<Kept[]> {
  const { ports } = deps;
  const { decisions, registrations, outcomes } = await sortRows(readings, envelope, deps);
  await inParallel([...registrations], async ([party, entries]) => {
    for (const sorted of entries) outcomes.push(await takeEntry(party, sorted, envelope, deps));
  });
  const strangers = await ports.store.likelyStrangers(
    [...decisions].flatMap(([party, [first]]) =>
      first && !first.fact.createsSubject ? [{ party, scheme: first.fact.scheme }] : [],
    ),
  );
  await inParallel([...decisions], async ([party, taken]) => {
    const facts = taken.map(({ fact }) => fact);
    const became = await takeDecisions(party, facts, ports, strangers.has(party));
    for (const [index, outcome] of became.entries()) {
      const { row = 0, record } = taken[index] ?? {};
      outcomes.push(
        outcome.kind === 'quarantined'
          ? { ...outcome, row, content: { ...(record && { record }) } }
          : { ...outcome, row },
      );
    }
  });
  const facts = [...decisions].flatMap(([party, taken]) => taken.map(({ fact }) => ({ party, fact })));
  await noteList({ readings, facts }, envelope, deps);
  return outcomes;
}

const quarantinedRows = (outcomes: readonly Kept[], envelope: Envelope, vault: Vault): QuarantinedRow[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'quarantined') return [];
    const { runId, batch, source, by, person, division, fileSha256, receivedAt } = envelope;
    const { row, findings, template = '', content = {} } = outcome;
    const id = { runId, row };
    return [
      {
        ...{ ...id, batch, source, template, by, fileSha256, receivedAt, findings },
        ...(person && { person }),
        ...(division && { division }),
        content: sealRow(vault, id, content),
        state: 'waiting',
        decisions: [],
        revision: 1,
      } satisfies QuarantinedRow,
    ];
  });

/** Runs work with limited parallelism. The first failure is thrown after all started work has ended. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  const done = await Promise.allSettled(Array.from({ length: partiesAtOnce }, worker));
  const failed = done.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

function countsOf(outcomes: readonly RowOutcome[]): RunCounts {
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
