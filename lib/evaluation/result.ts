import { exclusionsOf } from '../credit-file/cases/exclusions.ts';
import type { PublicationFact, PublishedPolicy } from '../credit-file/facts/fact.ts';
import { officerOrigin } from '../credit-file/facts/officer-origin.ts';
import { type Registration, registrationsOf } from '../credit-file/facts/registration.ts';
import { countedMarks } from '../credit-file/projection/evidence.ts';
import { publicationKey } from '../credit-file/projection/late-evidence.ts';
import {
  type CyclePolicy,
  cyclesOf,
  type ProjectedCycle,
  projectCycles,
} from '../credit-file/projection/project-cycles.ts';
import type { Folder } from '../credit-file/projection/project-folder.ts';
import type { Scorer } from '../credit-file/projection/scorer.ts';
import { ownScorePolicy, shippedBook, valueFor } from '../regulation/policy.ts';
import { tableFor } from '../scoring/index.ts';
import { type GradedCategory, isGraded } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import type { Evaluation } from './evaluation.ts';
import { type PeerTable, peersFor } from './peers.ts';

/** A graded subject that takes part in an evaluation. */
export type EvaluatedSubject = Registration & { readonly category: GradedCategory };

/** Every graded subject of a party, without merged ones. */
export function evaluatedSubjects(folder: Folder): EvaluatedSubject[] {
  if (folder.facts.some(({ type }) => type === 'alias')) return [];
  return [...registrationsOf(folder.facts).values()].filter(
    (registration): registration is EvaluatedSubject =>
      isGraded(registration.category) && registration.basis !== 'withdrawn',
  );
}

export interface ResultOptions {
  readonly evaluation: Evaluation;
  readonly peers: PeerTable;
  readonly policy: CyclePolicy;
  readonly scorer: Scorer;
  readonly today: Day;
  /** Who publishes it; empty in a rehearsal. */
  readonly by: string;
  readonly at: string;
}

export interface AnnualResult {
  readonly publication: PublicationFact;
  readonly projected: ProjectedCycle;
  /** The interim state of the cycle, if the cycle is open. */
  readonly interim: ProjectedCycle | undefined;
  /** The published result of the cycle before. */
  readonly before: ProjectedCycle | undefined;
}

/**
 * The result of one subject: the publication fact, and the cycle projected with it.
 * @throws RangeError if no table was in force
 */
export function annualResult(
  { facts, links }: Pick<Folder, 'facts' | 'links'>,
  { category, level }: EvaluatedSubject,
  options: ResultOptions,
): AnnualResult {
  const { evaluation, policy, scorer, today } = options;
  const { year: cycle } = evaluation;
  const { inForce: excluded } = exclusionsOf(facts, category, today);
  const projected = { category, today, scorer, policy, excluded };
  const publication = publicationOf({ facts, links }, { category, level }, options);
  const others = facts.filter(({ key }) => key !== publication.key);
  const { published } = projectCycles([...others, publication], links, projected);
  const result = published.find((known) => known.cycle === cycle);
  if (!result) throw new RangeError(`cycle ${cycle} was not projected`);
  return {
    publication,
    projected: result,
    interim: projectCycles(others, links, projected).open.find((known) => known.cycle === cycle),
    before: published.find((known) => known.cycle === cycle - 1),
  };
}

/** The publication fact of one subject: what the evaluation freezes. The result is projected from it. */
export function publicationOf(
  { facts, links }: Pick<Folder, 'facts' | 'links'>,
  { category, level }: Pick<EvaluatedSubject, 'category' | 'level'>,
  { evaluation, peers, policy, today, by, at }: ResultOptions,
): PublicationFact {
  const { year: cycle, cutoff } = evaluation;
  const table = tableFor(category, cycle);
  if (!table) throw new RangeError(`no table was in force for ${category} in ${cycle}`);
  const cycles = cyclesOf(facts, category, { today, policy });
  const compared = peersFor(peers, { table, level });
  return {
    type: 'publication',
    key: publicationKey(category, cycle),
    origin: officerOrigin(by, at),
    category,
    cycle,
    evaluation: evaluation.id,
    publishedOn: evaluation.publishedOn ?? today,
    counted: countedMarks(facts, links, { category, cycle, cycles, until: cutoff }),
    ...(Object.keys(compared).length > 0 && { peers: compared }),
    tableVersion: table.version,
    policy: publishedPolicy(cycle, policy),
  };
}

function publishedPolicy(cycle: number, { book = shippedBook }: CyclePolicy): PublishedPolicy {
  const own = ownScorePolicy(cycle, book);
  return {
    'downgrade.input': valueFor('downgrade.input', cycle, book),
    'downgrade.absence': valueFor('downgrade.absence', cycle, book),
    ...(own && { own }),
  };
}
