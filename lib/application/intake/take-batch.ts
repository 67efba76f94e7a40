import type { RowReading } from '../../../schemas/record.ts';
import type { DecisionFact, Link } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import { takeDecisions } from '../../credit-file/take-decisions.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { type Envelope, type Kept, type SortDeps, sortRows } from './sort-rows.ts';
import { takeEntry } from './take-entry.ts';

export interface TakeBatchDeps extends SortDeps {
  readonly ports: IntakePorts;
}

export type ReachedInstitutions = ReadonlyMap<PartyKey, readonly Link[]>;

export interface TakenBatch {
  /** The outcome of each row, in no particular order. */
  readonly outcomes: readonly Kept[];
  /** What the decisions among the rows are about. */
  readonly facts: readonly { readonly party: PartyKey; readonly fact: DecisionFact }[];
  /** Institutions that the rows about persons reach, with the links that are to be written; they must be projected. */
  readonly reached: ReachedInstitutions;
}

/** Takes the rows of a batch into credit files. Idempotent: a fact that came from the same row counts as the row's own. */
export async function takeBatch(
  readings: readonly RowReading[],
  envelope: Envelope,
  deps: TakeBatchDeps,
): Promise<TakenBatch> {
  const reached = new Map<PartyKey, readonly Link[]>();
  const onReached = (institution: PartyKey, link?: Link): void => {
    reached.set(institution, withLink(reached.get(institution) ?? [], link));
  };
  const ports: IntakePorts = { ...deps.ports, onReached };
  const { decisions, registrations, outcomes } = await sortRows(readings, envelope, deps);
  await inParallel([...registrations], async ([party, entries]) => {
    for (const sorted of entries) outcomes.push(await takeEntry(party, sorted, envelope, { ...deps, ports }));
  });
  const named = [...decisions].flatMap(([party, [first]]) =>
    first && !first.fact.createsSubject ? [{ party, scheme: first.fact.scheme }] : [],
  );
  // To guess about one party would cost what a wrong guess costs.
  const strangers = named.length > 1 ? await ports.store.likelyStrangers(named) : new Set<PartyKey>();
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
  return { outcomes, facts, reached };
}

/** Of a person whose rows reach an institution more than once, the link that was made from more facts. */
function withLink(links: readonly Link[], link: Link | undefined): readonly Link[] {
  if (!link) return links;
  const known = links.find(({ person }) => person === link.person);
  if (known && known.drawnFrom >= link.drawnFrom) return links;
  return [...links.filter((other) => other !== known), link];
}
