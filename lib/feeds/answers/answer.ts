import { explanationOf } from '../../../schemas/reasons/reason.ts';
import { type RowFindingCode, rowReasons } from '../../../schemas/reasons/rows/index.ts';
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

/** What is wrong with one cell, or with the row when it has no column: one remark, however many findings. */
export interface CellRemark {
  /** The column's name in the sender's file; `#5` for one without a name. */
  readonly column: string;
  readonly codes: readonly RowFindingCode[];
  /** What is wrong, how it is mended, and an example. */
  readonly text: string;
}

export const cellRemarks = (findings: readonly RowFinding[]): CellRemark[] =>
  [...Map.groupBy(findings, ({ column = '', code }) => column || `:${code}`).values()].map((same) => {
    const codes = [...new Set(same.map(({ code }) => code))];
    const text = codes.map((code) => explanationOf(rowReasons, code)).join('');
    return { column: same[0]?.column ?? '', codes, text };
  });

/**
 * The four columns that an answer adds to a row; `label` is its number, as the sender's program shows it. The second and
 * third have one entry a cell; several codes of one cell are joined by 、.
 */
export const remarksOf = (label: string, { findings, mark = '' }: RowRemark): [string, string][] => {
  const remarks = cellRemarks(findings);
  return [
    [answerColumns[0], label],
    [answerColumns[1], remarks.map(({ column }) => shownColumn(column)).join('；')],
    [answerColumns[2], remarks.map(({ codes }) => codes.join('、')).join('；')],
    [answerColumns[3], `${sentencesAbout(remarks)}${mark}`],
  ];
};

/** What is wrong with a row and how it is mended (说明): a sentence, or one with a number for each cell. */
const sentencesAbout = (remarks: readonly CellRemark[]): string =>
  remarks
    .map(({ column, text }, index) => {
      const number = remarks.length > 1 ? `（${index + 1}）` : '';
      return `${number}${column ? `${shownColumn(column)}：` : ''}${text}`;
    })
    .join('');

/** A column without a name is called by its position. */
const shownColumn = (column: string): string => column.replace(/^#(\d+)$/, '第$1列');

/** True for a column of an earlier answer, which a new one replaces. */
export const isRemark = (column: string): boolean =>
  (answerColumns as readonly string[]).includes(column.trim());

/** Encodes pieces of text in the sender's encoding. UTF-16 always has a byte order mark, by which programs know it. */
export const encoded = (pieces: readonly string[], encoding: Encoding): Uint8Array => {
  if (encoding === 'utf-8' || encoding === 'gb18030') {
    const encode = encoding === 'gb18030' ? encodeGb18030 : (text: string) => new TextEncoder().encode(text);
    return Buffer.concat(pieces.map(encode));
  }
  const bytes = Buffer.from(`\uFEFF${pieces.join('').replace(/^\uFEFF/, '')}`, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
};
