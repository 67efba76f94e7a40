import { exclusionsOf } from '../credit-file/cases/exclusions.ts';
import { knownSince } from '../credit-file/facts/known-since.ts';
import { type Evidence, evidenceOf } from '../credit-file/projection/evidence.ts';
import { type CyclePolicy, cyclesOf } from '../credit-file/projection/project-cycles.ts';
import type { Folder } from '../credit-file/projection/project-folder.ts';
import { comparedIndicators, tableFor } from '../scoring/index.ts';
import type { GradedCategory } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import type { Evaluation } from './evaluation.ts';
import type { EvaluatedSubject } from './result.ts';

export interface MeasuredOptions {
  readonly evaluation: Pick<Evaluation, 'year' | 'cutoff'>;
  readonly policy: CyclePolicy;
  readonly today: Day;
}

/** The evidence of a cycle that was received before its evaluation began. */
export function evidenceInTime(
  { facts, links }: Pick<Folder, 'facts' | 'links'>,
  category: EvaluatedSubject['category'],
  { evaluation: { year: cycle, cutoff }, policy, today }: MeasuredOptions,
): Evidence[] {
  const cycles = cyclesOf(facts, category, { today, policy });
  const known = facts.filter((fact) => fact.type !== 'decision' || knownSince(fact.origin) <= cutoff);
  const excluded = exclusionsOf(facts, category, today).inForce;
  return evidenceOf(known, links, { category, cycle, cycles, excluded });
}

/** Codes of the indicators that compare measured values, and that nobody reported a value of (annexes 6 and 7). */
export function missingValuesOf(
  category: GradedCategory,
  cycle: number,
  evidence: readonly Evidence[],
): string[] {
  const table = tableFor(category, cycle);
  const measured = new Set(
    evidence.filter(({ value }) => value !== undefined).map(({ indicator }) => indicator),
  );
  return table ? [...comparedIndicators(table).keys()].filter((indicator) => !measured.has(indicator)) : [];
}
