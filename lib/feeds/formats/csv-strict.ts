/** A record by the rules of CSV, or what is in the way: text that is still to come, or quotes that break the rules. */
export type StrictRecord =
  | { readonly kind: 'record'; readonly cells: readonly string[]; readonly next: number }
  | { readonly kind: 'more' }
  /** `isAhead`: all text up to the end was searched for the closing quote. */
  | { readonly kind: 'broken'; readonly isAhead: boolean };

const lineBreak = /[\r\n]/g;

/** The end of the line that begins at `from`, and of its line break. Undefined when the text does not show it. */
export function lineEnd(
  text: string,
  from: number,
  isEnd: boolean,
): { readonly end: number; readonly next: number } | undefined {
  lineBreak.lastIndex = from;
  const end = lineBreak.exec(text)?.index;
  if (end === undefined) return isEnd ? { end: text.length, next: text.length } : undefined;
  if (text[end] === '\n') return { end, next: end + 1 };
  if (end + 1 === text.length && !isEnd) return undefined;
  return { end, next: text[end + 1] === '\n' ? end + 2 : end + 1 };
}

/** The end of the quoted cell whose opening quote stands at `from`: the position behind its closing quote. */
function quoteEnd(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at + 1;
  return undefined;
}

const behindBlanks = (text: string, from: number): number => {
  let at = from;
  while (text[at] === ' ') at++;
  return at;
};

/** Reads the record at `from`. Blanks around quotes are no part of a cell. */
export function strictRecord(
  text: string,
  from: number,
  { separator, isEnd }: { separator: string; isEnd: boolean },
): StrictRecord {
  const cells: string[] = [];
  const line = lineEnd(text, from, isEnd);
  const plainEnd = new RegExp(`[\\r\\n"${separator === '|' ? '\\|' : separator}]`, 'g');
  const ending = (at: number): StrictRecord => {
    const next = lineEnd(text, at, isEnd)?.next;
    return next === undefined ? { kind: 'more' } : { kind: 'record', cells, next };
  };
  for (let at = from; ; at++) {
    const begin = behindBlanks(text, at);
    if (text[begin] === '"') {
      const end = quoteEnd(text, begin);
      if (end === undefined) return isEnd ? { kind: 'broken', isAhead: true } : { kind: 'more' };
      at = behindBlanks(text, end);
      if (at >= text.length && !isEnd) return { kind: 'more' };
      cells.push(text.slice(begin + 1, end - 1).replaceAll('""', '"'));
    } else {
      plainEnd.lastIndex = at;
      const end = plainEnd.exec(text)?.index;
      if (end === undefined && !(isEnd && line)) return { kind: 'more' };
      cells.push(text.slice(at, end));
      at = end ?? text.length;
      if (text[at] === '"') return { kind: 'broken', isAhead: at > (line?.next ?? at) };
    }
    if (at >= text.length || text[at] === '\r' || text[at] === '\n') return ending(at);
    if (text[at] !== separator) return { kind: 'broken', isAhead: at > (line?.next ?? at) };
  }
}
