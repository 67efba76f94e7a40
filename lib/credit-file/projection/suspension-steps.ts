import type { GradedCategory } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import type { Evidence } from './evidence.ts';
import { type Imposition, impositionsOf } from './imposition.ts';
import type { ProjectedCycle, ProjectedCycles } from './project-cycles.ts';
import type { Scorer } from './scorer.ts';
import { type SuspensionStep, stepOn } from './suspension.ts';

interface Sources {
  readonly facts: readonly Fact[];
  readonly category: GradedCategory;
  readonly scorer: Scorer;
}

/**
 * The steps of the suspension ladder that the cycles of a file impose (Art. 26 (3)). Evidence after whose first
 * day the cycle was at E is one step. A cycle that is no longer at E has none. Cycles before the
 * first one that the connector evaluates impose nothing.
 */
export function suspensionStepsOf({ published, open }: ProjectedCycles, sources: Sources): SuspensionStep[] {
  if (sources.category !== 'insured-person') return [];
  const atE = [...published, ...open].filter(({ sheet }) => sheet.grade === 'E');
  if (atE.length === 0) return [];
  const impositionOf = impositionsOf(sources.facts, sources.category);
  return atE.flatMap((cycle) => stepsOfCycle(cycle, impositionOf, sources));
}

interface Imposed extends Imposition {
  readonly evidence: Evidence;
}

function stepsOfCycle(
  { cycle, evidence }: ProjectedCycle,
  impositionOf: (evidence: Evidence) => Imposition,
  { category, scorer }: Sources,
): SuspensionStep[] {
  const imposed = evidence.map((item): Imposed => ({ ...impositionOf(item), evidence: item }));
  return daysOf(imposed).flatMap((on) => {
    const known = imposed.filter((item) => item.on <= on).map((item) => item.evidence);
    const scored = scorer({ category, cycle, evidence: known }, { mode: 'interim' });
    if (!scored.ok || scored.value.grade !== 'E' || scored.value.suspensionMonths === undefined) return [];
    const { suspensionMonths } = scored.value;
    return imposed.filter((item) => item.on === on).map(({ facts }) => stepOn(on, suspensionMonths, facts));
  });
}

const daysOf = (imposed: readonly Imposed[]): Day[] => [...new Set(imposed.map(({ on }) => on))].sort();
