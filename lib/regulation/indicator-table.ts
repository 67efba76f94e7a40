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

/** A version of an indicator table, in force from its day until the day of the next version. */
export interface IndicatorTable {
  readonly id: string;
  /** The day it came into force: `2023-05-08`. */
  readonly version: string;
  readonly inForceFrom: Day;
  /** As cited in explanations: `附件7`. */
  readonly article: string;
  readonly citation: string;
  readonly category: GradedCategory;
  readonly indicators: readonly Indicator[];
}

/** The day from which something in a table changes, and the document that changed it: `藏医保〔2023〕33号`. */
interface Amendment {
  readonly from: Day;
  readonly citation: string;
}

/** The fields of a row that change from a day on. Fields that are left out stay as they are. */
export interface RowChange extends Amendment {
  readonly name?: string;
  readonly weight?: number;
  /** It needs the same figures as the rule before it, because earlier evidence is scored by it too. */
  readonly rule?: RuleSpec;
}

/** A row as its annex has it, with its changes by day. */
export interface DatedIndicator extends Indicator {
  /** For a row that was added to its table later. */
  readonly begins?: Amendment;
  /** Oldest first. */
  readonly changes?: readonly RowChange[];
  /** From that day on the row is no longer in the table. */
  readonly ends?: Amendment;
}

/** An annex with all its versions: its rows on the first day, and their later changes. */
export interface DatedTable extends Omit<IndicatorTable, 'version' | 'indicators'> {
  readonly indicators: readonly DatedIndicator[];
}
