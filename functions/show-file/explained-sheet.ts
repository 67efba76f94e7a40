import type { SheetBody } from '../../lib/credit-file/projection/sheet-body.ts';
import { type Measure, measuresOf } from '../../lib/regulation/measures.ts';
import { notesOf, type RowNotes } from '../../lib/regulation/tables/row-notes.ts';
import { gradedCategories } from '../../lib/shared/category.ts';
import { grades } from '../../lib/shared/grade.ts';

type StoredSheet = Partial<{
  readonly lines: readonly { readonly indicator: string }[];
  readonly measures: readonly Measure[];
}>;

/** A line with the three levels of its indicator (Art. 17) and the condition that its annex states. */
export const explainedLine = <T extends { readonly indicator: string }>(line: T): T & RowNotes => ({
  ...line,
  ...notesOf(line.indicator),
});

/** Every measure by code, grade and category, as it is worded today. */
const worded: ReadonlyMap<string, Measure> = new Map(
  gradedCategories.flatMap((category) =>
    grades.flatMap((grade) =>
      measuresOf(category, grade, ['E']).map((one) => [keyOf(category, grade, one.code), one] as const),
    ),
  ),
);

function keyOf(category: unknown, grade: unknown, code: string): string {
  return `${category}/${grade}/${code}`;
}

/**
 * A stored sheet as it is shown: what the text says of each line and measure is joined to it. Results, lines and the
 * codes of measures are as stored; the stored bytes are what `proof` and `npm run verify` check.
 */
export const explainedSheet = ({ sheet, publishedSheet, ...body }: SheetBody): object => ({
  ...body,
  ...(sheet && { sheet: explained(sheet) }),
  ...(publishedSheet && { publishedSheet: explained(publishedSheet) }),
});

function explained(sheet: object): object {
  const { lines, measures } = sheet as StoredSheet;
  const { category, grade } = sheet as { category?: unknown; grade?: unknown };
  return {
    ...sheet,
    ...(lines && { lines: lines.map(explainedLine) }),
    ...(measures && {
      measures: measures.map((one) => worded.get(keyOf(category, grade, one.code)) ?? one),
    }),
  };
}
