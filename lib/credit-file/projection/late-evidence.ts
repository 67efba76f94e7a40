import type { Category } from '../../shared/category.ts';
import { type Day, yearOf } from '../../shared/day.ts';
import type { DecisionState } from '../facts/decision-state.ts';
import type { Fact, LinkEntry, PublicationFact } from '../facts/fact.ts';
import { digestOf } from '../facts/identity.ts';
import type { PartyKey } from '../facts/subject.ts';

/** What the cycles of a file are: which are published, and what becomes of evidence that came after (Art. 15). */
export interface Cycles {
  /** Publications of the file by cycle. */
  readonly published: ReadonlyMap<number, PublicationFact>;
  readonly lateEvidence: 'carry' | 'reopen';
}

/** One publication a file and cycle. */
export const publicationKey = (category: Category, cycle: number): string => `P.${category}.${cycle}`;

/** Publications of one file. */
export function publicationsOf(
  facts: readonly Fact[],
  category: string,
): ReadonlyMap<number, PublicationFact> {
  const found = facts
    .filter((fact): fact is PublicationFact => fact.type === 'publication' && fact.category === category)
    .sort((a, b) => a.cycle - b.cycle);
  return new Map(found.map((fact) => [fact.cycle, fact]));
}

/** When a document counts: by its days, and the marks under which a publication knows it. */
export interface Countable {
  /** The cycles whose days it touches: one, or for a listing each that it overlaps. `to` undefined: it goes on. */
  readonly from: number;
  readonly to?: number | undefined;
  readonly marks: readonly string[];
}

const markOf = (text: unknown): string => digestOf(text).slice(0, 12);

/** A decision as a whole: whatever form of it is known now, one of its facts was known then. */
export function countableDecision({ fact, decidedOn, facts }: DecisionState): Countable {
  const marks = facts.map(({ key }) => markOf(key));
  if (fact.content.kind !== 'listing') return { from: yearOf(decidedOn), to: yearOf(decidedOn), marks };
  return { ...listingSpan(fact.content.listedOn, fact.content.removedOn), marks };
}

/** What a person's document means for an institution. */
export function countableEntry(entry: LinkEntry, person: PartyKey): Countable {
  const marks = [markOf([person, entry.document, entry.matter])];
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
  /** The cycle it is of, when it counts in a later one. */
  readonly carriedFrom?: number | undefined;
  /** The day from which it counts there: its own cycle was published by then. */
  readonly since?: Day | undefined;
}

/**
 * Whether a document counts in a cycle. What came after the publication of its cycle counts in the first one that is
 * open, or that was when it came (`cycle.late-evidence`: carry).
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
  let home = document.to + 1;
  while (!takes(home)) home++;
  const missed = published.get(home - 1);
  return home === cycle && missed ? { carriedFrom: document.to, since: missed.publishedOn } : undefined;
}
