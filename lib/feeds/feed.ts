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
 * The contract of a feed. Each column of a file is read by one of its templates, ignored by name, or a finding: nothing
 * is passed over in silence.
 */
export interface Feed {
  readonly source: Source;
  readonly templates: readonly Template[];
  readonly settings: SourceSettings;
}

/** What was agreed with an authority about its files; a deployment may set each otherwise (`SOURCE_SETTINGS`). */
export interface SourceSettings {
  /** Unit of amounts whose column does not name one. */
  readonly amountUnit: 'yuan' | 'wan';
  /** A fine or confiscated amount above this is asked about. */
  readonly amountLimitCny: number;
  /** 处罚类别 as this authority writes it, words or codes, where the law's own list does not have it. */
  readonly penaltyKinds: Readonly<Record<string, readonly PenaltyKind[]>>;
  /** 信息使用范围 of records that do not say theirs. */
  readonly usage: DecisionRecord['usage'];
  /** How far a full list may shrink or grow against the last one, as shares, before a person must release it. */
  readonly snapshotBounds: { readonly shrinks: number; readonly grows: number };
  /** Days without a file after which the authority has gone quiet. */
  readonly expectedIntervalDays: number;
}

export interface Template<Column extends string = string> {
  readonly name: string;
  /** The columns it reads, each with the names it goes by. */
  readonly columns: Readonly<Record<Column, ColumnDefinition>>;
  /** Columns it knows and does not need. */
  readonly ignores: readonly string[];
  /** Each file is the whole list: a name that is no longer on it is a suspected removal. */
  readonly isSnapshot?: true;
  /** For files without a header: their column names, and how a row of theirs is told. */
  readonly headerless?: {
    readonly names: readonly string[];
    recognises(cells: readonly string[]): boolean;
  };
  /** Understands a row; undefined when the reader noted findings. */
  read(row: RowReader<Column>, context: ReadContext): FeedRecord | Unidentified | undefined;
}

/** A row understood but for its subject, with the finding that says why. */
export interface Unidentified {
  readonly type: 'unidentified';
  readonly candidate: CandidateRecord;
  readonly finding: RowFinding;
}

export interface ColumnDefinition {
  readonly names: readonly string[];
  /** A file without the column is not read at all. */
  readonly required?: true;
}

export interface ReadContext {
  readonly today: Day;
  readonly settings: SourceSettings;
  /** Whether a finding of the bureau can be scored; lent by whoever knows the indicator tables. */
  readonly checkFinding: CheckFinding;
}

/** Why a finding cannot be scored, and the field at fault; undefined when it can. */
export type CheckFinding = (
  category: Category,
  finding: Extract<DecisionRecord['content'], { kind: 'finding' }>,
) => { code: RowFindingCode; field: string; message: string } | undefined;

export type { RowFinding };

/** Columns of our own answer files: a corrected answer can be sent again as it is. */
export const answerColumns = ['行号', '列', '原因代码', '说明'] as const;

/** True for the header of an answer file of ours, sent again. */
export const isAnswer = (header: readonly string[]): boolean =>
  answerColumns.every((column) => header.some((name) => name.trim() === column));
