import type { Fact, Link } from '../facts/fact.ts';
import { evidenceOf } from './evidence.ts';
import type { CycleOptions, ProjectedCycles } from './project-cycles.ts';
import { type Suspension, suspensionsOf } from './sanctions.ts';

interface SuspensionSources extends Pick<CycleOptions, 'category' | 'scorer' | 'excluded'> {
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
}

/**
 * Suspensions of all cycles, sorted by day. It goes back, beyond the oldest cycle, to a year without a suspension,
 * because a suspension may have been lengthened from year to year.
 */
export function suspensionsOfCycles(
  { published, open, cycles }: ProjectedCycles,
  { facts, links, category, scorer, excluded }: SuspensionSources,
): Suspension[] {
  const known = [...published, ...open];
  const [oldest] = known;
  const upTo = (cycle: number): Suspension[] => {
    const evidence = evidenceOf(facts, links, { category, cycle, cycles, excluded });
    const scored = scorer({ category, cycle, evidence }, { mode: 'interim' });
    if (evidence.length === 0 || !scored.ok) return [];
    const found = suspensionsOf({ category, cycle, evidence, sheet: scored.value, scorer });
    return found.length > 0 ? [...upTo(cycle - 1), ...found] : [];
  };
  return [
    ...(oldest ? upTo(oldest.cycle - 1) : []),
    ...known.flatMap((cycle) => suspensionsOf({ ...cycle, category, scorer })),
  ];
}
