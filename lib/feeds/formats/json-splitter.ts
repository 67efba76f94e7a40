import { FileProblem, rowLimit, rowTooLarge } from './format.ts';

export interface JsonSplitter {
  /** Returns the texts of the records that end in this piece of the file. */
  write(text: string): string[];
  /**
   * Returns the records that the end of the file completes.
   * @throws FileProblem when the file ends too early
   */
  end(): string[];
}

const depthLimit = 64;
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

export const brokenJson = (where: string): FileProblem =>
  new FileProblem('broken-json', `The file is not JSON ${where}. Export it again, or send CSV.`);

export const noRecords = (): FileProblem =>
  new FileProblem('broken-json', 'The file is no array of records, and no object with one array of records.');

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** What may come next, between two values. */
type Place =
  | 'start'
  | 'first-record'
  | 'record'
  | 'after-record'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'value'
  | 'after-value'
  | 'end';

/**
 * Splits JSON text, in pieces of any size, into the texts of its records: the elements of an array, or of the array to
 * which the fields of `path` lead in an object; other fields are skipped. At most one record is in memory.
 */
export function createJsonSplitter(path: readonly string[] = []): JsonSplitter {
  const scanner = createValueScanner();
  let place: Place = 'start';
  /** How many objects are open around the records. */
  let depth = 0;
  let hasRecords = false;
  let key = '';
  let count = 0;
  const where = (): string => (count === 0 ? 'before its first record' : `at record ${count}`);

  const begin = (next: Place): void => {
    if (next === 'record' || next === 'first-record') count++;
    scanner.begin(where());
  };
  /** Takes a whole value. Returns the text when it is a record. */
  const take = (text: string): string | undefined => {
    if (place === 'record' || place === 'first-record') {
      place = 'after-record';
      return text;
    }
    if (place === 'key' || place === 'first-key') key = parsedKey(text);
    else checkValue(text, where());
    place = place === 'value' ? 'after-value' : 'colon';
    return undefined;
  };
  /** Handles a character between values. False when a value begins with it. */
  const punctuation = (code: number): boolean => {
    if (isSpace(code)) return true;
    const isStep = place === 'start' || key === path[depth - 1];
    const isLast = depth === path.length;
    const next = nextPlace(place, code, { inObject: depth > 0, opens: isStep && (isLast ? '[' : '{') });
    if (next === 'value-begins') return false;
    if (next === undefined) throw place === 'start' ? noRecords() : brokenJson(where());
    if (next === 'first-key') depth++;
    if (next === 'first-record') {
      if (hasRecords) throw brokenJson('where records are named twice');
      hasRecords = true;
    }
    const isClosed = code === closeBrace && next === 'end';
    if (isClosed) depth--;
    place = isClosed && depth > 0 ? 'after-value' : next;
    if (place === 'end' && !hasRecords) throw noRecords();
    return true;
  };
  return {
    write(text) {
      const records: string[] = [];
      let at = 0;
      while (at < text.length) {
        if (!scanner.isInside()) {
          if (punctuation(text.charCodeAt(at))) {
            at++;
            continue;
          }
          begin(place);
        }
        const { next, value } = scanner.scan(text, at);
        at = next;
        const record = value === undefined ? undefined : take(value);
        if (record !== undefined) records.push(record);
      }
      return records;
    },
    end() {
      if (place !== 'end') throw place === 'start' ? noRecords() : brokenJson(`${where()}: it is cut off`);
      return [];
    },
  };
}

/** The state after a character, or undefined when the character is not allowed there. */
function nextPlace(
  place: Place,
  code: number,
  { inObject, opens }: { inObject: boolean; opens: '[' | '{' | false },
): Place | 'value-begins' | undefined {
  switch (place) {
    case 'start':
      return opened(code, opens);
    case 'first-record':
      return code === closeBracket ? (inObject ? 'after-value' : 'end') : 'value-begins';
    case 'after-record':
      if (code === comma) return 'record';
      return code === closeBracket ? (inObject ? 'after-value' : 'end') : undefined;
    case 'first-key':
      return code === closeBrace ? 'end' : code === quote ? 'value-begins' : undefined;
    case 'key':
      return code === quote ? 'value-begins' : undefined;
    case 'colon':
      return code === colon ? 'value' : undefined;
    case 'value':
      return opened(code, opens) ?? 'value-begins';
    case 'after-value':
      return code === comma ? 'key' : code === closeBrace ? 'end' : undefined;
    case 'record':
      return 'value-begins';
    case 'end':
      return undefined;
  }
}

/** The state inside of what the path leads to. Undefined when the character opens something else. */
function opened(code: number, opens: '[' | '{' | false): Place | undefined {
  if (opens === '[' && code === openBracket) return 'first-record';
  return opens === '{' && code === openBrace ? 'first-key' : undefined;
}

function parsedKey(text: string): string {
  checkValue(text, 'where a field is named');
  return String(JSON.parse(text));
}

function checkValue(text: string, where: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw brokenJson(where);
  }
}

/** Finds the end of a value that may span several pieces of text: an object, an array, a string or a literal. */
function createValueScanner() {
  let pieces = '';
  let isInside = false;
  let depth = 0;
  let inText = false;
  let isEscaped = false;
  let where = '';
  const endIn = (text: string, from: number): number => {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (inText) {
        if (isEscaped) isEscaped = false;
        else if (code === backslash) isEscaped = true;
        else if (code === quote) {
          inText = false;
          if (depth === 0) return at + 1;
        }
      } else if (code === quote) inText = true;
      else if (code === openBrace || code === openBracket) {
        if (++depth > depthLimit) throw brokenJson(`${where}: it nests deeper than ${depthLimit}`);
      } else if (code === closeBrace || code === closeBracket) {
        if (depth === 0) return at;
        if (--depth === 0) return at + 1;
      } else if (depth === 0 && (code === comma || isSpace(code))) return at;
    }
    return -1;
  };
  return {
    isInside: () => isInside,
    begin(place: string): void {
      where = place;
      isInside = true;
      pieces = '';
      depth = 0;
    },
    /** Continues at `from`. Returns the value if it ends in this text, and where to continue. */
    scan(text: string, from: number): { next: number; value?: string } {
      const end = endIn(text, from);
      const next = end < 0 ? text.length : end;
      pieces += text.slice(from, next);
      if (pieces.length > rowLimit) throw rowTooLarge(`What the file holds ${where}`);
      if (end < 0) return { next };
      isInside = false;
      return { next, value: pieces };
    },
  };
}
