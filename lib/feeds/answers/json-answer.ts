import type { SourceFile } from '../formats/format.ts';
import type { Inspected } from '../formats/inspect.ts';
import { type JsonRecord, jsonRecords } from '../formats/json.ts';
import { type AnswerFile, encoded, isRemark, type RowRemarks, remarksOf } from './answer.ts';

/** The records that were not taken, each value spelled as it was sent. */
export async function jsonAnswer(
  file: SourceFile,
  { format, encoding }: Inspected,
  refused: RowRemarks,
): Promise<AnswerFile> {
  const records: string[] = [];
  for await (const batch of jsonRecords(file, encoding, format)) {
    for (const record of batch) {
      const found = refused.get(record.row);
      if (found) records.push(recordText(record, remarksOf(String(record.row), found)));
    }
  }
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

const recordText = ({ fields }: JsonRecord, remarks: readonly (readonly [string, string])[]): string => {
  const own = fields
    .filter(({ name }) => !isRemark(name))
    .map(({ name, source }) => `${quoted(name)}:${oneLine(source)}`);
  return `{${[...own, ...remarks.map(([name, text]) => `${quoted(name)}:${quoted(text)}`)].join(',')}}`;
};

/** Line breaks may stand in a nested value, and only there. */
const oneLine = (source: string): string => source.replace(/[\r\n]+\s*/g, '');

/** Private-use characters are escaped: not each of them has a code in GB18030. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\uE000-\uF8FF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
