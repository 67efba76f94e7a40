import type { DecisionContent } from '../../../schemas/record.ts';
import { bonusRowOf, isCommendation } from '../../regulation/commendations.ts';
import { fileOnlyFindings } from '../../regulation/file-only-findings.ts';
import { listings } from '../../regulation/listings.ts';
import {
  disciplineIndicators,
  linkIndicators,
  type PenaltyIndicator,
  penaltyIndicators,
} from '../../regulation/penalty-indicators.ts';
import { takesIndicator } from '../../regulation/tables/index.ts';
import { type Category, type GradedCategory, isGraded } from '../../shared/category.ts';
import { laterOf } from '../../shared/day.ts';
import { type Exclusion, exclusionOf, linkExclusionOf } from '../cases/exclusions.ts';
import { type DecisionState, decisionStates } from '../facts/decision-state.ts';
import type { DecisionFact, Fact, Link, LinkEntry } from '../facts/fact.ts';
import { knownSince } from '../facts/known-since.ts';
import { registrationsOf } from '../facts/registration.ts';
import { type DayBook, evidenceInBook } from '../folding/day-book.ts';
import type { Evidence } from './evidence-item.ts';
import {
  type Counting,
  type Cycles,
  countableDecision,
  countableEntry,
  countingIn,
} from './late-evidence.ts';
import { ruledEvidenceOf, withRuled } from './ruled-evidence.ts';

export type { Evidence } from './evidence-item.ts';

type IndicatorHit = Omit<Evidence, 'on' | 'cause'>;

/** The indicators that a decision counts for in a category. Empty: it is kept in the file and scores nothing. */
export function indicatorHitsOf(decision: DecisionState, category: GradedCategory): readonly IndicatorHit[] {
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
      return named === category ? findingHits(content, decision) : [];
    case 'listing':
      return caseOf(listings[content.list].indicators[category]);
    case 'discipline':
      return caseOf(disciplineIndicators[category]);
  }
}

const caseOf = (indicator: string | undefined): readonly IndicatorHit[] =>
  indicator ? [{ indicator, count: 1 }] : [];

/** A commendation scores in the bonus row of its category, if it has one and the authority is listed. */
function findingHits(
  content: Extract<DecisionContent, { kind: 'finding' }>,
  { fact: { authority, category }, decidedOn }: DecisionState,
): readonly IndicatorHit[] {
  const { indicator } = content;
  const hit = findingHit(content);
  if (!category || !isCommendation(content)) return fileOnlyFindings.has(indicator) ? [] : [hit];
  const row = bonusRowOf(category, { indicator, authority, decidedOn });
  return row ? [{ ...hit, indicator: row }] : [];
}

function findingHit(content: Extract<DecisionContent, { kind: 'finding' }>): IndicatorHit {
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
  readonly cycles?: Cycles | undefined;
  /** The version of the table that the publication of the cycle froze. */
  readonly tableVersion?: string | undefined;
  /** Decisions that casework takes out of the score. */
  readonly excluded?: ReadonlyMap<string, Exclusion> | undefined;
  /** The sums of decisions that are not among the facts. */
  readonly dayBook?: DayBook | undefined;
}

const noPublications: Cycles = { published: new Map(), lateEvidence: 'carry' };

/**
 * The evidence of a subject in one cycle (自然年度, Art. 15), sorted by day. A decision counts in the year of its day, a
 * listing in every year that [listed, removed) overlaps, a revoked decision in none, a late one in an open year, and what
 * upheld objections corrected or added in the contested year. A decision whose indicator is not in the table of the cycle stays in the file and scores nothing.
 */
