import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { RowFinding } from '../../schemas/record.ts';
import type { Source } from '../shared/source.ts';
import type { RowOutcome } from './run.ts';

/**
 * A row that waits for a person, or waited: as it came, with everything that was decided about it. What names somebody
 * is sealed with the row's id as context.
 */
export interface QuarantinedRow {
  readonly runId: string;
  readonly row: number;
  readonly batch: number;
  readonly source: Source;
  readonly template: string;
  /** The agency that sent it. */
  readonly by: string;
  readonly fileSha256: string;
  readonly receivedAt: string;
  readonly findings: readonly RowFinding[];
  /** JSON of `RowContent`, sealed. */
  readonly content: string;
  /** `deciding`: an officer's decision is being carried out; after a crash it can be done again. */
  readonly state: 'waiting' | 'deciding' | 'corrected' | 'dismissed';
  readonly decisions: readonly RowDecision[];
  /** Counts writes; the optimistic lock. */
  readonly revision: number;
}

/** What an officer decided about a row, kept beside the row as it came. */
export interface RowDecision {
  readonly kind: 'correction' | 'dismissal' | 'undo' | 'redo' | 'mended';
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

/** The row of an id; undefined for what is no id of a row. */
export function parseRowId(id: string): RowId | undefined {
  const [, runId, row] = /^([0-9A-Z]{26})\.(\d{1,9})$/.exec(id) ?? [];
  return runId === undefined ? undefined : { runId, row: Number(row) };
}

/** How an answer file marks the row it asks about, behind the reasons: a mended row then settles the one it mends. */
export const markOf = (row: RowId): string => `〔${rowIdOf(row)}〕`;

/** The id of the row that a mark names. */
export const mendedRow = (text: string): string | undefined => /〔([0-9A-Z]{26}\.\d{1,9})〕/.exec(text)?.[1];

/** The code under which a row is counted: the first of its findings. */
export const reasonOf = ({ findings }: Pick<QuarantinedRow, 'findings'>): RowFindingCode =>
  findings[0]?.code ?? 'unknown';

/** Where rows that wait for a person are kept. */
export interface QuarantineStore {
  /** Keeps rows as they came; one that is there stays as it is. */
  add(rows: readonly QuarantinedRow[]): Promise<void>;
  read(runId: string, row: number): Promise<QuarantinedRow | undefined>;
  /** Replaces the row if nobody was in between; the row as written, undefined when somebody was. */
  replace(row: QuarantinedRow): Promise<QuarantinedRow | undefined>;
  /** Why rows of a run were not taken; those that were corrected since, by us or by the sender, are not among them. */
  findings(runId: string): AsyncIterable<{ row: number; findings: readonly RowFinding[] }>;
}
