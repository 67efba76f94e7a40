import type { RuleSpec } from '../../schemas/indicator-table.ts';
import type { GradedCategory } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';

/** One row of an indicator table (annexes 6 to 11). */
export interface Indicator {
  readonly code: string;
  /** Official name, 三级指标. */
  readonly name: string;
  /** Points; 0 for a veto, the most it can add for a bonus. */
  readonly weight: number;
  readonly rule: RuleSpec;
}

/** An indicator table as in force from a day: data, a new version is a new file. */
export interface IndicatorTable {
  readonly id: string;
  readonly version: string;
  readonly inForceFrom: Day;
  /** As cited in explanations: `附件7`. */
  readonly article: string;
  readonly citation: string;
  readonly category: GradedCategory;
  readonly indicators: readonly Indicator[];
}
