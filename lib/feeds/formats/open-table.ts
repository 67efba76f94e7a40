import { readCsv } from './csv.ts';
import type { FileTable, SourceFile } from './format.ts';
import type { Inspected } from './inspect.ts';
import { readJson } from './json.ts';
import { readXlsx } from './xlsx.ts';

/** The file as a table, whatever its format. @throws FileProblem */
export function openTable(file: SourceFile, { format, encoding }: Inspected): Promise<FileTable> {
  switch (format) {
    case 'csv':
      return readCsv(file, encoding);
    case 'xlsx':
      return readXlsx(file);
    case 'json':
    case 'ndjson':
      return readJson(file, encoding, format);
  }
}
