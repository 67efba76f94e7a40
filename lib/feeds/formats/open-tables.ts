import { readCsv } from './csv.ts';
import type { FileTable, SourceFile } from './format.ts';
import type { Inspected } from './inspect.ts';
import { readJson } from './json.ts';
import { readXlsx } from './xlsx.ts';
import { readXml } from './xml.ts';

/**
 * The tables of a file in any format. Only an XLSX can have more than one.
 * @throws FileProblem
 */
export async function openTables(
  file: SourceFile,
  { format, encoding }: Inspected,
): Promise<readonly FileTable[]> {
  switch (format) {
    case 'csv':
      return [await readCsv(file, encoding)];
    case 'xlsx':
      return readXlsx(file);
    case 'json':
    case 'ndjson':
      return [await readJson(file, encoding, format)];
    case 'xml':
      return [await readXml(file, encoding)];
  }
}
