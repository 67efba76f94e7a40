import { isCommendation } from '../../regulation/commendations.ts';
import { type GradedCategory, isGraded, isInstitution } from '../../shared/category.ts';
import { type Day, laterOf, yearOf } from '../../shared/day.ts';
import { type DecisionState, isDecision } from '../facts/decision-state.ts';
import { isUnnumbered, numberOf, spellingOf } from '../facts/document-number.ts';
import { byFirstReceipt } from '../facts/earlier-receipt.ts';
import type { DecisionFact, Fact, Link } from '../facts/fact.ts';
import { knownSince } from '../facts/known-since.ts';
import { registrationsOf } from '../facts/registration.ts';
import { factDigestOf } from '../facts/sealed-fact.ts';
import { isNewStatement } from '../facts/statement.ts';
import { evidenceOfDecision, evidenceOfEntries } from '../projection/evidence.ts';
import { countedFrom } from '../projection/imposition.ts';
import { countableDecision, countableEntry, publicationsOf } from '../projection/late-evidence.ts';
import { type Contribution, sumKey } from './day-book.ts';

/**
 * The categories of the files of a party that may be folded: of an institution that the registry knows in each of them. None
 * for any other party; its decisions are always projected one by one.
 */
export function foldableCategories(facts: readonly Fact[]): readonly GradedCategory[] {
  if (facts.some(({ type }) => type === 'alias' || type === 'relation')) return [];
  const registrations = [...registrationsOf(facts).values()];
  if (registrations.some(({ basis }) => basis !== 'registry')) return [];
  const categories = registrations.map(({ category }) => category).sort();
  return categories.every((category) => isInstitution(category) && isGraded(category))
    ? (categories as GradedCategory[])
    : [];
}

/**
 * Decisions of which nothing need be known but their sum: one fact under a number of its own that nobody amended, revoked,
 * withdrew, repaired or contested, counted by cases or amount in the cycle of its day, in each file of the party. What is
 * plain depends on the facts alone, not on their order, and for each on what its first receipt says.
 * @param categories of the files of the party
 * @returns the decisions as they are stored
 */
export function plainDecisions(
  facts: readonly Fact[],
  categories: readonly GradedCategory[],
): DecisionFact[] {
  const decisions = facts.filter(isDecision);
  const said = byFirstReceipt(decisions, facts);
  const perNumber = Map.groupBy(said, numberOf);
  const spokenOf = spokenOfIn(facts);
  const counted = countedIn(facts, categories);
  const isPlain = (fact: DecisionFact): boolean =>
    isPlainByItself(fact, categories) &&
    perNumber.get(numberOf(fact))?.length === 1 &&
    !spokenOf.has(fact.key) &&
    !spokenOf.has(numberOf(fact)) &&
    counted(fact.decidedOn, () => countableDecision(standing(fact)).marks);
  return decisions.filter((stored, index) => isPlain(said[index] ?? stored));
}

/** Whether a decision can be plain, whatever else is known. */
export function isPlainByItself(fact: DecisionFact, categories: readonly GradedCategory[]): boolean {
  const { content, status, usage, category: named, employer, sentTo, correctionNumber } = fact;
  return (
    status === 'original' &&
    usage !== 'restricted' &&
    (named === undefined || (categories as readonly string[]).includes(named)) &&
    employer === undefined &&
    sentTo === undefined &&
    correctionNumber === undefined &&
    !isNewStatement(fact) &&
    !isUnnumbered(fact) &&
    !fact.documentNumber.startsWith('penalty:') &&
    isSummable(content)
  );
}

/** Only counts and amounts add up. Of values and levels one holds, and a commendation depends on the authority's rank. */
const isSummable = (content: DecisionFact['content']): boolean =>
  content.kind === 'penalty' ||
  (content.kind === 'finding' &&
    content.value === undefined &&
    content.level === undefined &&
    content.months === undefined &&
    !isCommendation(content));

/** Keys and numbers of the decisions that withdrawals and cases are about. */
export function spokenOfIn(facts: readonly Fact[]): ReadonlySet<string> {
  const names = facts.flatMap((fact): string[] => {
    if (fact.type === 'withdrawal') return [fact.of];
    if (!('decisions' in fact)) return [];
    return fact.decisions.flatMap(({ fact: key, documentNumber }) => [key, spellingOf(documentNumber)]);
  });
  return new Set(names);
}

