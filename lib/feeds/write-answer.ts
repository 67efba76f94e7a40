import type { Source } from '../shared/source.ts';
import type { AnswerFile, RowRemarks } from './answers/answer.ts';
import { jsonAnswer } from './answers/json-answer.ts';
import { csvAnswer, xlsxAnswer } from './answers/table-answer.ts';
import { xmlAnswer } from './answers/xml-answer.ts';
import type { SourceFile } from './formats/format.ts';
import { inspect } from './formats/inspect.ts';
import { feeds } from './sources.ts';

/**
 * The rows that were not accepted, in the sender's own columns, format and encoding, with row, column, code and reason.
 * A corrected answer can be sent back unchanged. `source` states where the header of a sheet is.
 * @throws FileProblem when the file itself cannot be read
 */
export async function writeAnswer(
  file: SourceFile,
  refused: RowRemarks,
  source: Source,
): Promise<AnswerFile> {
  const inspected = await inspect(file);
  switch (inspected.format) {
    case 'json':
    case 'ndjson':
      return jsonAnswer(file, inspected, refused);
    case 'xml':
      return xmlAnswer(file, inspected, refused);
    case 'xlsx':
      return xlsxAnswer(file, feeds[source], refused);
    case 'csv':
      return csvAnswer(file, { ...inspected, feed: feeds[source] }, refused);
  }
}
