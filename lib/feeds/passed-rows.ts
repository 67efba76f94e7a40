import type { PassedRowCode } from '../../schemas/reasons/passed-rows.ts';

/** Rows that are no data: how many, and the first of them with what they are. They are not among the rows received. */
export interface PassedRows {
  readonly count: number;
  readonly first: readonly { readonly row: number; readonly code: PassedRowCode }[];
}

const shownRows = 20;

/** Counts the rows that are passed over while a file is read. */
export function createPassedRows() {
  let count = 0;
  const first: { row: number; code: PassedRowCode }[] = [];
  return {
    note(row: number, code: PassedRowCode): void {
      count++;
      if (first.length < shownRows) first.push({ row, code });
    },
    /** Undefined when no row was passed over. */
    all: (): PassedRows | undefined => (count === 0 ? undefined : { count, first: [...first] }),
  };
}
