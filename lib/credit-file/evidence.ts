import type { DecisionContent } from '../../schemas/record.ts';
import { type Category, type GradedCategory, isGraded } from '../shared/category.ts';
import { type Day, yearOf } from '../shared/day.ts';
import { type Exclusion, exclusionOf } from './exclusions.ts';
import type { Fact, Link, LinkEntry } from './fact.ts';
import {
  disciplineIndicators,
  linkIndicators,
  listingIndicators,
  type PenaltyIndicator,
  penaltyIndicators,
} from './penalty-indicators.ts';
import { registrationsOf } from './registration.ts';
import { type StandingDecision, standingDecisions } from './standing.ts';

/** Evidence for one indicator, with where it comes from; what a scorer reads. */
export interface Evidence {
  readonly indicator: string;
  readonly count?: number;
  readonly amount?: string;
  readonly months?: string;
  readonly value?: string;
  readonly level?: 'full' | 'partial' | 'none';
  readonly on: Day;
  readonly cause: {
    readonly fact: string;
    readonly document: string;
    readonly authority: string;
    readonly decidedOn: Day;
    readonly run: string;
    readonly fileSha256: string;
    readonly row: number;
    /** The document is not to be named to other authorities (信息使用范围). */
    readonly isRestricted?: true;
    /** Why another party's document counts here: `physician-sanctioned`, … */
    readonly via?: string;
  };
}

type Measure = Omit<Evidence, 'on' | 'cause'>;

/** What a decision means for a subject of the category; empty is "file only". */
export function measuresOfDecision(decision: StandingDecision, category: GradedCategory): readonly Measure[] {
  const { content, authority, category: named } = decision.fact;
  switch (content.kind) {
    case 'penalty': {
      const applies = (row: PenaltyIndicator): boolean =>
        (row.by?.includes(authority.kind) ?? true) &&
        !row.notBy?.includes(authority.kind) &&
        row.penalties.some((kind) => content.penalties.includes(kind));
      return penaltyIndicators[category]
        .filter(applies)
        .map(({ indicator, counts }) =>
          counts === 'amount' ? { indicator, amount: content.fineCny ?? '0' } : { indicator, count: 1 },
        );
    }
    case 'finding':
      return named === category ? [findingMeasure(content)] : [];
    case 'listing':
      return content.list === 'abnormal-operation' ? [] : caseOf(listingIndicators[category]);
    case 'discipline':
      return caseOf(disciplineIndicators[category]);
  }
}

const caseOf = (indicator: string | undefined): readonly Measure[] =>
  indicator ? [{ indicator, count: 1 }] : [];

function findingMeasure(content: Extract<DecisionContent, { kind: 'finding' }>): Measure {
  const { indicator, count, amount, months, value, level } = content;
  return {
    indicator,
    ...(count !== undefined && { count }),
    ...(amount !== undefined && { amount }),
    ...(months !== undefined && { months }),
    ...(value !== undefined && { value }),
    ...(level !== undefined && { level }),
  };
}

export interface EvidenceOptions {
  readonly category: Category;
  readonly cycle: number;
  /** Decisions that casework took out of the score. */
  readonly excluded?: ReadonlyMap<string, Exclusion> | undefined;
}

/**
 * The evidence of a subject in one cycle (自然年度, Art. 15), in the order of its days. A decision counts in the year
 * of its day, a listing in every year that [listed, removed) overlaps, a revoked one in none.
 */
export function evidenceOf(
  facts: readonly Fact[],
  links: readonly Link[],
  options: EvidenceOptions,
): Evidence[] {
  const { category, cycle, excluded = new Map() } = options;
  if (!isGraded(category)) return [];
  const own = standingDecisions(facts)
    .filter((decision) => !decision.revoked && countsIn(decision, cycle))
    .filter(({ fact }) => !exclusionOf(excluded, { ...fact, fact: fact.key, authority: fact.authority.name }))
    .flatMap((decision) =>
      measuresOfDecision(decision, category).map((measure) => withCause(measure, decision)),
    );
  const representative = registrationsOf(facts).get(category)?.representative;
  const linked = links.flatMap((link) =>
    oneCaseADocument(
      link.entries
        .filter((entry) => entry.matter !== 'representative-listed' || link.person === representative)
        .filter(
          (entry) => entryCountsIn(entry, cycle) && !exclusionOf(excluded, { ...entry, person: link.person }),
        )
        .flatMap((entry) => linkEvidence(entry, category)),
    ),
  );
  return [...oneCaseADocument(own), ...linked].sort(byDay);
}

function countsIn({ fact, decidedOn }: StandingDecision, cycle: number): boolean {
  if (fact.content.kind !== 'listing') return yearOf(decidedOn) === cycle;
  return overlaps(fact.content.listedOn, fact.content.removedOn, cycle);
}

const entryCountsIn = (entry: LinkEntry, cycle: number): boolean =>
  entry.matter === 'representative-listed'
    ? overlaps(entry.decidedOn, entry.until, cycle)
    : yearOf(entry.decidedOn) === cycle;

const overlaps = (from: Day, until: Day | undefined, cycle: number): boolean =>
  yearOf(from) <= cycle && (until === undefined || until > `${cycle}-01-01`);

const withCause = (measure: Measure, { fact, decidedOn }: StandingDecision): Evidence => ({
  ...measure,
  on: decidedOn,
  cause: {
    fact: fact.key,
    document: fact.documentNumber,
    authority: fact.authority.name,
    decidedOn,
    run: fact.origin.run,
    fileSha256: fact.origin.fileSha256,
    row: fact.origin.row,
    ...(fact.usage === 'restricted' && { isRestricted: true }),
  },
});

function linkEvidence(entry: LinkEntry, category: GradedCategory): Evidence[] {
  const indicator = linkIndicators[entry.matter]?.[category];
  if (!indicator) return [];
  const { fact, documentNumber, authority, decidedOn, origin, matter, isRestricted } = entry;
  return [
    {
      indicator,
      count: 1,
      on: decidedOn,
      cause: {
        fact,
        document: documentNumber,
        authority,
        decidedOn,
        ...origin,
        ...(isRestricted && { isRestricted }),
        via: matter,
      },
    },
  ];
}

/** One decision document is one case of each indicator it touches; of two parts that say how many, the larger. */
function oneCaseADocument(evidence: readonly Evidence[]): Evidence[] {
  const cases = new Map<string, Evidence>();
  for (const item of evidence) {
    const key = `${item.indicator}/${item.cause.document}/${item.cause.authority}`;
    const known = cases.get(key);
    if (!known || (item.count ?? 1) > (known.count ?? 1)) cases.set(key, item);
  }
  return [...cases.values()];
}

const byDay = (a: Evidence, b: Evidence): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : a.cause.fact < b.cause.fact ? -1 : a.cause.fact > b.cause.fact ? 1 : 0;
