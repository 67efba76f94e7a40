import type { SourceFile } from '../formats/format.ts';
import type { Inspected } from '../formats/inspect.ts';
import { type JsonRecord, jsonRecords } from '../formats/json.ts';
import { type AnswerFile, encoded, isRemark, type RowRemark, type RowRemarks, remarksOf } from './answer.ts';

/**
 * The records that were not accepted. Each value keeps the spelling in which it was sent. A record has every field of the
 * file, blank where it had none: what is left must still show which table it is, and what is missing is filled in there.
 */
export async function jsonAnswer(
  file: SourceFile,
  { format, encoding }: Inspected,
  refused: RowRemarks,
): Promise<AnswerFile> {
  const columns = new Set<string>();
  const waiting: { readonly record: JsonRecord; readonly found: RowRemark }[] = [];
  for await (const batch of jsonRecords(file, encoding, format)) {
    for (const record of batch) {
      for (const { name } of record.fields) columns.add(name);
      const found = refused.get(record.row);
      if (found) waiting.push({ record, found });
    }
  }
  const records = waiting.map(({ record, found }) =>
    recordText(record, [...columns], remarksOf(String(record.row), found)),
  );
  const isLines = format === 'ndjson';
  const pieces = isLines
    ? records.map((record) => `${record}\n`)
    : ['[\n', ...records.map((record, index) => `${index > 0 ? ',\n' : ''}${record}`), '\n]\n'];
  return {
    contentType: `${isLines ? 'application/x-ndjson' : 'application/json'}; charset=${encoding}`,
    fileName: `answer.${format}`,
    body: encoded(pieces, encoding),
  };
}

function recordText(
  { fields }: JsonRecord,
  columns: readonly string[],
  remarks: readonly (readonly [string, string])[],
): string {
  const named = new Set(fields.map(({ name }) => name));
  const own = [
    ...fields.map(({ name, source }) => [name, oneLine(source)] as const),
    ...columns.filter((name) => !named.has(name)).map((name) => [name, '""'] as const),
  ];
  const said = own.filter(([name]) => !isRemark(name)).map(([name, source]) => `${quoted(name)}:${source}`);
  return `{${[...said, ...remarks.map(([name, text]) => `${quoted(name)}:${quoted(text)}`)].join(',')}}`;
}

/** Removes line breaks. They can only occur between the parts of a nested value: JSON texts contain none. */
const oneLine = (source: string): string => source.replace(/[\r\n]+\s*/g, '');

/** Escapes private-use characters, because GB18030 has no code for some of them. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\uE000-\uF8FF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
