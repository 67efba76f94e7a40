import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import type { GradedCategory } from '../../shared/category.ts';
import { type Day, laterOf } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import type { Evidence } from './evidence.ts';
import { asItCameIn, gradeSince } from './grade-since.ts';
import { type Imposition, impositionsOf } from './imposition.ts';
import type { ProjectedCycle, ProjectedCycles } from './project-cycles.ts';
import type { AwaitingSanction, Sanction } from './sanctions.ts';
import type { Scorer } from './scorer.ts';
import { type SuspensionStep, stepOn } from './suspension.ts';

interface Sources {
  readonly facts: readonly Fact[];
  readonly category: GradedCategory;
  readonly scorer: Scorer;
  readonly book?: PolicyBook | undefined;
}

/** What the cycles of a file impose, and what they do not. */
interface SuspensionSteps {
  readonly steps: readonly SuspensionStep[];
  /** Suspensions that had ended when their decision arrived (policy parameter `suspension.starts`: `decision`). */
  readonly overOnArrival: readonly Sanction[];
  /** What waits for the publication of the cycle (`sanctions.basis.settlement-suspension`: `published`). */
  readonly awaiting?: AwaitingSanction | undefined;
}

/**
 * The steps of the suspension ladder that the cycles of a file impose (Art. 26 (3)). Evidence after whose first
 * day the cycle was at E is one step. A cycle that is no longer at E has none. Cycles before the
 * first one that the connector evaluates impose nothing.
 */
export function suspensionStepsOf({ published, open }: ProjectedCycles, sources: Sources): SuspensionSteps {
  if (sources.category !== 'insured-person') return { steps: [], overOnArrival: [] };
  const atE = [...published, ...open].filter(({ sheet }) => sheet.grade === 'E');
  if (atE.length === 0) return { steps: [], overOnArrival: [] };
  const impositionOf = impositionsOf(sources.facts, sources.category);
  const all = atE.map((cycle) => ({ cycle, steps: stepsOfCycle(cycle, impositionOf, sources) }));
  const waiting = all.findLast(({ cycle, steps }) => cycle.state === 'interim' && steps.length === 0);
  const steps = all.flatMap((one) => one.steps);
  return {
    steps: steps.filter((step) => !isOverOnArrival(step)),
    overOnArrival: overIn(steps),
    ...(waiting && { awaiting: awaitingIn(waiting.cycle, sources) }),
  };
}

const isOverOnArrival = ({ until, countedOn }: SuspensionStep): boolean =>
  countedOn !== undefined && until <= countedOn;

/** Each once: several decisions of one day impose the same. */
function overIn(steps: readonly SuspensionStep[]): Sanction[] {
  const over = steps.filter(isOverOnArrival).map(({ on, until }): [string, Sanction] => {
    return [`${on} ${until}`, { kind: 'settlement-suspension', from: on, until }];
  });
  return [...new Map(over).values()];
}

function awaitingIn(projected: ProjectedCycle, sources: Sources): AwaitingSanction {
  const since = gradeSince(asItCameIn(projected, sources), sources) ?? (`${projected.cycle}-01-01` as Day);
  return { kind: 'settlement-suspension', since, cycle: projected.cycle };
}

interface Imposed extends Imposition {
  readonly evidence: Evidence;
  /** The day on which the decision first counted, where the suspension begins on another one. */
  readonly countedOn?: Day | undefined;
}

function stepsOfCycle(
  projected: ProjectedCycle,
  impositionOf: (evidence: Evidence) => Imposition,
  { category, scorer, book }: Sources,
): SuspensionStep[] {
  const { cycle, evidence } = projected;
  const imposed = evidence.flatMap((item) => imposedBy(item, impositionOf(item), { projected, book }));
  return daysOf(imposed).flatMap((on) => {
    const known = imposed.filter((item) => item.on <= on).map((item) => item.evidence);
    const scored = scorer({ category, cycle, evidence: known }, { mode: 'interim' });
    if (!scored.ok || scored.value.grade !== 'E' || scored.value.suspensionMonths === undefined) return [];
    const { suspensionMonths } = scored.value;
    return imposed
      .filter((item) => item.on === on)
      .map(({ facts, countedOn }) => ({
        ...stepOn(on, suspensionMonths, facts),
        ...(countedOn && { countedOn }),
      }));
  });
}

/** When a piece of evidence imposes something; nothing while it waits for publication. */
function imposedBy(
  evidence: Evidence,
  { on, facts }: Imposition,
  { projected, book }: { projected: ProjectedCycle; book: PolicyBook | undefined },
): Imposed[] {
  const isInterim = valueOn('sanctions.basis.settlement-suspension', on, book) === 'interim';
  if (!isInterim && projected.state === 'interim') return [];
  const counted = isInterim || projected.state === 'interim' ? on : laterOf(on, projected.publishedOn);
  if (valueOn('suspension.starts', counted, book) === 'imposition') return [{ on: counted, facts, evidence }];
  return [{ on: evidence.on, countedOn: counted, facts, evidence }];
}

const daysOf = (imposed: readonly Imposed[]): Day[] => [...new Set(imposed.map(({ on }) => on))].sort();
