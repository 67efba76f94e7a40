import { decodeBatch } from '../../lib/composition/batch-message.ts';
import { decidedBefore, matchedRecord } from '../../lib/composition/candidates.ts';
import { decisionFact, registrationEntry } from '../../lib/composition/facts.ts';
import { finishRun } from '../../lib/composition/finish-run.ts';
import type { Hints } from '../../lib/composition/hints.ts';
import { type RowContent, sealRow } from '../../lib/composition/row-content.ts';
import type { DecisionFact, Origin } from '../../lib/credit-file/fact.ts';
import type { KeeperPorts } from '../../lib/credit-file/keeper.ts';
import type { PartyKey } from '../../lib/credit-file/subject.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import { type RegistrationEntry, takeRegistration } from '../../lib/credit-file/take-registration.ts';
import type { ListStore, MatchStore } from '../../lib/feeds/list.ts';
import type { QuarantinedRow, QuarantineStore } from '../../lib/feeds/quarantine.ts';
import { pageOfBatch, type RowOutcome, type RunCounts, type RunStore } from '../../lib/feeds/run.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { DecisionRecord, RowReading } from '../../schemas/record.ts';
import { noteList } from './note-list.ts';

export interface KeepBatchDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly quarantine: QuarantineStore;
  readonly lists: ListStore;
  readonly matches: MatchStore;
  readonly comparisons: Queue;
  readonly vault: Vault;
  readonly hints: Hints;
  readonly ports: KeeperPorts;
}

/** Parties worked on at a time: requests overlap, and one batch does not crowd out others. */
const partiesAtOnce = 8;

type Envelope = Omit<ReturnType<typeof decodeBatch>, 'readings'>;
type Quarantined = Extract<RowReading, { kind: 'quarantined' }>;

/** A row's outcome, with what a person needs to see of it when it is quarantined. */
type Kept = RowOutcome & { readonly template?: string; readonly content?: RowContent };

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
    await deps.quarantine.add(quarantinedRows(outcomes, envelope, vault));
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

interface Sorted {
  readonly decisions: Map<PartyKey, { row: number; fact: DecisionFact; record: DecisionRecord }[]>;
  readonly registrations: Map<PartyKey, { row: number; entry: RegistrationEntry }[]>;
  readonly outcomes: Kept[];
}

async function outcomesOf(
  readings: readonly RowReading[],
  envelope: Envelope,
  deps: KeepBatchDeps,
): Promise<Kept[]> {
  const { ports } = deps;
  const { decisions, registrations, outcomes } = await sorted(readings, envelope, deps);
  await inParallel([...registrations], async ([party, entries]) => {
    for (const { row, entry } of entries) {
      outcomes.push({ row, kind: (await takeRegistration(party, entry, ports)).kind });
    }
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

/** Rows by party, so that each party's folder is read and written once; what waits for a person is an outcome. */
async function sorted(
  readings: readonly RowReading[],
  envelope: Envelope,
  deps: KeepBatchDeps,
): Promise<Sorted> {
  const { vault } = deps;
  const found: Sorted = { decisions: new Map(), registrations: new Map(), outcomes: [] };
  const decide = (row: number, record: DecisionRecord, origin: Origin): void => {
    const { party, fact } = decisionFact(record, origin, vault);
    found.decisions.set(party, [...(found.decisions.get(party) ?? []), { row, fact, record }]);
  };
  for (const reading of readings) {
    const origin = originOf(envelope, reading.row);
    if (reading.kind === 'quarantined') await sortQuarantined(reading);
    else if (reading.record.type === 'decision') decide(reading.row, reading.record, origin);
    else {
      const { party, entry } = registrationEntry(reading.record, origin, vault);
      const known = found.registrations.get(party) ?? [];
      found.registrations.set(party, [...known, { row: reading.row, entry }]);
    }
  }
  return found;

  /** A row known in part, about which a person has decided before, is taken as decided. */
  async function sortQuarantined(reading: Quarantined): Promise<void> {
    const { row, candidate } = reading;
    if (!candidate) return void found.outcomes.push(waiting(reading));
    const { folders } = { folders: deps.ports.store };
    const { candidates, chosen, match } = await decidedBefore(candidate, { ...deps, folders });
    if (chosen && match) {
      const correction = { by: match.by, at: match.at };
      return decide(row, matchedRecord(candidate, chosen), { ...originOf(envelope, row), correction });
    }
    if (match) return void found.outcomes.push({ kind: 'unmatched', row });
    found.outcomes.push(waiting(candidates.length > 0 ? reading : { ...reading, findings: [nobodyOfOurs] }));
  }
}

const nobodyOfOurs = {
  code: 'no-candidate',
  message:
    'The row names its subject in part, and no subject of ours fits it. It waits in case the registry brings one; or send the number in full.',
};

const waiting = ({ row, findings, template, cells, candidate }: Quarantined): Kept => ({
  kind: 'quarantined',
  row,
  findings,
  template,
  content: { cells, ...(candidate && { candidate }) },
});

const quarantinedRows = (outcomes: readonly Kept[], envelope: Envelope, vault: Vault): QuarantinedRow[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'quarantined') return [];
    const { runId, batch, source, by, fileSha256, receivedAt } = envelope;
    const { row, findings, template = '', content = {} } = outcome;
    const id = { runId, row };
    return [
      {
        ...{ ...id, batch, source, template, by, fileSha256, receivedAt, findings },
        content: sealRow(vault, id, content),
        state: 'waiting',
        decisions: [],
        revision: 1,
      } satisfies QuarantinedRow,
    ];
  });

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
