import { fileOnlyFindings } from '../../regulation/file-only-findings.ts';
import { linkIndicators, penaltyIndicators } from '../../regulation/penalty-indicators.ts';
import type { Category, GradedCategory } from '../../shared/category.ts';
import { isDecision } from '../facts/decision-state.ts';
import { numberOf } from '../facts/document-number.ts';
import type { DecisionFact, Fact, Link } from '../facts/fact.ts';
import { digestOf, digestOfText } from '../facts/identity.ts';
import type { PartyKey } from '../facts/subject.ts';
import { type DayBook, emptyBook, together, withContributions } from './day-book.ts';
import { entriesIn, type LinkSlots, noLinkSlots, withLinks, withoutLinks } from './link-book.ts';
import { contributionsOf, foldableCategories, plainDecisions, plainLinks } from './plain-decisions.ts';

/** A party with more decisions is projected from sums. Up to here a sheet names each of them. */
const foldedFrom = 32;

/**
 * The stored sums of a party with many decisions. Its further plain decisions are stored in slots, one for each document
 * number, and its further links in slots, one for each person; no projection reads again what is in a book.
 * `docs/architecture.md`, Folding, has the protocol.
 */
export interface Fold {
  /** Of the first book, and of the key under which the fold is stored. It stays when the party gets a further file. */
  readonly category: GradedCategory;
  readonly version: number;
  /** Digest of the rules by which decisions were summed; a release with other ones sums anew. */
  readonly rules: string;
  /**
   * Digest of the keys of all facts, and of the persons of all links, that are only outside the slots. Another fact among
   * them may be about a decision in the book, another link about a person in it.
   */
  readonly core: string;
  readonly book: DayBook;
  /** Slots that were announced and are not in the book yet. Until its writer has filled it, one is empty. */
  readonly pending: readonly string[];
  /** Slots of decisions that are no longer plain. They are read and projected one by one. */
  readonly apart: readonly string[];
  /** Keys of decisions that are in a slot and outside, too. They count once, by what is in the slot. */
  readonly twice: readonly string[];
  /** Absent in folds of earlier releases. */
  readonly links?: LinkSlots | undefined;
  /**
   * Links that were moved into slots (`move-into-slots.ts`): from how many facts each was made. What is left of one outside,
   * made from no more, is a copy and says nothing.
   */
  readonly moved?: Readonly<Record<PartyKey, number>> | undefined;
  /** Of a party with several files: the same decisions and links as they count in the others. */
  readonly further?: readonly FileBooks[] | undefined;
}

/** What the decisions and the links in slots amount to in one file. */
interface FileBooks {
  readonly category: GradedCategory;
  readonly book: DayBook;
  readonly links: DayBook;
}

const booksOf = ({ category, book, links = noLinkSlots, further = [] }: Fold): readonly FileBooks[] => [
  { category, book, links: links.book },
  ...further,
];

/** The categories of the files that a fold has books of. */
export const categoriesOf = (fold: Fold): readonly GradedCategory[] =>
  booksOf(fold).map(({ category }) => category);

/** The fold with each of its books replaced. */
function withBooks(fold: Fold, replaced: (books: FileBooks) => FileBooks): Fold {
  const [first, ...further] = booksOf(fold).map(replaced);
  if (!first) return fold;
  const links = { ...(fold.links ?? noLinkSlots), book: first.links };
  return { ...fold, book: first.book, links, ...(further.length > 0 && { further }) };
}

/** The facts that projections read, and how they are stored. */
export interface Foldable {
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  readonly fold?: Fold | undefined;
  /** Keys of the facts that are stored in slots. */
  readonly slotted?: ReadonlySet<string> | undefined;
  /** Those of them that are stored outside, too. Absent where the fold names them. */
  readonly twice?: ReadonlySet<string> | undefined;
  /** Links that are stored in slots: from how many facts of the person the one in the slot was made. */
  readonly linkSlots?: ReadonlyMap<PartyKey, number> | undefined;
  /** Persons with a link outside the slots, which every projection reads. Without it, all of them. */
  readonly linksOutside?: ReadonlySet<PartyKey> | undefined;
  /** Of links that were moved into slots: what is left of them outside, and from how many facts it was made. */
  readonly copies?: ReadonlyMap<PartyKey, number> | undefined;
  /** The book of the fold stands for decisions that were not read. */
  readonly isCondensed?: true | undefined;
}

/** The slot of a decision: a digest of its number, however it is spelled. */
export const slotOf = (fact: DecisionFact): string => digestOfText(numberOf(fact));

const rulesFor = (categories: readonly GradedCategory[]): string => {
  const [first = '', ...further] = categories
    .toSorted()
    .map((category) =>
      digestOf([
        2,
        penaltyIndicators[category],
        [...fileOnlyFindings].sort(),
        Object.entries(linkIndicators).map(([matter, indicators]) => [matter, indicators[category] ?? null]),
      ]),
    );
  return further.length === 0 ? first : digestOf([first, ...further]);
};

/** Whether a link of the person is stored outside the slots. */
export const isOutside = ({ links, linksOutside }: Foldable, person: PartyKey): boolean =>
  linksOutside ? linksOutside.has(person) : links.some((link) => link.person === person);

