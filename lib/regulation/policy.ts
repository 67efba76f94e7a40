import type { Day } from '../shared/day.ts';
import { type Parameter, type Policy, parameters, valueFault } from './policy-parameters.ts';

export type { Policy } from './policy-parameters.ts';

export type PolicyName = keyof Policy;

/** A value that a bureau released. */
export interface PolicyEntry {
  readonly name: PolicyName;
  readonly value: string;
  readonly from: Day;
  /** The instant of the release. */
  readonly releasedAt: string;
  /** The proposal: who made it, who released it, and why. */
  readonly id?: string;
  readonly proposedBy?: string;
  readonly releasedBy?: string;
  readonly reason?: string;
}

/** The values of a deployment: shipped ones, its own settings, and what its bureau released. */
export interface PolicyBook {
  /** `earlier`: set up by a release that did not know some parameters; they keep working as they did. */
  readonly readings: 'shipped' | 'earlier';
  /** Settings of the deployment, in place of the shipped value. */
  readonly settings: Partial<Policy>;
  /** In the order of their release. */
  readonly entries: readonly PolicyEntry[];
}

export const shippedBook: PolicyBook = { readings: 'shipped', settings: {}, entries: [] };

/** The value in force on a day. Of several from one day, the one that was released last. */
export function valueOn<Name extends PolicyName>(
  name: Name,
  on: Day,
  { readings, settings, entries }: PolicyBook = shippedBook,
): Policy[Name] {
  const released = entries
    .filter((entry) => entry.name === name && entry.from <= on)
    .reduce<PolicyEntry | undefined>(
      (last, entry) => (last === undefined || entry.from >= last.from ? entry : last),
      undefined,
    );
  const parameter = parameters[name] as Parameter<Policy[Name]>;
  const shipped = (parameter.values.filter(({ from }) => from <= on).at(-1) ?? parameter.values[0])?.value;
  const unreleased = settings[name] ?? (readings === 'earlier' ? parameter.earlier : undefined) ?? shipped;
  return (released?.value ?? unreleased) as Policy[Name];
}

/** What was released up to an instant, for proofs of an earlier day. */
export const bookAsOf = (book: PolicyBook, at: string): PolicyBook => ({
  ...book,
  entries: book.entries.filter(({ releasedAt }) => releasedAt <= at),
});

const lastDayOf = (cycle: number): Day => `${cycle}-12-31` as Day;

/** The value in force for a cycle: on its last day. */
export const valueFor = <Name extends PolicyName>(
  name: Name,
  cycle: number,
  book?: PolicyBook,
): Policy[Name] => valueOn(name, lastDayOf(cycle), book);

const scoreNames = (Object.keys(parameters) as PolicyName[]).filter((name) => parameters[name].isOfScore);

/** The bureau's own values for the score of a cycle, where they differ from the shipped ones. */
export function ownScorePolicy(cycle: number, book: PolicyBook): Partial<Policy> | undefined {
  const own = scoreNames.flatMap((name) => {
    const value = valueFor(name, cycle, book);
    return value === valueFor(name, cycle) ? [] : [[name, value] as const];
  });
  return own.length > 0 ? (Object.fromEntries(own) as Partial<Policy>) : undefined;
}

const policies = new Map<string, Policy>();
const policiesMost = 500;

/**
 * The parameters in force for a cycle, with values of a bureau or of a draft in place of the shipped ones. Equal values
 * give the same object.
 * @throws RangeError for an unknown parameter or a value out of bounds
 */
export function policyFor(cycle: number, own: Partial<Policy> = {}): Policy {
  const changes = Object.entries(own);
  for (const [name, value] of changes) {
    const fault = valueFault(name, value);
    if (fault) throw new RangeError(fault);
  }
  const key = JSON.stringify([cycle, changes.sort(([a], [b]) => (a < b ? -1 : 1))]);
  const known = policies.get(key);
  if (known) return known;
  if (policies.size >= policiesMost) policies.clear();
  const names = Object.keys(parameters) as PolicyName[];
  const shipped = Object.fromEntries(names.map((name) => [name, valueFor(name, cycle)]));
  const policy = { ...shipped, ...own } as Policy;
  policies.set(key, policy);
  return policy;
}
