import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type {
  CandidateRecord,
  DecisionRecord,
  FeedRecord,
  PenaltyKind,
  RowFinding,
} from '../../schemas/record.ts';
import type { Category } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import type { Source } from '../shared/source.ts';
import type { RowReader } from './row-reader.ts';

/**
 * The contract of a feed. Each column of a file is read by a template, ignored by name, or reported as a finding. No
 * column is dropped silently.
 */
export interface Feed {
  readonly source: Source;
  readonly templates: readonly Template[];
}

/** What was agreed with an authority about its files. A deployment can override each value (`SOURCE_SETTINGS`). */
export interface SourceSettings {
  /** Unit of amounts in columns whose name states no unit. */
  readonly amountUnit: 'yuan' | 'wan';
  /** A fine or confiscated amount above this value is quarantined for a person to check. */
  readonly amountLimitCny: number;
  /** Values of 处罚类别, words or codes, that this authority writes and the law's own list does not contain. */
  readonly penaltyKinds: Readonly<Record<string, readonly PenaltyKind[]>>;
  /** 信息使用范围 of records that do not state it. */
  readonly usage: DecisionRecord['usage'];
  /**
   * By which share a full list may shrink or grow against the last one. Beyond it the run is held until an officer
   * releases it.
   */
  readonly snapshotBounds: { readonly shrinks: number; readonly grows: number };
  /** Expected interval between two files, in days. After it the authority counts as quiet. */
  readonly expectedIntervalDays: number;
}

export interface Template<Column extends string = string> {
  readonly name: string;
  /** The columns the template reads, each with the names it is known by. */
  readonly columns: Readonly<Record<Column, ColumnDefinition>>;
  /** Columns the template knows and does not use. */
  readonly ignores: readonly string[];
  /** True when each file is the whole list. A name missing from the next file is then a suspected removal. */
  readonly isSnapshot?: true;
  /** For files without a header: their column names, and how one of their rows is recognised. */
  readonly headerless?: {
    readonly names: readonly string[];
    recognises(cells: readonly string[]): boolean;
  };
  /** Turns a row into a record. Undefined when the reader noted findings. */
  read(row: RowReader<Column>, context: ReadContext): FeedRecord | Unidentified | undefined;
}

/** A row that was understood except for its subject, with the finding that says why. */
export interface Unidentified {
  readonly type: 'unidentified';
  readonly candidate: CandidateRecord;
  readonly finding: RowFinding;
}

export interface ColumnDefinition {
  readonly names: readonly string[];
  /** A file without this column is not read at all. */
  readonly required?: true;
  /** 无 and its like are values of this column, not a way to leave it blank. */
  readonly saysNone?: true;
}

export interface ReadContext {
  readonly today: Day;
  readonly settings: SourceSettings;
  /**
   * Checks whether a finding of the bureau can be scored. Passed in, because feeds do not import the indicator tables.
   */
  readonly checkFinding: CheckFinding;
}

/** The reason why a finding cannot be scored by the table of its day and the field at fault, or undefined when it can. */
export type CheckFinding = (
  { category, decidedOn }: { category: Category; decidedOn: Day },
  finding: Extract<DecisionRecord['content'], { kind: 'finding' }>,
) => { code: RowFindingCode; field: string; message: string } | undefined;

export type { RowFinding };

/**
 * Columns that our answer files add. They are ignored on input, so that a corrected answer can be sent back unchanged.
 */
export const answerColumns = ['行号', '列', '原因代码', '说明'] as const;

/** True for the header of one of our answer files that was sent back. */
export const isAnswer = (header: readonly string[]): boolean =>
  answerColumns.every((column) => header.some((name) => name.trim() === column));
