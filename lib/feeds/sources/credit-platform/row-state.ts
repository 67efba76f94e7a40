import type { RowReader } from '../../row-reader.ts';

export type RowState = 'valid' | 'corrected' | 'repaired' | 'gone';

/** The platform's state of a row (docs/formats.md 7.3): 0 未整合, 1 已整合, 2 已修复, 3 已删除, 4 已修正. */
export const rowStates: ReadonlyMap<string, RowState> = new Map([
  ['0', 'valid'],
  ['未整合', 'valid'],
  ['1', 'valid'],
  ['已整合', 'valid'],
  ['2', 'repaired'],
  ['已修复', 'repaired'],
  ['3', 'gone'],
  ['已删除', 'gone'],
  ['4', 'corrected'],
  ['已修正', 'corrected'],
]);

export const readRowState = (row: RowReader<'state'>): RowState | undefined =>
  row.has('state') ? row.oneOf('state', rowStates) : 'valid';
