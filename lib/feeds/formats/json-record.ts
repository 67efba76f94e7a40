/** A field of a record: its value as text, and as it was written. */
export interface JsonField {
  readonly name: string;
  readonly text: string;
  readonly source: string;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these may not stand in a JSON text
const needsCare = /[\\\u0000-\u001F]/;

/**
 * The fields of a JSON object in order; a repeated name appears as often as it is written. Numbers keep their spelling,
 * because an identifier written as a number has more digits than a float can represent. Nested values are returned as
 * JSON. Undefined when the text is not an object.
 */
export function parseJsonRecord(text: string): JsonField[] | undefined {
  try {
    return fieldsOf(text);
  } catch {
    return undefined;
  }
}

function fieldsOf(text: string): JsonField[] {
  const fields: JsonField[] = [];
  let at = expected(text, afterSpace(text, 0), '{');
  at = afterSpace(text, at);
  if (text[at] === '}') return ended(text, at + 1, fields);
  for (;;) {
    const key = valueAt(text, at);
    if (text[at] !== '"') throw new SyntaxError('a name is a text');
    at = afterSpace(text, expected(text, afterSpace(text, key.next), ':'));
    const value = valueAt(text, at);
    fields.push({ name: key.text, text: value.text, source: text.slice(at, value.next) });
    at = afterSpace(text, value.next);
    if (text[at] === '}') return ended(text, at + 1, fields);
    at = afterSpace(text, expected(text, at, ','));
  }
}

function ended(text: string, at: number, fields: JsonField[]): JsonField[] {
  if (afterSpace(text, at) < text.length) throw new SyntaxError('more than one value');
  return fields;
}

function afterSpace(text: string, at: number): number {
  if (text.charCodeAt(at) > 0x20) return at;
  space.lastIndex = at;
  space.test(text);
  return space.lastIndex;
}

function expected(text: string, at: number, character: string): number {
  if (text[at] !== character) throw new SyntaxError(`${character} is missing`);
  return at + 1;
}

interface Value {
  /** The value as a cell shows it. */
  readonly text: string;
  readonly next: number;
}

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  t: { true: 'true' },
  f: { false: 'false' },
  n: { null: '' },
};

function valueAt(text: string, at: number): Value {
  const first = text[at] ?? '';
  if (first === '"') return textAt(text, at);
  if (first === '{' || first === '[') return nestedAt(text, at);
  for (const [word, shown] of Object.entries(words[first] ?? {}))
    if (text.startsWith(word, at)) return { text: shown, next: at + word.length };
  number.lastIndex = at;
  if (!number.test(text)) throw new SyntaxError('no value');
  return { text: text.slice(at, number.lastIndex), next: number.lastIndex };
}

function textAt(text: string, at: number): Value {
  const next = textEnd(text, at);
  const inside = text.slice(at + 1, next - 1);
  return { text: needsCare.test(inside) ? String(JSON.parse(text.slice(at, next))) : inside, next };
}

/** Position after the closing quote: the first quote that is not escaped by a backslash. */
function textEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  throw new SyntaxError('a text does not end');
}

function nestedAt(text: string, at: number): Value {
  let depth = 0;
  for (let next = at; next < text.length; next++) {
    const character = text[next];
    if (character === '"') next = textEnd(text, next) - 1;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) {
      const nested = text.slice(at, next + 1);
      JSON.parse(nested);
      return { text: nested, next: next + 1 };
    }
  }
  throw new SyntaxError('a bracket does not close');
}
