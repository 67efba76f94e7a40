import { Decimal } from 'decimal.js';
import type { Day } from '../../shared/day.ts';
import { laterOf } from '../../shared/day.ts';
import type { Evidence } from '../projection/evidence-item.ts';
import { emptyCommitment, joined, withMembers, withoutMembers } from './commitment.ts';

/**
 * What the plain decisions of a file amount to (`plain-decisions.ts`): for each cycle and indicator, by the day on which
 * they first counted. Its size depends on the days, not on the decisions. It is a sum, so the order does not matter.
 */
export interface DayBook {
  readonly documents: number;
  /** Commitment to what was said: the key of each decision, with run and row of its first receipt. */
  readonly stated: string;
  /** Commitment to what is stored: the key of each decision, with the digest of the fact. */
  readonly stored: string;
  /** The first instant at which a finding among them created its subject. */
  readonly createdSince?: string | undefined;
  readonly cycles: Readonly<Record<string, Readonly<Record<string, IndicatorSum>>>>;
}

interface IndicatorSum {
  /** The last day of a decision. */
  readonly on: Day;
  readonly days: Readonly<Record<string, DaySum>>;
}

interface MutableSum {
  on: Day;
  readonly days: Record<string, DaySum>;
}

/** Documents, cases, and the sum of the amounts in CNY where the indicator has amounts. */
type DaySum = readonly [documents: number, cases: number, amount?: string | undefined];

/** One plain decision as a book takes it. */
export interface Contribution {
  /** Its members of the two commitments. */
  readonly stated: string;
  /** Absent for a document in a link: what is stored is the link (`link-book.ts`). */
  readonly stored?: string | undefined;
  readonly cycle: number;
  /** The day on which it first counted in the file (docs/regulation.md, Suspensions). */
  readonly countedFrom: Day;
  readonly createdSince?: string | undefined;
  readonly evidence: readonly Evidence[];
}

export const emptyBook: DayBook = {
  documents: 0,
  stated: emptyCommitment,
  stored: emptyCommitment,
  cycles: {},
};

/** The book with further decisions, none of which it has already. */
export function withContributions(book: DayBook, contributions: readonly Contribution[]): DayBook {
  if (contributions.length === 0) return book;
  const cycles = structuredClone(book.cycles) as Record<string, Record<string, MutableSum>>;
  for (const { cycle, countedFrom, evidence } of contributions) {
    const indicators = cycles[cycle] ?? {};
    cycles[cycle] = indicators;
    for (const { indicator, on, count = 1, amount } of evidence) {
      const sum = indicators[indicator] ?? { on, days: {} };
      indicators[indicator] = sum;
      sum.on = laterOf(sum.on, on);
      sum.days[countedFrom] = sumOf(sum.days[countedFrom] ?? [0, 0], [1, count, amount]);
    }
  }
  const createdSince = earliestOf([book, ...contributions]);
  return {
    documents: book.documents + contributions.length,
    stated: withMembers(
      book.stated,
      contributions.map(({ stated }) => stated),
    ),
    stored: withMembers(
      book.stored,
      contributions.flatMap(({ stored }) => (stored === undefined ? [] : [stored])),
    ),
    ...(createdSince !== undefined && { createdSince }),
    cycles,
  };
}

export class NotInBook extends RangeError {
  override readonly name = 'NotInBook';
  constructor() {
    super('a decision that is not in the book was taken out of it');
  }
}

/**
 * The book without decisions that are in it. Only for decisions that counted from their own day, as those in links do: of
 * others it is not known on which day the last one was that is left.
 * @throws NotInBook
 */
export function withoutContributions(book: DayBook, contributions: readonly Contribution[]): DayBook {
  if (contributions.length === 0) return book;
  const cycles = structuredClone(book.cycles) as Record<string, Record<string, MutableSum>>;
  for (const { cycle, countedFrom, evidence } of contributions) {
    for (const { indicator, count = 1 } of evidence) {
      const sum = cycles[cycle]?.[indicator];
      const [documents, cases] = sum?.days[countedFrom] ?? [0, 0];
      if (!sum || documents < 1) throw new NotInBook();
      if (documents === 1) delete sum.days[countedFrom];
      else sum.days[countedFrom] = [documents - 1, cases - count];
      const last = (Object.keys(sum.days) as Day[]).sort().at(-1);
      if (last) sum.on = last;
      else delete cycles[cycle]?.[indicator];
    }
    if (Object.keys(cycles[cycle] ?? {}).length === 0) delete cycles[cycle];
  }
  return {
    ...book,
    documents: book.documents - contributions.length,
    stated: withoutMembers(
      book.stated,
      contributions.map(({ stated }) => stated),
    ),
    cycles,
  };
}

/** What two books amount to together, of which no decision is in both. */
export function together(one: DayBook, other: DayBook): DayBook {
  const cycles = structuredClone(one.cycles) as Record<string, Record<string, MutableSum>>;
  for (const [cycle, indicators] of Object.entries(other.cycles)) {
    const known = cycles[cycle] ?? {};
    cycles[cycle] = known;
    for (const [indicator, { on, days }] of Object.entries(indicators)) {
      const sum = known[indicator] ?? { on, days: {} };
      known[indicator] = sum;
      sum.on = laterOf(sum.on, on);
      for (const [day, more] of Object.entries(days)) sum.days[day] = sumOf(sum.days[day] ?? [0, 0], more);
    }
  }
  const createdSince = earliestOf([one, other]);
  return {
    documents: one.documents + other.documents,
    stated: joined(one.stated, other.stated),
    stored: joined(one.stored, other.stored),
    ...(createdSince !== undefined && { createdSince }),
    cycles,
  };
}

const earliestOf = (known: readonly Pick<DayBook, 'createdSince'>[]): string | undefined =>
  known.flatMap(({ createdSince }) => (createdSince === undefined ? [] : [createdSince])).sort()[0];

const sumOf = ([documents, cases, amount]: DaySum, [more, further, plus]: DaySum): DaySum => {
  const counted = [documents + more, cases + further] as const;
  return plus === undefined && amount === undefined
    ? counted
    : [...counted, new Decimal(amount ?? 0).plus(plus ?? 0).toFixed()];
};

/** The decisions of a cycle as evidence: one sum for each indicator. */
export const evidenceInBook = ({ cycles }: DayBook, cycle: number): Evidence[] =>
  Object.entries(cycles[cycle] ?? {}).map(([indicator, { on, days }]) =>
    summed({ cycle, indicator, on }, Object.values(days).reduce(sumOf)),
  );

/** A sum of a cycle as it came in: one for each day on which decisions first counted. Other evidence is left as it is. */
export function dailyEvidence({ cycles }: DayBook, cycle: number, item: Evidence): Evidence[] {
  const { indicator, cause } = item;
  const known = cause.documents === undefined ? undefined : cycles[cycle]?.[indicator];
  if (!known) return [item];
  return Object.entries(known.days).map(([day, sum]) => ({
    ...summed({ cycle, indicator, on: known.on }, sum),
    on: day as Day,
  }));
}

/** What a sum is called where the fact of a single decision is named. */
export const sumKey = (cycle: number, indicator: string): string => `SUM.${cycle}.${indicator}`;

const summed = (
  { cycle, indicator, on }: { cycle: number; indicator: string; on: Day },
  [documents, count, amount]: DaySum,
): Evidence => ({
  indicator,
  count,
  ...(amount !== undefined && { amount }),
  on,
  cause: {
    fact: sumKey(cycle, indicator),
    document: '',
    authority: '',
    decidedOn: on,
    run: '',
    fileSha256: '',
    row: 0,
    documents,
  },
});
