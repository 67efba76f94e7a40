import type { GradedCategory } from '../../shared/category.ts';
import type { Link } from '../facts/fact.ts';
import { digestOf } from '../facts/identity.ts';
import type { PartyKey } from '../facts/subject.ts';
import { withMembers, withoutMembers } from './commitment.ts';
import { type DayBook, emptyBook, withContributions, withoutContributions } from './day-book.ts';
import { contributionsOfLinks } from './plain-decisions.ts';

/**
 * The links of an institution that are stored in slots, one for each person. A link is replaced as a whole when more is known
 * of the person, so what is in the book of it is taken out before (`docs/architecture.md`, Folding).
 */
export interface LinkSlots {
  /** What the plain links amount to that are neither pending nor apart. */
  readonly book: DayBook;
  /** How many documents these links have. One that counts for no indicator is not in the book. */
  readonly entries: number;
  /** Links that were announced: from how many facts of the person each is made. Until it is in the slot, it is looked for. */
  readonly pending: Readonly<Record<PartyKey, number>>;
  /** Persons whose links are read and projected one by one. */
  readonly apart: readonly PartyKey[];
}

export const noLinkSlots: LinkSlots = { book: emptyBook, entries: 0, pending: {}, apart: [] };

export const entriesIn = (links: readonly Link[]): number =>
  links.reduce((sum, { entries }) => sum + entries.length, 0);

/** What a link says: how many facts it was made from concerns nobody. Undefined for one without a document. */
export const saidByLink = ({ drawnFrom: _drawnFrom, ...link }: Link): string | undefined =>
  link.entries.length === 0 ? undefined : digestOf(link);

const storedMembers = (links: readonly Link[]): string[] =>
  links.flatMap((link) => {
    const said = saidByLink(link);
    return said === undefined ? [] : [`${link.person}/${said}`];
  });

/** The book with further links, none of which it has already. */
export function withLinks(book: DayBook, links: readonly Link[], category: GradedCategory): DayBook {
  const known = withContributions(book, contributionsOfLinks(links, category));
  return { ...known, stored: withMembers(known.stored, storedMembers(links)) };
}

/** The book without links that are in it. */
export function withoutLinks(book: DayBook, links: readonly Link[], category: GradedCategory): DayBook {
  const rest = withoutContributions(book, contributionsOfLinks(links, category));
  return { ...rest, stored: withoutMembers(rest.stored, storedMembers(links)) };
}
