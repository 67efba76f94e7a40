import { rowLimit, rowTooLarge } from './format.ts';
import { brokenJson } from './json-splitter.ts';

/** An array of a file that is an object, by the names of the fields that lead to it. */
export interface FoundArray {
  readonly path: readonly string[];
  /** True when its first element is an object. */
  readonly hasObjects: boolean;
  readonly length: number;
}

/** Where the arrays of a file are, and the values beside them (`total`, `hasNext`), by path. */
export interface JsonOutline {
  readonly arrays: readonly FoundArray[];
  readonly values: ReadonlyMap<string, string>;
}

const depthLimit = 64;
/** More arrays or values than this are no wrapper of records. */
const countLimit = 1000;
/** Longer values are no count, and longer names none of a wrapper. */
const lengthLimit = 1000;

/**
 * Notes the arrays of a JSON object in pieces of text of any size, without keeping records. Arrays within arrays do not
 * count. It does not check the text: the splitter does.
 */
export function createJsonOutline(): { write(text: string): void; end(): JsonOutline } {
  const arrays: FoundArray[] = [];
  const values = new Map<string, string>();
  /** The names of the fields that are open, one for each object. */
  const path: string[] = [];
  const array = createArrayScanner();
  let token = '';
  let inText = false;
  let isEscaped = false;

  const noteValue = (): void => {
    const value = token.trim();
    token = '';
    if (value !== '' && values.size < countLimit) values.set(path.join('.'), value);
  };
  const structure = (character: string): void => {
    if (character === '{') {
      path.push('');
      if (path.length > depthLimit)
        throw brokenJson(`before its first record: it nests deeper than ${depthLimit}`);
    } else if (character === '[') array.begin();
    else if (character === ':') {
      if (path.length > 0) path[path.length - 1] = nameOf(token);
    } else if (character === '}' || character === ',') {
      noteValue();
      if (character === '}') path.pop();
    } else if (token.length < lengthLimit) token += character;
    if (character === '{' || character === '[' || character === ':') token = '';
  };
  const text = (character: string): void => {
    if (token.length < lengthLimit) token += character;
    if (isEscaped) isEscaped = false;
    else if (character === '\\') isEscaped = true;
    else if (character === '"') inText = false;
  };
  return {
    write(piece) {
      for (let at = 0; at < piece.length; at++) {
        if (array.isInside()) {
          const found = array.scan(piece, at);
          at = found.next - 1;
          if (found.array && arrays.length < countLimit) arrays.push({ path: [...path], ...found.array });
          continue;
        }
        const character = piece[at] ?? '';
        if (inText) text(character);
        else {
          inText = character === '"';
          structure(character);
        }
      }
    },
    end: () => ({ arrays, values }),
  };
}

function nameOf(token: string): string {
  try {
    return String(JSON.parse(token.trim()));
  } catch {
    return token.trim();
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Passes over an array that may span several pieces of text, and counts its elements. */
function createArrayScanner() {
  let depth = 0;
  let inText = false;
  let isEscaped = false;
  let length = 0;
  let hasObjects = false;
  let hasElement = false;
  let characters = 0;
  const element = (code: number): void => {
    hasElement = true;
    length++;
    if (length === 1) hasObjects = code === openBrace;
  };
  const checkLength = (more: number): void => {
    characters += more;
    if (characters > rowLimit) throw rowTooLarge(`What the file holds at record ${length}`);
  };
  return {
    isInside: () => depth > 0,
    begin(): void {
      [depth, length, characters] = [1, 0, 0];
      hasElement = hasObjects = false;
    },
    scan(text: string, from: number): { next: number; array?: { hasObjects: boolean; length: number } } {
      let began = from;
      for (let at = from; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (inText) {
          if (isEscaped) isEscaped = false;
          else if (code === backslash) isEscaped = true;
          else if (code === quote) inText = false;
          continue;
        }
        if (!hasElement && code > 0x20 && code !== closeBracket && code !== comma) element(code);
        if (code === quote) inText = true;
        else if (code === openBrace || code === openBracket) depth++;
        else if (code === closeBrace || code === closeBracket) depth--;
        else if (code === comma && depth === 1) {
          hasElement = false;
          characters = 0;
          began = at;
        }
        if (depth === 0) return { next: at + 1, array: { hasObjects, length } };
      }
      checkLength(text.length - began);
      return { next: text.length };
    },
  };
}