export function evidenceOf(
  facts: readonly Fact[],
  links: readonly Link[],
  options: EvidenceOptions,
): Evidence[] {
  const {
    category,
    cycle,
    cycles = noPublications,
    excluded = new Map(),
    tableVersion: version,
    dayBook,
  } = options;
  if (!isGraded(category)) return [];
  const isTaken = ({ indicator }: Evidence) => takesIndicator(indicator, { category, cycle, version });
  const own = countedDecisions(facts, { cycle, cycles })
    .filter(({ decision: { fact } }) => !exclusionOf(excluded, excludableOf(fact)))
    .flatMap(({ decision, counting }) =>
      indicatorHitsOf(decision, category).map((hit) => placed(withCause(hit, decision), counting)),
    );
  const linked = countedEntries(facts, links, { category, cycle, cycles }).map((entries) =>
    oneCaseADocument(
      entries
        .filter(({ entry, link }) => !entry.repairedOn && !linkExclusionOf(excluded, entry, link))
        .flatMap(({ entry, counting }) =>
          linkEvidence(entry, category).map((item) => placed(item, counting)),
        ),
    ),
  );
  const summed = dayBook ? evidenceInBook(dayBook, cycle) : [];
  const found = [...summed, ...oneCaseADocument(own), ...linked.flat()];
  return [...withRuled(found, ruledEvidenceOf(facts, category), { category, cycle })]
    .filter(isTaken)
    .sort(byDay);
}

/** What a decision counts for in a category: one case of each indicator. */
export const evidenceOfDecision = (decision: DecisionState, category: GradedCategory): Evidence[] =>
  oneCaseADocument(indicatorHitsOf(decision, category).map((hit) => withCause(hit, decision)));

/** What the documents of one person count for at an institution. */
export const evidenceOfEntries = (entries: readonly LinkEntry[], category: GradedCategory): Evidence[] =>
  oneCaseADocument(entries.flatMap((entry) => linkEvidence(entry, category)));

const excludableOf = ({ key, documentNumber, authority }: DecisionFact) => ({
  fact: key,
  documentNumber,
  authority: authority.name,
});

type CycleOptions = Required<Pick<EvidenceOptions, 'cycle'>> & { readonly cycles: Cycles };

function countedDecisions(facts: readonly Fact[], { cycle, cycles }: CycleOptions) {
  return decisionStates(facts).flatMap((decision) => {
    const counting = decision.revoked ? undefined : countingIn(countableDecision(decision), cycle, cycles);
    return counting ? [{ decision, counting }] : [];
  });
}

function countedEntries(
  facts: readonly Fact[],
  links: readonly Link[],
  { category, cycle, cycles }: CycleOptions & { category: Category },
) {
  const representative = registrationsOf(facts).get(category)?.representative;
  return links.map((link) =>
    link.entries
      .filter(({ matter }) => matter !== 'representative-listed' || link.person === representative)
      .flatMap((entry) => {
        const counting = countingIn(countableEntry(entry, link), cycle, cycles);
        return counting ? [{ entry, link, counting }] : [];
      }),
  );
}

/**
 * Marks of everything that counts in a cycle, also of documents that score nothing. A publication stores them. A
 * decision is left out if none of its facts was received by `until` (an instant): it came after the evaluation began.
 */
export const countedMarks = (
  facts: readonly Fact[],
  links: readonly Link[],
  options: CycleOptions & { category: Category; until?: string | undefined },
): string[] => [
  ...countedDecisions(facts, options)
    .filter(({ decision }) => isKnownBy(decision, options.until))
    .flatMap(({ decision }) => countableDecision(decision).marks),
  ...countedEntries(facts, links, options).flatMap((entries) =>
    entries.flatMap(({ entry, link }) => countableEntry(entry, link).marks),
  ),
];

const isKnownBy = ({ facts }: DecisionState, until: string | undefined): boolean =>
  until === undefined || facts.some(({ origin }) => knownSince(origin) <= until);

/** Late evidence counts from the day on which its own cycle was published. */
const placed = (evidence: Evidence, { carriedFrom, since }: Counting): Evidence =>
  carriedFrom === undefined
    ? evidence
    : {
        ...evidence,
        on: since ? laterOf(evidence.on, since) : evidence.on,
        cause: { ...evidence.cause, carriedFrom },
      };

const withCause = (hit: IndicatorHit, { fact, decidedOn }: DecisionState): Evidence => ({
  ...hit,
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

/** One document is one case of each indicator. If two of its parts give a count, the larger one applies. */
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
