import type { Day } from '../shared/day.ts';

/** A row of a table. Rows that follow each other with the same `group` share a cell at their left. */
export interface TableRow {
  readonly group?: string | undefined;
  /** Absent: the text takes the whole width. */
  readonly label?: string | undefined;
  readonly text: string;
  /** Lines at the right end of the cell. */
  readonly foot?: readonly string[] | undefined;
  /** Least height of the row, in points. */
  readonly height?: number | undefined;
}

/** What stands on a sheet below its title, from top to bottom. */
export type Part =
  | { readonly kind: 'table'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Lines at the right: officer, bureau, day. */
  | { readonly kind: 'signature'; readonly lines: readonly string[] };

/** A notice or form that begins on a page of its own. */
export interface Sheet {
  /** At the upper left, such as 附件3. */
  readonly mark?: string | undefined;
  readonly title: string;
  /** Number (编号) below the title, at the right. */
  readonly number?: string | undefined;
  /** Lines stand closer, so that much text fits on one page. */
  readonly dense?: true | undefined;
  readonly parts: readonly Part[];
}

/** All that is printed into one file: what goes to a subject together. */
export interface Paper {
  readonly title: string;
  readonly dated: Day;
  /** To whom it is delivered, beside the page number, where the sheet itself has no place for a name. */
  readonly addressee?: string | undefined;
  /** A line above the page number, apart from what the annex has. */
  readonly footnote?: string | undefined;
  readonly sheets: readonly Sheet[];
}
