import { createCsvSplitter } from './csv-records.ts';
import { isBlank } from './format.ts';

const separators = [',', '\t', ';', '|'] as const;
const rowsCompared = 10;

/** The first line by which a spreadsheet is told the separator. The spreadsheet does not show it as a row. */
const saidSeparator = /^"?sep=([,;|\t])"? *(\r\n|\r|\n)/i;

/**
 * The separator of a file, and the text behind the line that says it. Otherwise it is the one that gives most of the
 * first rows the same number of cells, and the most cells.
 */
export function separatorOf(head: string): { readonly separator: string; readonly begin: number } {
  const said = saidSeparator.exec(head);
  if (said?.[1] !== undefined) return { separator: said[1], begin: said[0].length };
  const scores = separators.map((separator) => scoreOf(head, separator));
  return { separator: separators[scores.indexOf(Math.max(...scores))] ?? ',', begin: 0 };
}

function scoreOf(head: string, separator: string): number {
  const counts = firstRows(head, separator).map((cells) => cells.length - 1);
  return Math.max(0, ...counts.map((count) => count * counts.filter((other) => other === count).length));
}

/** The first rows that are not blank, read with this separator, up to quotes that do not fit it. */
function firstRows(head: string, separator: string): (readonly string[])[] {
  const splitter = createCsvSplitter(separator);
  return [splitter.write(head), splitter.end()]
    .flatMap(({ records }) => records.map(({ cells }) => cells))
    .filter((cells) => !isBlank(cells))
    .slice(0, rowsCompared);
}
