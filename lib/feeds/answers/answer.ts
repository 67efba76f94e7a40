import type { RowFinding } from '../../../schemas/record.ts';
import { answerColumns } from '../feed.ts';
import { encodeGb18030 } from '../formats/encode-gb18030.ts';
import type { Encoding } from '../formats/format.ts';

export interface AnswerFile {
  readonly contentType: string;
  /** Without the sender's own file name: `answer.csv`. */
  readonly fileName: string;
  readonly body: Uint8Array;
}

/** The findings of each row that was not accepted, by row number. */
export type RowFindings = ReadonlyMap<number, readonly RowFinding[]>;

/** The four cells an answer appends to a row. `label` is the row number as the sender's program shows it. */
export const remarksOf = (label: string, findings: readonly RowFinding[]): [string, string][] => [
  [answerColumns[0], label],
  [answerColumns[1], findings.map(({ column = '' }) => column).join('；')],
  [answerColumns[2], findings.map(({ code }) => code).join('；')],
  [answerColumns[3], findings.map(({ message }) => message).join('；')],
];

/** True for a column that an earlier answer added. A new answer replaces it. */
export const isRemark = (column: string): boolean =>
  (answerColumns as readonly string[]).includes(column.trim());

/** Encodes pieces of text in the sender's encoding. */
export const encoded = (pieces: readonly string[], encoding: Encoding): Uint8Array => {
  const encode = encoding === 'gb18030' ? encodeGb18030 : (text: string) => new TextEncoder().encode(text);
  return Buffer.concat(pieces.map(encode));
};
