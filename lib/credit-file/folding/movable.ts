import type { DecisionFact, Link } from '../facts/fact.ts';
import { type Foldable, isMany, slotOf } from './fold.ts';
import { foldableCategories, plainDecisions, plainLinks } from './plain-decisions.ts';

/** Decisions and links that are stored outside the slots. */
export interface Movable {
  readonly decisions: readonly DecisionFact[];
  readonly links: readonly Link[];
}

/** So few may stay outside: every projection of a party with many reads them. */
const outsideMost = 32;

/** The fold names what is moved in a round: the names must fit into the item. */
const roundMost = 500;

/**
 * The next decisions and links that are to go into slots: those that are plain, unless there are few. What another writer has
 * announced is left to it.
 * @param folder read with its slots
 */
export function movableIn(folder: Foldable): Movable | undefined {
  const { facts, links, fold, linksOutside } = folder;
  const categories = foldableCategories(facts);
  if (categories.length === 0) return undefined;
  const pendingLinks = fold?.links?.pending ?? {};
  const isCounted = isMany(folder);
  const outside = links.filter(
    ({ person, entries }) =>
      linksOutside?.has(person) && pendingLinks[person] === undefined && (isCounted || entries.length === 0),
  );
  const movable = {
    decisions: isCounted ? plainDecisions(facts, categories).filter(isOutsideIn(folder)) : [],
    links: plainLinks(outside, { facts, categories }),
  };
  if (movable.decisions.length + movable.links.length <= outsideMost) return undefined;
  return { decisions: movable.decisions.slice(0, roundMost), links: movable.links.slice(0, roundMost) };
}

/** One that a stop left in its slot and outside is moved, too, unless the fold says so already. */
function isOutsideIn({ fold, slotted, twice }: Foldable): (fact: DecisionFact) => boolean {
  const pending = new Set(fold?.pending);
  const named = new Set(fold?.twice);
  return (fact) =>
    !pending.has(slotOf(fact)) &&
    (slotted?.has(fact.key) !== true || (twice?.has(fact.key) === true && !named.has(fact.key)));
}

/** What a stop left outside although the fold says that it is in slots. */
export const leftBehind = ({ facts, twice, copies, fold }: Foldable): LeftBehind => ({
  decisions: facts.filter(
    (fact): fact is DecisionFact =>
      fact.type === 'decision' && twice?.has(fact.key) === true && fold?.twice.includes(fact.key) === true,
  ),
  links: [...(copies ?? [])].map(([person, drawnFrom]) => ({ person, drawnFrom })),
});

export interface LeftBehind {
  readonly decisions: readonly DecisionFact[];
  readonly links: readonly Pick<Link, 'person' | 'drawnFrom'>[];
}

/** The folder once they are in slots, with copies outside. */
export function withMoved<F extends Foldable>(folder: F, { decisions, links }: Movable): F {
  const persons = links.map(({ person, drawnFrom }) => [person, drawnFrom] as const);
  const moved = new Set(links.map(({ person }) => person));
  const keys = decisions.map(({ key }) => key);
  return {
    ...folder,
    slotted: new Set([...(folder.slotted ?? []), ...keys]),
    twice: new Set([...(folder.twice ?? []), ...keys]),
    linkSlots: new Map([...(folder.linkSlots ?? []), ...persons]),
    linksOutside: new Set([...(folder.linksOutside ?? [])].filter((person) => !moved.has(person))),
    copies: new Map([...(folder.copies ?? []), ...persons]),
  };
}
