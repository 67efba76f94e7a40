import type { PolicyBook } from '../../regulation/policy.ts';
import { suspensionCapMonths } from '../../regulation/suspension-ladder.ts';
import { addMonths, type Day, earlierOf, laterOf } from '../../shared/day.ts';

/**
 * A settlement suspension (暂停医保费用联网结算, Art. 26 (3)) that follows from the file, from day `from` to the day before
 * `until`; or a sanction of staff that waits for a second officer.
 */
export interface Suspension {
  /** `<fact>~<until>`: its first fact and its end. Of staff: `<kind>~<cycle>`, or `order~<fact>`. */
  readonly id: string;
  /** Of staff alone. */
  readonly kind?: 'service-suspension' | 'service-stop' | undefined;
  /** What waits is the end of a suspension that the bureau ordered. */
  readonly ends?: true | undefined;
  readonly from: Day;
  /** Absent for sanctions of staff, which last as long as the grade. */
  readonly until?: Day | undefined;
  /** The longest step of the ladder in it. Absent in files of earlier releases. */
  readonly months?: number | undefined;
  /** Keys of the facts it rests on. Absent in files of earlier releases. */
  readonly restsOn?: readonly string[] | undefined;
}

/** One step of the ladder: imposed on a day for a number of months, because of facts. */
export interface SuspensionStep {
  readonly on: Day;
  readonly months: number;
  /** The day it ends if it is imposed alone. */
  readonly until: Day;
  readonly restsOn: readonly string[];
  /** The day on which the decision first counted, where the step begins on the decision's own day. */
  readonly countedOn?: Day | undefined;
}

/** A spell: the steps that run into one another. */
export interface Spell {
  readonly from: Day;
  readonly until: Day;
  readonly months: number;
  readonly restsOn: readonly string[];
}

export const stepOn = (on: Day, months: number, restsOn: readonly string[]): SuspensionStep => ({
  on,
  months,
  until: addMonths(on, months),
  restsOn,
});

/**
 * Joins steps into spells. While a spell runs, a further step lengthens it only if it is a longer one, and never beyond
 * the most months after the first day. No step shortens a spell. A step after the end begins a new spell.
 */
export function spellsOf(steps: readonly SuspensionStep[], book?: PolicyBook): Spell[] {
  const spells: Spell[] = [];
  for (const step of [...steps].sort(byDayThenLonger)) {
    const running = spells.at(-1);
    if (!running || step.on >= running.until) spells.push({ ...step, from: step.on });
    else spells[spells.length - 1] = lengthened(running, step, book);
  }
  return spells;
}

/** A running spell after a further step. */
export function lengthened(running: Spell, step: SuspensionStep, book?: PolicyBook): Spell {
  const restsOn = [...new Set([...running.restsOn, ...step.restsOn])];
  if (step.months <= running.months) return { ...running, restsOn };
  const cap = addMonths(running.from, suspensionCapMonths(running.from, book));
  const until = laterOf(running.until, earlierOf(step.until, cap));
  return { ...running, until, months: step.months, restsOn };
}

const byDayThenLonger = (a: SuspensionStep, b: SuspensionStep): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : b.months - a.months;

export const spellOn = (spells: readonly Spell[], on: Day): Spell | undefined =>
  spells.find(({ from, until }) => from <= on && on < until);

export const suspensionOf = ({ from, until, months, restsOn }: Spell): Suspension => ({
  id: `${restsOn[0] ?? ''}~${until}`,
  from,
  until,
  months,
  restsOn,
});