const coreOf = (folder: Foldable): string => {
  const { facts, links, slotted, fold } = folder;
  const twice = new Set(fold?.twice);
  return digestOf([
    facts.flatMap(({ key }) => (slotted?.has(key) || twice.has(key) ? [] : [key])).sort(),
    links.flatMap(({ person }) => (isOutside(folder, person) ? [person] : [])).sort(),
  ]);
};

/** Documents in the books of a fold. */
const settledIn = ({ fold, isCondensed }: Foldable): number =>
  isCondensed && fold ? fold.book.documents + (fold.links?.entries ?? 0) : 0;

/** Above a number of documents a sheet gives sums. */
export const isMany = (folder: Foldable): boolean =>
  folder.facts.filter(isDecision).length + entriesIn(folder.links) + settledIn(folder) > foldedFrom;

/** Whether the books of a fold are what they were made from: no fact or person outside the slots has been added since. */
export const isCurrent = (fold: Fold, core: Foldable): boolean =>
  fold.rules === rulesFor(categoriesOf(fold)) && fold.core === coreOf(core);

/** Whether the books may stand for what is in them: a sheet names each of few. A revocation may have left few. */
export const mayStand = (folder: Foldable): boolean => settledIn(folder) === 0 || isMany(folder);

/** What of a folder is projected one by one, and the sums of the rest if there is much. */
interface Condensed {
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  /** By the category of the file, in the order of their names. */
  readonly dayBooks?: ReadonlyMap<Category, DayBook> | undefined;
}

export function condense(folder: Foldable): Condensed {
  const { facts, links } = folder;
  const categories = isMany(folder) ? foldableCategories(facts) : [];
  if (categories.length === 0) {
    if (settledIn(folder) > 0) throw new RangeError('decisions that a sheet has to name were not read');
    return { facts, links };
  }
  const decisions = plainDecisions(facts, categories);
  const plain = plainLinks(links, { facts, categories });
  const summed: ReadonlySet<unknown> = new Set([...decisions, ...plain]);
  const bookOf = (category: GradedCategory): DayBook => {
    const contributions = contributionsOf(decisions, { facts, category });
    return withLinks(withContributions(settledBook(folder, category), contributions), plain, category);
  };
  return {
    facts: facts.filter((fact) => !summed.has(fact)),
    links: links.filter((link) => !summed.has(link)),
    dayBooks: new Map(categories.map((category) => [category, bookOf(category)])),
  };
}

function settledBook({ fold, isCondensed }: Foldable, category: GradedCategory): DayBook {
  if (!isCondensed || !fold) return emptyBook;
  const books = booksOf(fold).find((one) => one.category === category);
  if (!books) throw new RangeError(`the fold has no book of ${category}`);
  return together(books.book, books.links);
}

/**
 * The fold of a party whose facts were all read; undefined while it has few decisions and links, or cannot be folded. It
 * depends on facts and links alone, so that a repetition gives the same one.
 * @param coming decisions or links that are about to be taken
 */
export function foldOf(folder: Foldable, coming = 0): Fold | undefined {
  const { facts, links, fold, twice = new Set(), copies = new Map() } = folder;
  const size = facts.filter(isDecision).length + Math.max(entriesIn(links), links.length);
  if (!fold && size + coming <= foldedFrom) return undefined;
  const [category, ...further] = withFirst(foldableCategories(facts), fold?.category);
  if (!category) return undefined;
  const empty: Fold = {
    category,
    version: fold?.version ?? 0,
    rules: rulesFor([category, ...further]),
    core: coreOf(folder),
    book: emptyBook,
    pending: fold?.pending ?? [],
    apart: [],
    twice: [...twice].sort(),
    links: { ...noLinkSlots, pending: fold?.links?.pending ?? {} },
    ...(copies.size > 0 && { moved: Object.fromEntries([...copies].sort()) }),
    ...(further.length > 0 && {
      further: further.map((one) => ({ category: one, book: emptyBook, links: emptyBook })),
    }),
  };
  return settled(empty, folder);
}

const withFirst = (
  categories: readonly GradedCategory[],
  first: GradedCategory | undefined,
): readonly GradedCategory[] =>
  first && categories.includes(first) ? [first, ...categories.filter((one) => one !== first)] : categories;

/** What is about to be put into slots. */
export interface Coming {
  readonly decisions?: readonly DecisionFact[] | undefined;
  readonly links?: readonly Link[] | undefined;
}

/**
 * The fold before decisions and links are put into slots: those that were pending and are there are in the books from now
 * on.
 * @param folder as it is once the links are taken out of the book (`withoutComing`)
 */
export function announced(fold: Fold, folder: Foldable, { decisions = [], links = [] }: Coming): Fold {
  const next = settled(fold, folder, new Set(links.map(({ person }) => person)));
  return { ...next, pending: [...new Set([...next.pending, ...decisions.map(slotOf)])] };
}

/**
 * The fold while links of persons are replaced: pending, and no longer in the book.
 * @param stored the links that are in the slots of these persons
 */
