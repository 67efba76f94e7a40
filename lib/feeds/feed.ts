import type { DecisionRecord, FeedRecord, RowFinding } from '../../schemas/record.ts';
import type { Category, Source } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import type { RowReader } from './row-reader.ts';

/**
 * The contract of a feed. Each column of a file is read by one of its templates, ignored by name, or a finding: nothing
 * is passed over in silence.
 */
export interface Feed {
  readonly source: Source;
  readonly templates: readonly Template[];
}

export interface Template<Column extends string = string> {
  readonly name: string;
  /** The columns it reads, each with the names it goes by. */
  readonly columns: Readonly<Record<Column, ColumnDefinition>>;
  /** Columns it knows and does not need. */
  readonly ignores: readonly string[];
  /** Understands a row; undefined when the reader noted findings. */
  read(row: RowReader<Column>, context: ReadContext): FeedRecord | undefined;
}

export interface ColumnDefinition {
  readonly names: readonly string[];
  /** A file without the column is not read at all. */
  readonly required?: true;
}

export interface ReadContext {
  readonly today: Day;
  /** Whether a finding of the bureau can be scored; lent by whoever knows the indicator tables. */
  readonly checkFinding: CheckFinding;
}

/** Why a finding cannot be scored, and the field at fault; undefined when it can. */
export type CheckFinding = (
  category: Category,
  finding: Extract<DecisionRecord['content'], { kind: 'finding' }>,
) => { code: string; field: string; message: string } | undefined;

export type { RowFinding };

/** Columns of our own answer files: a corrected answer can be sent again as it is. */
export const answerColumns = ['行号', '列', '原因代码', '说明'] as const;
