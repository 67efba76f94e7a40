import {
  checkColumnCount,
  type Encoding,
  type FileRow,
  type FileTable,
  type RowProblem,
  type SourceFile,
} from './format.ts';
import { rowOfFields } from './record-row.ts';
import { xmlOutline } from './xml-outline.ts';
import { recordsOf, type XmlRecords } from './xml-path.ts';
import { type XmlRecord, xmlRecords } from './xml-records.ts';

export interface XmlTable extends FileTable {
  /** Names of the elements from the root down to a record. */
  readonly path: readonly string[];
  /** True for `<row><field name="X">`. */
  readonly hasNamedFields: boolean;
}

/**
 * Reads XML: a list of elements with one name (`<DATAS><DATA>`, `<Request><Body><DATA>`, `<data><list><item>`), each with
 * one child or one attribute for a column, or `<field name="X">`. Row 1 is the first record. The file is read twice: once for its outline, once
 * for the rows.
 */
export async function readXml(file: SourceFile, encoding: Encoding): Promise<XmlTable> {
  const records = recordsOf(await xmlOutline(file, encoding));
  const { path, columns, hasNamedFields } = records;
  checkColumnCount(columns.length);
  return {
    name: '',
    columns,
    path: path.split('/'),
    hasNamedFields,
    batches: batchesOf(file, encoding, records),
  };
}

async function* batchesOf(
  file: SourceFile,
  encoding: Encoding,
  records: XmlRecords,
): AsyncGenerator<FileRow[]> {
  const indexes = new Map(records.columns.map((name, index) => [name, index]));
  let row = 0;
  for await (const batch of xmlRecords(file, encoding, records))
    yield batch.map((record) => rowOf(record, ++row, indexes));
}

function rowOf(
  { fields, hasStrayText }: XmlRecord,
  row: number,
  indexes: ReadonlyMap<string, number>,
): FileRow {
  const read = rowOfFields(row, fields, indexes);
  return hasStrayText ? { ...read, problems: [strayText, ...(read.problems ?? [])] } : read;
}

const strayText: RowProblem = {
  code: 'stray-text',
  message: 'The record holds text outside of its fields. Put it into a field, or remove it.',
};
