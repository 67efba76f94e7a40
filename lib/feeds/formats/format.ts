/** A file that cannot be read (on); the sender is told what, where and what to do. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: string;
  readonly detail: string;

  constructor(code: string, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** The bytes of a file, as often as they are asked for. */
export interface SourceFile {
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export const fileFormats = ['csv', 'xlsx', 'json', 'ndjson'] as const;
export type FileFormat = (typeof fileFormats)[number];
export type Encoding = 'utf-8' | 'gb18030';

/** A file as a table: a header, and rows of texts in its order. The header is row 1 where the format has one. */
export interface FileTable {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<FileRow> | Iterable<FileRow>;
}

export interface FileRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** More columns than any authority's template has, by far. */
export const columnLimit = 300;

/** @throws FileProblem `empty-file`, `too-many-columns`, `duplicate-column` */
export function checkedHeader(header: readonly string[]): readonly string[] {
  if (header.every((name) => name.trim() === '')) {
    throw new FileProblem('empty-file', 'The file has no header. Send the table with its column names.');
  }
  if (header.length > columnLimit) {
    throw new FileProblem(
      'too-many-columns',
      `The header has ${header.length} columns; at most ${columnLimit} are read. Export the template's columns only.`,
    );
  }
  return header;
}
