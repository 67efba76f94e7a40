import type { Day } from '../shared/day.ts';
import { day } from '../shared/day.ts';

/** What the regulation leaves to a bureau, within bounds. Decimals are text. */
export interface Policy {
  /** The most points a file can have. */
  readonly 'score.cap': string;
  /** Growth below this percentage earns the full weight (annex 6). */
  readonly 'growth.full-below': string;
  /** Months of settlement suspension: by veto, and by score from a figure on (Art. 26 (3): 3 to 12). */
  readonly 'suspension.months-vetoed': string;
  readonly 'suspension.months-from-50': string;
  readonly 'suspension.months-from-30': string;
  readonly 'suspension.months-below': string;
  /** The most months of one settlement suspension, from its first day. */
  readonly 'suspension.cap-months': string;
  /** How evidence counts that comes in after its cycle was published. */
  readonly 'cycle.late-evidence': 'carry' | 'reopen';
  readonly 'suspension.mode': 'automatic' | 'four-eyes';
  /** Kinds that cannot be repaired: `vetoes`, `nothing`, or indicator codes, separated by commas. */
  readonly 'repair.excludes': string;
}

interface Parameter<Name extends keyof Policy> {
  readonly name: Name;
  readonly values: readonly { readonly from: Day; readonly value: Policy[Name] }[];
  readonly article: string;
  readonly isValid: (value: string) => boolean;
}

const decimalBetween =
  (low: number, high: number) =>
  (value: string): boolean =>
    /^\d+(\.\d+)?$/.test(value) && Number(value) >= low && Number(value) <= high;
const oneOf =
  (...values: string[]) =>
  (value: string): boolean =>
    values.includes(value);

const sinceTheRegulation = <Value>(value: Value) => [{ from: day('2023-05-08'), value }];
const months = decimalBetween(3, 12);

/** Every parameter with its values by date and its bounds. */
export const parameters: { readonly [Name in keyof Policy]: Omit<Parameter<Name>, 'name'> } = {
  'score.cap': { values: sinceTheRegulation('100'), article: '第十六条', isValid: decimalBetween(100, 104) },
  'growth.full-below': { values: sinceTheRegulation('5'), article: '附件6', isValid: decimalBetween(0, 100) },
  'suspension.months-vetoed': {
    values: sinceTheRegulation('12'),
    article: '第二十六条第三项',
    isValid: months,
  },
  'suspension.months-from-50': {
    values: sinceTheRegulation('3'),
    article: '第二十六条第三项',
    isValid: months,
  },
  'suspension.months-from-30': {
    values: sinceTheRegulation('6'),
    article: '第二十六条第三项',
    isValid: months,
  },
  'suspension.months-below': {
    values: sinceTheRegulation('9'),
    article: '第二十六条第三项',
    isValid: months,
  },
  'suspension.cap-months': {
    values: sinceTheRegulation('12'),
    article: '第二十六条第三项',
    isValid: months,
  },
  'cycle.late-evidence': {
    values: sinceTheRegulation('carry'),
    article: '第十五条',
    isValid: oneOf('carry', 'reopen'),
  },
  'suspension.mode': {
    values: sinceTheRegulation('automatic'),
    article: '第二十六条第三项',
    isValid: oneOf('automatic', 'four-eyes'),
  },
  'repair.excludes': {
    values: sinceTheRegulation('vetoes'),
    article: '第二十九条第三项',
    isValid: (value) => /^(nothing|(vetoes|[a-z]+\.[a-z-]+)(,(vetoes|[a-z]+\.[a-z-]+))*)$/.test(value),
  },
};

const policies = new Map<number, Policy>();

/**
 * The parameters in force at the end of a cycle, with the bureau's own values.
 * @throws RangeError for an unknown parameter or a value out of bounds
 */
export function policyFor(cycle: number, own: Partial<Policy> = {}): Policy {
  const known = policies.get(cycle) ?? inForce(cycle);
  policies.set(cycle, known);
  const changes = Object.entries(own);
  if (changes.length === 0) return known;
  for (const [name, value] of changes) {
    const parameter = parameters[name as keyof Policy];
    if (!parameter) throw new RangeError(`There is no policy parameter ${name}.`);
    if (!parameter.isValid(value)) {
      throw new RangeError(`The policy parameter ${name} cannot be ${value} (${parameter.article}).`);
    }
  }
  return { ...known, ...own };
}

const inForce = (cycle: number): Policy =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { values }]) => [
      name,
      (values.filter(({ from }) => from <= `${cycle}-12-31`).at(-1) ?? values[0])?.value,
    ]),
  ) as unknown as Policy;