export function withoutComing(fold: Fold, coming: readonly Link[], stored: readonly Link[]): Fold {
  const { entries, pending, apart, ...slots } = fold.links ?? noLinkSlots;
  const persons = new Set(coming.map(({ person }) => person));
  const isBooked = ({ person }: Link): boolean =>
    persons.has(person) && pending[person] === undefined && !apart.includes(person);
  const booked = stored.filter(isBooked);
  const waiting = coming.map(({ person, drawnFrom }): [string, number] => [
    person,
    Math.max(drawnFrom, pending[person] ?? 0),
  ]);
  const without = {
    ...fold,
    links: {
      ...slots,
      entries: entries - entriesIn(booked),
      pending: { ...pending, ...Object.fromEntries(waiting) },
      apart: apart.filter((person) => !persons.has(person)),
    },
  };
  return withBooks(without, (books) => ({
    ...books,
    links: withoutLinks(books.links, booked, books.category),
  }));
}

/** So many announced slots are taken into the books by who filled them. Fewer are left to the next announcement. */
const pendingMost = 8;

/**
 * The fold once many decisions or links are in the slots that it announced; undefined for few.
 * @param folder that was read before the announcement
 */
export function filled(
  fold: Fold,
  folder: Foldable,
  { decisions = [], links = [] }: Coming,
): Fold | undefined {
  if (decisions.length + links.length <= pendingMost) return undefined;
  const { pending, apart } = fold.links ?? noLinkSlots;
  const persons: ReadonlySet<string> = new Set([...Object.keys(pending), ...apart]);
  const slots = new Set([...fold.pending, ...fold.apart]);
  const slotted = new Set([...(folder.slotted ?? []), ...decisions.map(({ key }) => key)]);
  const isLeft = (fact: Fact): boolean =>
    !isDecision(fact) || !slotted.has(fact.key) || slots.has(slotOf(fact));
  const linkSlots = new Map([
    ...(folder.linkSlots ?? []),
    ...links.map(({ person, drawnFrom }) => [person, drawnFrom] as const),
  ]);
  return settled(fold, {
    ...folder,
    fold,
    facts: [...folder.facts, ...decisions].filter(isLeft),
    links: folder.links.filter(({ person }) => persons.has(person) || isOutside(folder, person)),
    slotted,
    linkSlots: new Map([...linkSlots].filter(([person]) => persons.has(person))),
  });
}

/** The next fold, with what was read from slots in its books if it is plain, and apart otherwise. */
function settled(fold: Fold, folder: Foldable, coming: ReadonlySet<PartyKey> = new Set()): Fold {
  const { facts, slotted = new Set() } = folder;
  const categories = categoriesOf(fold);
  const read = facts.filter(isDecision).filter(({ key }) => slotted.has(key));
  const plain = new Set(read.length > 0 && isMany(folder) ? plainDecisions(facts, categories) : []);
  const filled = new Set(read.map(slotOf));
  const booked = read.filter((fact) => plain.has(fact));
  const { links, booked: bookedLinks } = settledLinks(fold, folder, coming);
  const next = {
    ...fold,
    version: fold.version + 1,
    pending: fold.pending.filter((slot) => !filled.has(slot)),
    apart: read
      .filter((fact) => !plain.has(fact))
      .map(slotOf)
      .sort(),
    links,
  };
  return withBooks(next, ({ category, book, ...books }) => ({
    category,
    book: withContributions(book, contributionsOf(booked, { facts, category })),
    links: withLinks(books.links, bookedLinks, category),
  }));
}

/**
 * A link stays pending until its slot has one that was made from as many facts as was announced.
 * @returns the slots with the book as it was, and what is to go into the books
 */
function settledLinks(
  fold: Fold,
  folder: Foldable,
  coming: ReadonlySet<PartyKey>,
): { links: LinkSlots; booked: readonly Link[] } {
  const { links: slots = noLinkSlots } = fold;
  const { facts, links, linkSlots = new Map<PartyKey, number>() } = folder;
  const isThere = (person: PartyKey): boolean =>
    (linkSlots.get(person) ?? -1) >= (slots.pending[person] ?? 0) && !coming.has(person);
  const read = links.filter(({ person }) => isThere(person));
  const plain = new Set(plainLinks(read, { facts, categories: categoriesOf(fold) }));
  const isNamed = isMany(folder) ? () => false : ({ entries }: Link) => entries.length > 0;
  const isBooked = (link: Link): boolean =>
    plain.has(link) && !isOutside(folder, link.person) && !isNamed(link);
  const booked = read.filter(isBooked);
  const pending = Object.entries(slots.pending).filter(([person]) => !isThere(person as PartyKey));
  const settledSlots = {
    book: slots.book,
    entries: slots.entries + entriesIn(booked),
    pending: Object.fromEntries(pending),
    apart: read.flatMap((link) => (isBooked(link) ? [] : [link.person])).sort(),
  };
  return { links: settledSlots, booked };
}

/** Whether two folds say the same, whatever their versions. */
export const isSameFold = (one: Fold | undefined, other: Fold | undefined): boolean =>
  digestOf({ ...one, version: 0 }) === digestOf({ ...other, version: 0 });
