import { type CellRange, isOneCell, rangeOf } from './cell-range.ts';
import { tooManyMerges } from './cover-reader.ts';
import { columnLimit } from './format.ts';
import { brokenXlsx } from './zip-directory.ts';

/** Merged ranges of a sheet that are kept. A table has at most some for each entry. */
const mergeLimit = 200_000;
/** A tag of a merged range is far shorter. */
const tagLimit = 10_000;

/**
 * The merged cells of a sheet, by their first row. They stand behind the rows, so that the text of the sheet is searched
 * for them before its rows are read.
 * @throws FileProblem `too-many-merges`, `broken-xlsx`
 */
export function mergesOf(pieces: Iterable<string>): readonly CellRange[] {
  const merges: CellRange[] = [];
  for (const reference of mergeReferences(pieces)) {
    const range = rangeOf(reference);
    if (!range) throw brokenXlsx();
    if (!isOneCell(range) && range.left < columnLimit) merges.push(range);
    if (merges.length > mergeLimit) throw tooManyMerges();
  }
  return merges.sort((a, b) => a.top - b.top);
}

function* mergeReferences(pieces: Iterable<string>): Generator<string> {
  let rest = '';
  for (const piece of pieces) {
    const text = rest + piece;
    // A tag that is cut off is completed by the next piece.
    const last = text.lastIndexOf('<');
    const isCut = last >= 0 && text.indexOf('>', last) < 0 && text.length - last < tagLimit;
    rest = isCut ? text.slice(last) : '';
    if (text.includes('mergeCell')) yield* references(isCut ? text.slice(0, last) : text);
  }
}

const references = (text: string): IteratorObject<string> =>
  text
    .matchAll(/<(?:[\w.-]+:)?mergeCell\s(?:[^<>]*\s)?ref\s*=\s*["']([^"'<>]*)["']/g)
    .map(([, reference = '']) => reference);
