import { columnLimit } from './format.ts';

/** What the quotes of a line mean: its cells, more than one reading (`many`), or a quote that does not close (`open`). */
export type QuoteReading = readonly string[] | 'many' | 'open';

/** Readings that are compared. A line with more of them has no clear one. */
const readingLimit = 16;

interface Group {
  readonly text: string;
  readonly isWrapped: boolean;
}
type Reading = readonly Group[];

/**
 * Reads a line whose quotes break the rules of CSV, where only one reading is possible. A quote in a cell without
 * quotes is text. A cell in quotes ends with the quote before a separator, and may hold separators. Of several readings
 * the one with the table's number of cells counts. `width` is undefined while no row of the table is known.
 */
export function readQuotes(line: string, separator: string, width: number | undefined): QuoteReading {
  const segments = line.split(separator);
  if (segments.length > columnLimit) return 'many';
  const readings = readingsOf(segments);
  if (readings.length === 0) return 'open';
  if (readings.length > readingLimit) return 'many';
  const fits = readings.filter(({ length }) => length === width);
  const [only, another] = fits.length > 0 ? fits : readings;
  if (!only || another) return 'many';
  const found = groupsOf(segments, only, separator);
  if (!isClear(found, separator)) return 'many';
  const isWhole = width === undefined || found.length === width;
  if (!isWhole && !isShort(found, segments, width)) return 'many';
  return found.map(cellOf);
}

/**
 * Blank cells at the end may be missing, if the quotes leave no doubt where the cells end. A row that ends with a quote
 * may go on in the next line.
 */
const isShort = (found: Reading, segments: readonly string[], width: number): boolean =>
  found.length < width &&
  found.length === segments.length &&
  !endsQuoted(segments.at(-1) ?? '') &&
  found.every(({ text, isWrapped }) => isWrapped || quotesIn(text) % 2 === 0);

/**
 * False where a quote can be text or a mark all the same: a pair of quotes around a separator, or a cell with quotes at
 * both ends and inside, in a row that clearly quotes no other cell.
 */
function isClear(reading: Reading, separator: string): boolean {
  const odd = reading.filter(({ text, isWrapped }) => !isWrapped && quotesIn(text) % 2 === 1);
  if (odd.length > 1) return false;
  const isRaw = ({ text }: Group): boolean =>
    !text.includes(separator) && inside(text).replaceAll('""', '').includes('"');
  const wrapped = reading.filter(({ isWrapped }) => isWrapped);
  return !wrapped.some(isRaw) || !wrapped.every(isRaw);
}

/** Every way in which the text between separators makes cells, as their ends; one more than the limit at most. */
function readingsOf(segments: readonly string[]): (readonly number[])[] {
  const ends = segments.map((_, from) => groupEnds(segments, from));
  const alive = new Array<boolean>(segments.length + 1).fill(false);
  alive[segments.length] = true;
  for (let at = segments.length - 1; at >= 0; at--)
    alive[at] = (ends[at] ?? []).some((end) => alive[end] === true);
  const found: number[][] = [];
  const path: number[] = [];
  const extend = (at: number): void => {
    if (found.length > readingLimit || !alive[at]) return;
    if (at === segments.length) return void found.push([...path]);
    for (const end of ends[at] ?? []) {
      path.push(end);
      extend(end);
      path.pop();
    }
  };
  extend(0);
  return found;
}

const groupsOf = (segments: readonly string[], ends: readonly number[], separator: string): Reading =>
  ends.map((end, index) => {
    const text = segments.slice(ends[index - 1] ?? 0, end).join(separator);
    return { text, isWrapped: isWrapped(text) };
  });

/** Where a cell that begins with this segment can end. A quote, a separator and a quote always end one. */
function groupEnds(segments: readonly string[], from: number): number[] {
  const first = segments[from] ?? '';
  const ends = isWrapped(first) || isText(first) ? [from + 1] : [];
  if (!beginsQuoted(first)) return ends;
  for (let at = from + 1; at < segments.length; at++) {
    const [before = '', here = ''] = segments.slice(at - 1, at + 1);
    if (endsQuoted(before) && beginsQuoted(here) && !(at - 1 === from && before.trim() === '"')) break;
    if (endsQuoted(here)) ends.push(at + 1);
  }
  return ends;
}

const beginsQuoted = (text: string): boolean => text.trimStart().startsWith('"');
const endsQuoted = (text: string): boolean => text.trimEnd().endsWith('"');
const isWrapped = (text: string): boolean => /^ *"[\s\S]*" *$/.test(text);
/** A cell without quotes around it. One that begins with a quote needs a second one: `"好"药店`. */
const isText = (text: string): boolean =>
  !/[\r\n]/.test(text) && (!beginsQuoted(text) || quotesIn(text) % 2 === 0);
const quotesIn = (text: string): number => text.split('"').length - 1;
const inside = (text: string): string => text.trim().slice(1, -1);
const cellOf = ({ text, isWrapped: isQuoted }: Group): string =>
  isQuoted ? inside(text).replaceAll('""', '"') : text;
