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

/** A version of an indicator table, in force from its day until that of the next one. */
export interface IndicatorTable {
  readonly id: string;
  /** Its day: `2023-05-08`. */
  readonly version: string;
  readonly inForceFrom: Day;
  /** As cited in explanations: `附件7`. */
  readonly article: string;
  readonly citation: string;
  readonly category: GradedCategory;
  readonly indicators: readonly Indicator[];
}

/** The day on which something of a table changes, and the document that says so: `藏医保〔2023〕33号`. */
interface Amendment {
  readonly from: Day;
  readonly citation: string;
}

/** What of a row is another from a day on; what is left out stays as it was. */
export interface RowChange extends Amendment {
  readonly name?: string;
  readonly weight?: number;
  /** Asks for no figure that evidence of the row did not carry before: what came in earlier is scored by it too. */
  readonly rule?: RuleSpec;
}

/** A row as its annex has it, with its changes by day. */
export interface DatedIndicator extends Indicator {
  /** Of a row that came later than its table. */
  readonly begins?: Amendment;
  /** Oldest first. */
  readonly changes?: readonly RowChange[];
  /** Of a row that is in the table no more from that day on. */
  readonly ends?: Amendment;
}

/** An annex with all its versions: the rows of its first day, and what changed since. */
export interface DatedTable extends Omit<IndicatorTable, 'version' | 'indicators'> {
  readonly indicators: readonly DatedIndicator[];
}
