/**
 * What is shown of an entry that is larger than a whole answer may be. Such entries are rare: a sheet or a line that
 * rests on thousands of documents, a document that was changed thousands of times.
 */

const deductionsShown = 100;
const historyShown = 100;

type Line = { readonly deductions?: readonly unknown[] | undefined };
type Sheet = { readonly lines?: readonly Line[] };

/** A line of a sheet with the first of its evidence. */
export function shortLine<T extends Line>(line: T): T & { deductionsOmitted?: number } {
  const { deductions = [] } = line;
  return deductions.length <= deductionsShown
    ? line
    : {
        ...line,
        deductions: deductions.slice(0, deductionsShown),
        deductionsOmitted: deductions.length - deductionsShown,
      };
}

/** A sheet without the input it was scored from, and with shortened lines. It says so. */
export function shortSheet({
  input: _input,
  publishedInput: _published,
  ...body
}: {
  readonly input?: unknown;
  readonly publishedInput?: unknown;
  readonly [more: string]: unknown;
}): object {
  const { sheet, publishedSheet } = body as { sheet?: Sheet; publishedSheet?: Sheet };
  return {
    ...body,
    ...(sheet && { sheet: withShortLines(sheet) }),
    ...(publishedSheet && { publishedSheet: withShortLines(publishedSheet) }),
    isShortened: true,
  };
}

const withShortLines = (sheet: Sheet): Sheet => ({
  ...sheet,
  ...(sheet.lines && { lines: sheet.lines.map(shortLine) }),
});

/** A decision with the newest statements of its history. */
export function shortDecision<T extends { readonly history?: readonly unknown[] }>(decision: T): T {
  const { history = [] } = decision;
  return {
    ...decision,
    history: history.slice(-historyShown),
    historyOmitted: Math.max(0, history.length - historyShown),
  };
}
