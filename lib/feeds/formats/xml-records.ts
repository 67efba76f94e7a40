import { decoded } from './decode.ts';
import { columnLimit, type Encoding, FileProblem, rowLimit, rowTooLarge, type SourceFile } from './format.ts';
import { localName, strictXml, type XmlReader } from './strict-xml.ts';

/** An element that may be a record: a child of the root or of `Body`. */
export interface XmlRecord {
  /** Names of the elements down to it: `DATAS/DATA`, `Request/Body/DATA`. */
  readonly path: string;
  readonly fields: readonly { name: string; text: string }[];
  /** True when the record contains text outside of its fields. */
  readonly hasStrayText: boolean;
}

/**
 * Every element of a file that may be a record, in batches.
 * @throws FileProblem
 */
export async function* xmlRecords(file: SourceFile, encoding: Encoding): AsyncGenerator<XmlRecord[]> {
  let ready: XmlRecord[] = [];
  const declared = { isOther: false };
  const reader = recordReader(
    (record) => ready.push(record),
    (name) => {
      declared.isOther = encodingOf(name, encoding) !== encoding;
    },
  );
  let hasBegun = false;
  for await (const piece of decoded(file, encoding)) {
    // Blank lines before the declaration are not valid XML, and do no harm.
    const text: string = hasBegun ? piece : piece.trimStart();
    hasBegun ||= text !== '';
    reader.write(text);
    // A file that contains only ASCII is the same in every encoding.
    if (declared.isOther && !isAscii(text)) throw declaredOtherwise();
    if (ready.length === 0) continue;
    yield ready;
    ready = [];
  }
  reader.close();
  if (ready.length > 0) yield ready;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what ASCII is
const isAscii = (text: string): boolean => /^[\u0000-\u007F]*$/.test(text);

/** The encoding that a declaration names. If it names none, the detected one is right. */
function encodingOf(declared: string | undefined, detected: Encoding): Encoding | undefined {
  const name = declared?.toLowerCase().replaceAll('-', '');
  if (name === undefined) return detected;
  if (name === 'utf8') return 'utf-8';
  return name === 'gbk' || name === 'gb2312' || name === 'gb18030' ? 'gb18030' : undefined;
}

const declaredOtherwise = (): FileProblem =>
  new FileProblem(
    'unknown-encoding',
    'The file declares another encoding than the one it is in. Declare UTF-8 or GB18030, whichever it is, and send it again.',
  );

/** Depths: the root, its children, and the children of `Body`. */
const [rootDepth, childDepth, bodyChildDepth] = [1, 2, 3];

function recordReader(
  onRecord: (record: XmlRecord) => void,
  onDeclaration: (encoding: string | undefined) => void,
): XmlReader {
  const names: string[] = [];
  let count = 0;
  let recordDepth = 0;
  let fields: { name: string; text: string }[] = [];
  let text = '';
  let hasStrayText = false;
  let characters = 0;
  const where = (): string => (count === 0 ? 'before its first record' : `at record ${count}`);
  /** The depth of records, as far as the elements above show it. */
  const depthHere = (): number => (/^body$/i.test(names[rootDepth] ?? '') ? bodyChildDepth : childDepth);
  return strictXml(
    {
      declaration: onDeclaration,
      open({ name }) {
        names.push(localName(name));
        if (names.length === depthHere() && recordDepth === 0) {
          recordDepth = names.length;
          fields = [];
          hasStrayText = false;
          characters = 0;
          text = '';
          count++;
        } else if (names.length === recordDepth + 1) {
          hasStrayText ||= text.trim() !== '';
          text = '';
        } else if (recordDepth > 0) text += `<${names.at(-1)}>`;
      },
      close() {
        const name = names.pop() ?? '';
        const depth = names.length + 1;
        if (recordDepth === 0) return;
        if (depth === recordDepth) {
          hasStrayText ||= text.trim() !== '';
          onRecord({ path: [...names, name].join('/'), fields, hasStrayText });
          recordDepth = 0;
        } else if (depth === recordDepth + 1) {
          fields.push({ name, text });
          if (fields.length > columnLimit) throw tooManyFields(count);
          text = '';
        } else text += `</${name}>`;
      },
      text(piece) {
        if (recordDepth === 0) return;
        text += piece;
        characters += piece.length;
        if (characters > rowLimit) throw rowTooLarge(`Record ${count}`);
      },
    },
    {
      broken: () => new FileProblem('broken-xml', `The file is not XML ${where()}. Export it again.`),
      doctype: () =>
        new FileProblem(
          'doctype-refused',
          'The file has a DOCTYPE. Export it without one: entities are not read.',
        ),
      where: () => `What the file holds ${where()}`,
    },
  );
}

const tooManyFields = (count: number): FileProblem =>
  new FileProblem(
    'too-many-columns',
    `Record ${count} has more than ${columnLimit} fields. Export the template's columns only.`,
  );
