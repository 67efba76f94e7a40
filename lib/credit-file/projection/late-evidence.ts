import type { Category } from '../../shared/category.ts';
import { type Day, yearOf } from '../../shared/day.ts';
import type { DecisionState } from '../facts/decision-state.ts';
import type { Fact, Link, LinkEntry, PublicationFact } from '../facts/fact.ts';
import { digestOf } from '../facts/identity.ts';

/** The published cycles of a file, and the policy for evidence that comes in after publication (Art. 15). */
export interface Cycles {
  /** Publications of the file by cycle. */
  readonly published: ReadonlyMap<number, PublicationFact>;
  readonly lateEvidence: 'carry' | 'reopen';
}

/** Key of a publication fact: one for each file and cycle. */
export const publicationKey = (category: Category, cycle: number): string => `P.${category}.${cycle}`;

/** Publications of one file, by cycle. */
export function publicationsOf(
  facts: readonly Fact[],
  category: string,
): ReadonlyMap<number, PublicationFact> {
  const found = facts
    .filter((fact): fact is PublicationFact => fact.type === 'publication' && fact.category === category)
    .sort((a, b) => a.cycle - b.cycle);
  return new Map(found.map((fact) => [fact.cycle, fact]));
}

/** When a document counts: its cycles, and the marks that identify it in a publication. */
export interface Countable {
  /**
   * The cycles it belongs to: one, or for a listing each that it overlaps. `to` undefined: the listing has not ended.
   */
  readonly from: number;
  readonly to?: number | undefined;
  readonly marks: readonly string[];
}

const markOf = (text: unknown): string => digestOf(text).slice(0, 12);

/**
 * A decision as a whole. Its marks cover all its facts, so a publication finds it by any fact that was known then.
 */
export function countableDecision({ fact, decidedOn, facts }: DecisionState): Countable {
  const marks = facts.map(({ key }) => markOf(key));
  if (fact.content.kind !== 'listing') return { from: yearOf(decidedOn), to: yearOf(decidedOn), marks };
  return { ...listingSpan(fact.content.listedOn, fact.content.removedOn), marks };
}

/** A person's document that counts for an institution; publications may know it under a former key of the person. */
export function countableEntry(
  entry: LinkEntry,
  { person, formerly = [] }: Pick<Link, 'person' | 'formerly'>,
): Countable {
  const marks = [person, ...formerly].map((known) => markOf([known, entry.document, entry.matter]));
  const year = yearOf(entry.decidedOn);
  if (entry.matter !== 'representative-listed') return { from: year, to: year, marks };
  return { ...listingSpan(entry.decidedOn, entry.until), marks };
}

/** A listing counts in every cycle that [listed, removed) overlaps. */
function listingSpan(from: Day, until: Day | undefined): Pick<Countable, 'from' | 'to'> {
  if (until === undefined) return { from: yearOf(from) };
  const last = until > `${yearOf(until)}-01-01` ? yearOf(until) : yearOf(until) - 1;
  return { from: yearOf(from), to: last };
}

export interface Counting {
  /** The cycle it belongs to, if it counts in a later one. */
  readonly carriedFrom?: number | undefined;
  /** The day from which it counts there: the day on which the cycle before was published. */
  readonly since?: Day | undefined;
}

/**
 * Whether a document counts in a cycle. A document that came in after the publication of its cycle counts in the
 * first later cycle that is not published, or whose publication counted it (policy parameter `cycle.late-evidence`:
 * carry).
 */
export function countingIn(
  document: Countable,
  cycle: number,
  { published, lateEvidence }: Cycles,
): Counting | undefined {
  const isOf = document.from <= cycle && (document.to === undefined || cycle <= document.to);
  if (lateEvidence === 'reopen') return isOf ? {} : undefined;
  const takes = (year: number): boolean => {
    const publication = published.get(year);
    return !publication || document.marks.some((mark) => publication.counted.includes(mark));
  };
  if (isOf) return takes(cycle) ? {} : undefined;
  if (document.to === undefined || cycle < document.from) return undefined;
  for (let year = document.from; year <= document.to; year++) if (takes(year)) return undefined;
  let target = document.to + 1;
  while (!takes(target)) target++;
  const missed = published.get(target - 1);
  return target === cycle && missed ? { carriedFrom: document.to, since: missed.publishedOn } : undefined;
}
