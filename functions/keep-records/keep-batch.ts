import { decodeBatch } from '../../lib/composition/batch-message.ts';
import { decisionFact, registrationEntry } from '../../lib/composition/facts.ts';
import { finishRun } from '../../lib/composition/finish-run.ts';
import type { Hints } from '../../lib/composition/hints.ts';
import type { DecisionFact, Origin } from '../../lib/credit-file/fact.ts';
import type { KeeperPorts } from '../../lib/credit-file/keeper.ts';
import type { PartyKey } from '../../lib/credit-file/subject.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import { type RegistrationEntry, takeRegistration } from '../../lib/credit-file/take-registration.ts';
import { pageOfBatch, type RowOutcome, type RunCounts, type RunStore } from '../../lib/feeds/run.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { RowReading } from '../../schemas/record.ts';

export interface KeepBatchDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly vault: Vault;
  readonly hints: Hints;
  readonly ports: KeeperPorts;
}

/** Parties worked on at a time: requests overlap, and one batch does not crowd out others. */
const partiesAtOnce = 8;

type Envelope = Omit<ReturnType<typeof decodeBatch>, 'readings'>;

/**
 * Takes a batch of rows into credit files and counts it. Each step can be done again: a row whose fact is there from
 * the row itself is that row's own, a batch that is counted is not counted twice.
 */
export async function keepBatch(body: string, deps: KeepBatchDeps): Promise<void> {
  const { runtime, runs, vault, hints } = deps;
  const { readings, ...envelope } = decodeBatch(vault, body);
  const { runId, batch, isLast } = envelope;
  try {
    const outcomes = await outcomesOf(readings, envelope, deps);
    await runs.addFindings(
      runId,
      outcomes.filter((outcome) => outcome.kind === 'quarantined'),
    );
    const counts = countsOf(outcomes);
    const unmatchedRows = outcomes.filter(({ kind }) => kind === 'unmatched').map(({ row }) => row);
    const isPageComplete = await runs.countBatch(runId, { batch, isLast, counts, unmatchedRows });
    if (isPageComplete && (await runs.completePage(runId, pageOfBatch(batch))))
      await finishRun(runtime, runs, runId);
    runtime.metrics.add('RowsReceived', counts.received);
    runtime.metrics.add('RowsQuarantined', counts.quarantined);
  } finally {
    await hints.flush();
  }
}

async function outcomesOf(
  readings: readonly RowReading[],
  envelope: Envelope,
  { vault, ports }: KeepBatchDeps,
): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  const decisions = new Map<PartyKey, { row: number; fact: DecisionFact }[]>();
  const registrations = new Map<PartyKey, { row: number; entry: RegistrationEntry }[]>();
  for (const reading of readings) {
    if (reading.kind === 'quarantined') {
      outcomes.push(reading);
      continue;
    }
    const { row, record } = reading;
    const origin = originOf(envelope, row);
    if (record.type === 'decision') {
      const { party, fact } = decisionFact(record, origin, vault);
      decisions.set(party, [...(decisions.get(party) ?? []), { row, fact }]);
    } else {
      const { party, entry } = registrationEntry(record, origin, vault);
      registrations.set(party, [...(registrations.get(party) ?? []), { row, entry }]);
    }
  }
  await inParallel([...registrations], async ([party, entries]) => {
    for (const { row, entry } of entries) {
      outcomes.push({ row, kind: (await takeRegistration(party, entry, ports)).kind });
    }
  });
  await inParallel([...decisions], async ([party, taken]) => {
    const became = await takeDecisions(
      party,
      taken.map(({ fact }) => fact),
      ports,
    );
    for (const [index, outcome] of became.entries())
      outcomes.push({ ...outcome, row: taken[index]?.row ?? 0 });
  });
  return outcomes;
}

const originOf = ({ runId, batch, source, by, receivedAt, fileSha256 }: Envelope, row: number): Origin => ({
  run: runId,
  row,
  batch,
  fileSha256,
  source,
  by,
  receivedAt,
});

/** A few at a time; the first failure is thrown once all that were begun have ended. */
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
