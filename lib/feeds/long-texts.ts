import type { RowFinding } from '../../schemas/record.ts';
import type { Matched } from './match-template.ts';
import { indexesOf } from './places.ts';

/**
 * Characters that a cell may have. The exchange format of 双公示 has 200 for names, 128 for a number and some thousands for
 * prose (docs/formats.md). What is far beyond that is no value of the column: a lost quote, or a whole document.
 */
const charactersMost = 500;
const proseMost = 10_000;
/** Characters of the cells of a row that are read. Fifty such rows fit into one message of a queue. */
const rowMost = 40_000;
/** Characters that a waiting row keeps of a text that is too long, or that is not read. */
const keptOfCell = 200;

/** Columns of a table that are written in sentences. */
const prose = new Set([
  'authorityText',
  'basis',
  'behaviour',
  'conduct',
  'content',
  'facts',
  'filing',
  'licence',
  'matter',
  'nature',
  'performance',
  'practice',
  'practiceScope',
  'reason',
  'reasonText',
  'remark',
  'removalReason',
  'removalReasonText',
  'title',
]);

/** What is too long in a row, and the cells that it keeps while it waits: of a text that is too long, the beginning. */
export interface LongTexts {
  readonly findings: readonly RowFinding[];
  readonly kept: readonly string[];
}

/** The texts of a row that are too long to be a value of their column, or too long together. The file has them whole. */
export function longTexts(cells: readonly string[], { places }: Pick<Matched, 'places'>): LongTexts {
  if (isShort(cells)) return { findings: [], kept: cells };
  const mosts = new Map<number, number>();
  const findings: RowFinding[] = [];
  let all = 0;
  for (const [column, place] of places) {
    const most = prose.has(column) ? proseMost : charactersMost;
    const lengths = indexesOf(place).map((index) => cells[index]?.length ?? 0);
    for (const index of indexesOf(place)) mosts.set(index, most);
    all += Math.max(...lengths.map((length) => Math.min(length, most)));
    if (lengths.some((length) => length > most))
      findings.push({ column: place.name, ...tooLong(`The text is longer than ${most} characters.`) });
  }
  const isLong = all > rowMost;
  if (isLong) findings.push(tooLong(`The texts of the row are longer than ${rowMost} characters together.`));
  const isKept = (text: string, index: number): boolean =>
    text.length <= keptOfCell || (!isLong && text.length <= (mosts.get(index) ?? 0));
  return { findings, kept: cells.map((text, index) => (isKept(text, index) ? text : beginningOf(text))) };
}

/** No text is cut, however the columns are called: most rows. */
function isShort(cells: readonly string[]): boolean {
  let all = 0;
  for (const { length } of cells) {
    if (length > keptOfCell) return false;
    all += length;
  }
  return all <= rowMost;
}

const tooLong = (what: string) =>
  ({ code: 'text-too-long', message: `${what} Is a quote missing? Shorten it.` }) as const;

const beginningOf = (text: string): string => `${text.slice(0, keptOfCell).toWellFormed()}…`;
