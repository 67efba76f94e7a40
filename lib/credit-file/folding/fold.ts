import { fileOnlyFindings } from '../../regulation/file-only-findings.ts';
import { penaltyIndicators } from '../../regulation/penalty-indicators.ts';
import type { GradedCategory } from '../../shared/category.ts';
import { isDecision } from '../facts/decision-state.ts';
import { numberOf } from '../facts/document-number.ts';
import type { DecisionFact, Fact, Link } from '../facts/fact.ts';
import { digestOf, digestOfText } from '../facts/identity.ts';
import { type DayBook, emptyBook, withContributions } from './day-book.ts';
import {
  contributionsOf,
  contributionsOfLinks,
  foldableCategory,
  plainDecisions,
  plainLinks,
} from './plain-decisions.ts';

/** A party with more decisions is projected from sums. Up to here a sheet names each of them. */
const foldedFrom = 32;

/**
 * The stored sums of a party with many decisions. Its further plain decisions are stored in slots, one for each document
 * number, that no projection reads again once they are in the book. `docs/architecture.md`, Folding, has the protocol.
 */
export interface Fold {
  readonly category: GradedCategory;
  readonly version: number;
  /** Digest of the rules by which decisions were summed; a release with other ones sums anew. */
  readonly rules: string;
  /** Digest of the keys of all facts outside the slots. Another fact among them may be about a decision in the book. */
  readonly core: string;
  readonly book: DayBook;
  /** Slots that were announced and are not in the book yet. Until its writer has filled it, one is empty. */
  readonly pending: readonly string[];
  /** Slots of decisions that are no longer plain. They are read and projected one by one. */
  readonly apart: readonly string[];
  /** Keys of decisions that were put outside their slots at the same moment, too. They are in `core` and count once. */
  readonly twice: readonly string[];
}

/** The facts that projections read, and how they are stored. */
export interface Foldable {
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  readonly fold?: Fold | undefined;
  /** Keys of the facts that are stored in slots. */
  readonly slotted?: ReadonlySet<string> | undefined;
  /** Those of them that are stored outside, too. */
  readonly twice?: ReadonlySet<string> | undefined;
  /** The book of the fold stands for decisions that were not read. */
  readonly isCondensed?: true | undefined;
}

/** The slot of a decision: a digest of its number, however it is spelled. */
export const slotOf = (fact: DecisionFact): string => digestOfText(numberOf(fact));

const rulesFor = (category: GradedCategory): string =>
  digestOf([1, penaltyIndicators[category], [...fileOnlyFindings].sort()]);

const coreOf = ({ facts, slotted, twice }: Omit<Foldable, 'links'>): string =>
  digestOf(facts.flatMap(({ key }) => (slotted?.has(key) && !twice?.has(key) ? [] : [key])).sort());

const documentsIn = ({ facts, links }: Pick<Foldable, 'facts' | 'links'>): number =>
  facts.filter(isDecision).length + links.reduce((sum, link) => sum + link.entries.length, 0);

/**
 * Whether the book may stand for the decisions in it: no fact outside the slots has been added since, and they are so many
 * that a sheet does not name each. A batch that was mostly repeated may have opened a fold for few.
 */
export const isCurrent = (fold: Fold, core: Foldable): boolean =>
  fold.rules === rulesFor(fold.category) &&
  fold.core === coreOf(core) &&
  (fold.book.documents === 0 || documentsIn(core) + fold.book.documents > foldedFrom);

/** What of a folder is projected one by one, and the sums of the rest if there is much. */
interface Condensed {
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  readonly dayBook?: DayBook | undefined;
}

export function condense({ facts, links, fold, isCondensed }: Foldable): Condensed {
  const settled = isCondensed && fold ? fold.book : emptyBook;
  const isMany = documentsIn({ facts, links }) + settled.documents > foldedFrom;
  const category = isMany ? foldableCategory(facts) : undefined;
  if (!category) {
    if (settled.documents > 0) throw new RangeError('decisions that a sheet has to name were not read');
    return { facts, links };
  }
  const decisions = plainDecisions(facts, category);
  const plain = plainLinks(links, { facts, category });
  const summed: ReadonlySet<unknown> = new Set([...decisions, ...plain]);
  return {
    facts: facts.filter((fact) => !summed.has(fact)),
    links: links.filter((link) => !summed.has(link)),
    dayBook: withContributions(settled, [
      ...contributionsOf(decisions, { facts, category }),
      ...contributionsOfLinks(plain, category),
    ]),
  };
}

/**
 * The fold of a party whose facts were all read; undefined while it has few decisions, or cannot be folded. It depends on
 * the facts alone, so that a repetition gives the same one.
 * @param coming decisions that are about to be taken
 */
export function foldOf(folder: Foldable, coming = 0): Fold | undefined {
  const { facts, fold, slotted = new Set(), twice = new Set() } = folder;
  const decisions = facts.filter(isDecision);
  if (!fold && decisions.length + coming <= foldedFrom) return undefined;
  const category = foldableCategory(facts);
  if (!category) return undefined;
  const inSlots = decisions.filter(({ key }) => slotted.has(key));
  const plain = new Set(inSlots.length > 0 ? plainDecisions(facts, category) : []);
  const filled = new Set(inSlots.map(slotOf));
  const booked = inSlots.filter((fact) => plain.has(fact));
  return {
    category,
    version: (fold?.version ?? 0) + 1,
    rules: rulesFor(category),
    core: coreOf(folder),
    book: withContributions(emptyBook, contributionsOf(booked, { facts, category })),
    pending: (fold?.pending ?? []).filter((slot) => !filled.has(slot)),
    apart: inSlots
      .filter((fact) => !plain.has(fact))
      .map(slotOf)
      .sort(),
    twice: [...twice].sort(),
  };
}

/** The fold before further decisions are put into slots: those that were pending and are there are in the book from now on. */
export function announced(fold: Fold, { facts }: Foldable, coming: readonly DecisionFact[]): Fold {
  const pending = new Set(fold.pending);
  const there = facts.filter(isDecision).filter((fact) => pending.has(slotOf(fact)));
  for (const fact of there) pending.delete(slotOf(fact));
  for (const fact of coming) pending.add(slotOf(fact));
  return {
    ...fold,
    version: fold.version + 1,
    book: withContributions(fold.book, contributionsOf(there, { facts, category: fold.category })),
    pending: [...pending],
  };
}

/** Whether two folds say the same, whatever their versions. */
export const isSameFold = (one: Fold | undefined, other: Fold | undefined): boolean =>
  digestOf({ ...one, version: 0 }) === digestOf({ ...other, version: 0 });