/**
 * Whether a document counts in the cycle of its day, in each file: it is not published, or its publication has one of the
 * marks.
 */
function countedIn(
  facts: readonly Fact[],
  categories: readonly GradedCategory[],
): (on: Day, marks: () => readonly string[]) => boolean {
  const marks = categories.map(
    (category) =>
      new Map([...publicationsOf(facts, category)].map(([cycle, { counted }]) => [cycle, new Set(counted)])),
  );
  return (on, known) =>
    marks
      .flatMap((byCycle) => byCycle.get(yearOf(on)) ?? [])
      .every((published) => known().some((mark) => published.has(mark)));
}

/**
 * Decisions as the day book of a file takes them. Every book of a party has the same decisions, also where one counts for
 * nothing in it.
 * @param decisions as they are stored
 * @param facts with the receipts of the decisions
 */
export function contributionsOf(
  decisions: readonly DecisionFact[],
  { facts, category }: { facts: readonly Fact[]; category: GradedCategory },
): Contribution[] {
  const stored = new Map(decisions.map((fact) => [fact.key, factDigestOf(fact)]));
  return byFirstReceipt(decisions, facts).map((fact) => ({
    stated: `${fact.key}/${fact.origin.run}/${fact.origin.row}`,
    stored: `${fact.key}/${stored.get(fact.key)}`,
    cycle: yearOf(fact.decidedOn),
    countedFrom: laterOf(fact.decidedOn, countedFrom(fact)),
    ...(fact.createsSubject && fact.category === category && { createdSince: knownSince(fact.origin) }),
    evidence: evidenceOfDecision(standing(fact), category),
  }));
}

/** The links of persons whose documents are all plain: none is a listing, restricted, repaired, contested or late. */
export function plainLinks(
  links: readonly Link[],
  { facts, categories }: { facts: readonly Fact[]; categories: readonly GradedCategory[] },
): Link[] {
  const spokenOf = spokenOfIn(facts);
  const counted = countedIn(facts, categories);
  return links.filter((link) =>
    link.entries.every(
      (entry) =>
        entry.matter !== 'representative-listed' &&
        !entry.isRestricted &&
        !entry.repairedOn &&
        !spokenOf.has(entry.fact) &&
        !spokenOf.has(spellingOf(entry.documentNumber)) &&
        counted(entry.decidedOn, () => countableEntry(entry, link).marks),
    ),
  );
}

/** What persons' documents count for, as a day book takes it. */
export const contributionsOfLinks = (links: readonly Link[], category: GradedCategory): Contribution[] =>
  links.flatMap(({ person, entries }) =>
    [...Map.groupBy(entries, ({ decidedOn }) => yearOf(decidedOn))].flatMap(([cycle, ofCycle]) =>
      evidenceOfEntries(ofCycle, category).map((item) => ({
        stated: `${person}/${item.cause.via}/${item.cause.fact}/${item.cause.run}/${item.cause.row}`,
        cycle,
        countedFrom: item.on,
        evidence: [item],
      })),
    ),
  );

/** The keys of the decisions that each sum stands for (`sumKey`), among the facts that were known to it. */
export function decisionsBySum(
  facts: readonly Fact[],
  category: GradedCategory,
): ReadonlyMap<string, readonly string[]> {
  const summed = plainDecisions(facts, foldableCategories(facts)).flatMap((fact) =>
    evidenceOfDecision(standing(fact), category).map(({ indicator }) => ({
      sum: sumKey(yearOf(fact.decidedOn), indicator),
      key: fact.key,
    })),
  );
  const bySum = Map.groupBy(summed, ({ sum }) => sum);
  return new Map([...bySum].map(([sum, decisions]) => [sum, decisions.map(({ key }) => key)]));
}

/** The state of a decision that no other fact is about. */
const standing = (fact: DecisionFact): DecisionState => ({
  document: fact.document,
  fact,
  decidedOn: fact.decidedOn,
  revoked: false,
  amended: false,
  facts: [fact],
  contested: false,
});
