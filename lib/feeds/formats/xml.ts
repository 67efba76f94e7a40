import {
  checkColumnCount,
  type Encoding,
  FileProblem,
  type FileRow,
  type FileTable,
  type RowProblem,
  type SourceFile,
} from './format.ts';
import { rowOfFields } from './record-row.ts';
import { type XmlRecord, xmlRecords } from './xml-records.ts';

export interface XmlTable extends FileTable {
  /** Names of the elements from the root down to a record. */
  readonly path: readonly string[];
}

/** More element names than this are not a list of records. */
const pathLimit = 100;

/**
 * Reads XML: a list of elements with one name below the root (`<DATAS><DATA>`) or its `Body` (`<Request>`,
 * `<ExchangeMessage>`), each with one child for a column. Attributes are ignored. Row 1 is the first record. The file
 * is read twice: once for the name of the record elements and of all fields, once for the rows.
 */
export async function readXml(file: SourceFile, encoding: Encoding): Promise<XmlTable> {
  const shapes = new Map<string, Set<string>>();
  for await (const batch of xmlRecords(file, encoding)) {
    for (const { path, fields } of batch) {
      const names = shapes.get(path) ?? new Set();
      for (const { name } of fields) names.add(name);
      shapes.set(path, names);
      checkColumnCount(names.size);
    }
    if (shapes.size > pathLimit) throw strangeRecords([...shapes.keys()]);
  }
  const path = recordPath(shapes);
  const columns = [...(shapes.get(path) ?? [])];
  const batches = batchesOf(xmlRecords(file, encoding), { path, columns });
  return { name: '', columns, path: path.split('/'), batches };
}

/** The name of the record elements: the only name of elements with children, apart from a message head. */
function recordPath(shapes: ReadonlyMap<string, ReadonlySet<string>>): string {
  const inBody = [...shapes].filter(([path]) => path.split('/').length > 2);
  const found = (inBody.length > 0 ? inBody : [...shapes])
    .filter(([path, names]) => names.size > 0 && !/\/head(er)?$/i.test(path))
    .map(([path]) => path);
  const [path] = found;
  if (path === undefined) {
    throw new FileProblem(
      'empty-file',
      'The file has no record. Send a list of elements with a child a column.',
    );
  }
  if (found.length > 1) throw strangeRecords(found);
  return path;
}

const strangeRecords = (paths: readonly string[]): FileProblem =>
  new FileProblem(
    'broken-xml',
    `The records of the file have several names: ${paths.slice(0, 5).join(', ')}. Send a list of like-named elements.`,
  );

async function* batchesOf(
  records: AsyncIterable<readonly XmlRecord[]>,
  { path, columns }: { path: string; columns: readonly string[] },
): AsyncGenerator<FileRow[]> {
  const indexes = new Map(columns.map((name, index) => [name, index]));
  let row = 0;
  for await (const batch of records) {
    const own = batch.filter((record) => record.path === path);
    yield own.map((record) => rowOf(record, ++row, indexes));
  }
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
