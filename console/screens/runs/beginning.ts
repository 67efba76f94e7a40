/** Bytes of a file of which the beginning is looked at. */
export const beginningBytes = 1024 * 1024;

const newline = 0x0a;
const quote = 0x22;

/** Whether a file can be cut after a row: tables as text can, workbooks, archives and documents cannot. */
export const hasRows = (name: string): boolean => /\.(csv|txt|ndjson|jsonl)$/i.test(name);

/**
 * Where to cut the beginning of a file so that it has whole rows; 0 where no row ends in it. A line that ends within
 * quotes ends no row of a CSV. In UTF-8 and GB18030 neither a line end nor a quote is a part of another character; in
 * UTF-16 it may be, and nothing is cut.
 */
export function endOfRows(name: string, bytes: Uint8Array): number {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide || !hasRows(name)) return 0;
  const isJson = /\.(ndjson|jsonl)$/i.test(name);
  let isQuoted = false;
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === quote && !isJson) isQuoted = !isQuoted;
    else if (bytes[at] === newline && !isQuoted) end = at + 1;
  }
  return end;
}
