import { explanationOf } from '../../../schemas/reasons/reason.ts';
import { rowReasons } from '../../../schemas/reasons/rows/index.ts';
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

/** Why a row was not taken; `mark` names the row, so that a mended one resolves it. */
export interface RowRemark {
  readonly findings: readonly RowFinding[];
  readonly mark?: string;
}

/** By row number. */
export type RowRemarks = ReadonlyMap<number, RowRemark>;

/** The four columns that an answer adds to a row; `label` is its number, as the sender's program shows it. */
export const remarksOf = (label: string, { findings, mark = '' }: RowRemark): [string, string][] => [
  [answerColumns[0], label],
  [answerColumns[1], findings.map(({ column = '' }) => column).join('；')],
  [answerColumns[2], findings.map(({ code }) => code).join('；')],
  [answerColumns[3], `${sentencesAbout(findings)}${mark}`],
];

/** What is wrong with a row and how it is mended (说明): a sentence, or one with a number for each finding. */
const sentencesAbout = (findings: readonly RowFinding[]): string =>
  findings
    .map(({ column, code }, index) => {
      const number = findings.length > 1 ? `（${index + 1}）` : '';
      return `${number}${column ? `${column}：` : ''}${explanationOf(rowReasons, code)}`;
    })
    .join('');

/** True for a column of an earlier answer, which a new one replaces. */
export const isRemark = (column: string): boolean =>
  (answerColumns as readonly string[]).includes(column.trim());

/** Encodes pieces of text in the sender's encoding. */
export const encoded = (pieces: readonly string[], encoding: Encoding): Uint8Array => {
  const encode = encoding === 'gb18030' ? encodeGb18030 : (text: string) => new TextEncoder().encode(text);
  return Buffer.concat(pieces.map(encode));
};
