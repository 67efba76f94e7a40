import type { RowReading } from '../../../schemas/record.ts';
import type { DecisionFact } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { IntakePorts } from '../../credit-file/save-projection.ts';
import { takeDecisions } from '../../credit-file/take-decisions.ts';
import { type Envelope, type Kept, type SortDeps, sortRows } from './sort-rows.ts';
import { takeEntry } from './take-entry.ts';

export interface TakeBatchDeps extends SortDeps {
  readonly ports: IntakePorts;
}

/** Parties processed in parallel. Requests overlap, and one batch leaves capacity to others. */
const partiesAtOnce = 8;

/**
 * Takes the rows of a batch into credit files. Idempotent: a fact that came from the same row counts as the row's own.
 * @returns the outcome of each row, in no particular order, and what the decisions among them are about
 */
export async function takeBatch(
  readings: readonly RowReading[],
  envelope: Envelope,
  deps: TakeBatchDeps,
): Promise<{ outcomes: Kept[]; facts: { readonly party: PartyKey; readonly fact: DecisionFact }[] }> {
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
  return { outcomes, facts };
}

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
