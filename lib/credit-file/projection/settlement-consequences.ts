import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { type Day, dayOf, earlierOf } from '../../shared/day.ts';
import type { Fact, RulingFact } from '../facts/fact.ts';
import { begunWithBasis } from './awaiting-basis.ts';
import type { AwaitingBasis, Consequences } from './sanctions.ts';
import {
  lengthened,
  type Spell,
  type SuspensionStep,
  spellOn,
  spellsOf,
  stepOn,
  suspensionOf,
} from './suspension.ts';

/**
 * What follows today from the steps of the suspension ladder. A step imposed in automatic mode runs from the day of
 * imposition. In four-eyes mode it runs from the day on which a second officer released it, and waits until then.
 */
export function settlementConsequences(
  steps: readonly SuspensionStep[],
  facts: readonly Fact[],
  { today, book }: { today: Day; book?: PolicyBook | undefined },
): Consequences {
  const rulings = facts.filter((fact) => fact.type === 'ruling').sort(byRevision);
  const ruled = steps.map((step) =>
    valueOn('suspension.mode', countedOn(step), book) === 'automatic'
      ? { runs: step }
      : ruledStep(step, rulings),
  );
  const begun = ruled.flatMap(({ runs }) => (runs ? [withBasis(runs, { today, book })] : []));
  const imposed = begun.flatMap(({ step, awaiting }) => (awaiting ? [] : [step]));
  const spells = spellsOf(imposed, book);
  const running = spellOn(spells, today);
  const held = begun.filter(({ awaiting, step }) => awaiting && step.months > (running?.months ?? 0));
  const waiting = ruled.flatMap(({ waits }) => (waits && today < waits.until ? [waits] : []));
  const pending = longerThan(running, waiting, { today, book });
  return {
    ...inForce(running),
    ...(pending && { pending: suspensionOf(pending) }),
    ...(held[0]?.awaiting && { awaitingBasis: [held[0].awaiting] }),
    ...changesOn([
      running?.until,
      pending?.until,
      ...held.map(({ awaiting }) => awaiting?.from),
      ...comingDays([...spells, ...spellsOf(waiting, book)], today),
    ]),
  };
}

/** A clock that is ahead at midnight gives a receipt, or a release, the day after the one on which it is projected. */
const comingDays = (spells: readonly Spell[], today: Day): Day[] =>
  spells.map(({ from }) => from).filter((from) => from > today);

/** A step on a day without a legal basis is imposed on the first day that has one. */
function withBasis(
  step: SuspensionStep,
  options: { today: Day; book?: PolicyBook | undefined },
): { readonly step: SuspensionStep; readonly awaiting?: AwaitingBasis } {
  const begun = begunWithBasis('settlement-suspension', countedOn(step), options);
  if ('awaiting' in begun) return { step, awaiting: begun.awaiting };
  return { step: begun.on === countedOn(step) ? step : stepOn(begun.on, step.months, step.restsOn) };
}

const countedOn = (step: SuspensionStep): Day => step.countedOn ?? step.on;

interface RuledStep {
  /** What an officer released of it. */
  readonly runs?: SuspensionStep;
  /** What nobody has ruled on. */
  readonly waits?: SuspensionStep;
}

/**
 * What the last ruling about the facts of a step means for it. A ruling covers as many months as it was given for; what
 * is longer waits. More evidence about the same facts does not change what was ruled.
 */
function ruledStep(step: SuspensionStep, rulings: readonly RulingFact[]): RuledStep {
  const ruling = rulings.findLast((one) => factsOf(one).some((key) => step.restsOn.includes(key)));
  if (!ruling) return { waits: step };
  const runs = ruling.verdict === 'released' ? releasedStep(step, ruling) : undefined;
  const isLonger = ruling.months !== undefined ? step.months > ruling.months : step.until > endOf(ruling);
  return { ...(runs && { runs }), ...(isLonger && { waits: step }) };
}

/**
 * From the day of the release, or of the decision (`suspension.starts`). Releases of earlier releases of the connector
 * name their end.
 */
function releasedStep(step: SuspensionStep, ruling: RulingFact): SuspensionStep {
  if (ruling.months === undefined) return { ...step, until: earlierOf(step.until, endOf(ruling)) };
  const releasedOn = dayOf(new Date(ruling.origin.receivedAt));
  const months = Math.min(step.months, ruling.months);
  if (step.countedOn === undefined) return stepOn(releasedOn, months, step.restsOn);
  return { ...stepOn(step.on, months, step.restsOn), countedOn: releasedOn };
}

const factsOf = ({ restsOn, suspension }: RulingFact): readonly string[] =>
  restsOn ?? [suspension.split('~')[0] ?? ''];

const endOf = ({ suspension }: RulingFact): Day => (suspension.split('~')[1] ?? '') as Day;

/** Keys are `V.<category>.r<number>`; those of earlier releases are digests, which sort before. */
const byRevision = (a: RulingFact, b: RulingFact): number => (a.key < b.key ? -1 : 1);

/** The spell that the waiting steps would make of the running one, if it is a longer one or none runs. */
function longerThan(
  running: Spell | undefined,
  waiting: readonly SuspensionStep[],
  { today, book }: { today: Day; book?: PolicyBook | undefined },
): Spell | undefined {
  if (!running) return spellOn(spellsOf(waiting, book), today);
  const spell = waiting.reduce<Spell>((known, step) => lengthened(known, step, book), {
    ...running,
    restsOn: [],
  });
  return spell.until > running.until ? spell : undefined;
}

const inForce = (spell: Spell | undefined): Consequences =>
  spell
    ? {
        sanctions: [{ kind: 'settlement-suspension', from: spell.from, until: spell.until }],
        suspendedFor: spell.restsOn,
        changesOn: spell.until,
      }
    : { sanctions: [] };

function changesOn(days: readonly (Day | undefined)[]): Pick<Consequences, 'changesOn'> {
  const [first] = days.filter((on) => on !== undefined).sort();
  return first ? { changesOn: first } : {};
}
