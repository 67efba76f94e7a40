import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { RowFinding } from '../../schemas/record.ts';
import type { Source } from '../shared/source.ts';
import type { RowOutcome } from './run.ts';

/**
 * A row that waits for an officer, or did: the row as it came, and every decision about it. Anything that names a
 * person is sealed with the row's id as context.
 */
export interface QuarantinedRow {
  readonly runId: string;
  readonly row: number;
  readonly batch: number;
  readonly source: Source;
  readonly template: string;
  /** The agency that sent it. */
  readonly by: string;
  /** Who of the agency sent it (`sub`), where the token says both. Absent in earlier releases. */
  readonly person?: string | undefined;
  /** The division it was sent for; absent for the region, and in earlier releases. */
  readonly division?: string | undefined;
  readonly fileSha256: string;
  readonly receivedAt: string;
  readonly findings: readonly RowFinding[];
  /** JSON of `RowContent`, sealed. */
  readonly content: string;
  /** `deciding`: a decision is being carried out. After a crash it can be carried out again. */
  readonly state: 'waiting' | 'deciding' | 'corrected' | 'dismissed';
  readonly decisions: readonly RowDecision[];
  /** Number of writes (optimistic lock). */
  readonly revision: number;
}

/**
 * A decision of an officer about a row, or what its sender did: `mended`, a later row that was understood corrects it;
 * `replaced`, a later row that waits in its place says the same or still corrects it wrongly. It is stored beside the row
 * as it came.
 */
export interface RowDecision {
  readonly kind: 'correction' | 'dismissal' | 'undo' | 'redo' | 'mended' | 'replaced' | 'confirmation';
  readonly by: string;
  readonly at: string;
  /** Sealed: the reason, and the cells that were changed. */
  readonly said: string;
  /** What the row became, and the facts it added: `<party>/<fact>`. */
  readonly became?: Exclude<RowOutcome['kind'], 'quarantined'> | undefined;
  readonly facts: readonly string[];
}

export type RowId = Pick<QuarantinedRow, 'runId' | 'row'>;

export const rowIdOf = ({ runId, row }: RowId): string => `${runId}.${row}`;

/** Parses the id of a row. Undefined when the text is not one. */
export function parseRowId(id: string): RowId | undefined {
  const [, runId, row] = /^([0-9A-Z]{26})\.(\d{1,9})$/.exec(id) ?? [];
  return runId === undefined ? undefined : { runId, row: Number(row) };
}

/**
 * The mark that an answer file puts behind the reasons of a row. A corrected row that is sent back carries it, and so
 * resolves the row it corrects.
 */
export const markOf = (row: RowId): string => `〔${rowIdOf(row)}〕`;

/** The id of the row that a mark names. */
export const mendedRow = (text: string): string | undefined => /〔([0-9A-Z]{26}\.\d{1,9})〕/.exec(text)?.[1];

/** The code under which a row is counted: that of its first finding. */
export const reasonOf = ({ findings }: Pick<QuarantinedRow, 'findings'>): RowFindingCode =>
  findings[0]?.code ?? 'unknown';

/** Stores the rows that wait for an officer. */
export interface QuarantineStore {
  /** Adds rows as they came. A row that is there already stays unchanged. */
  add(rows: readonly QuarantinedRow[]): Promise<void>;
  read(runId: string, row: number): Promise<QuarantinedRow | undefined>;
  /** Replaces the row if nobody wrote in between. Returns the row as written, or undefined when somebody did. */
  replace(row: QuarantinedRow): Promise<QuarantinedRow | undefined>;
  /**
   * The findings of rows that were not accepted, without rows that an officer or the sender corrected or
   * that the sender sent again since.
   */
  findings(runId: string): AsyncIterable<{ row: number; findings: readonly RowFinding[] }>;
}
