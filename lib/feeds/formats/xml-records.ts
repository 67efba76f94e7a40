import { decoded } from './decode.ts';
import { columnOf, fieldNameOf, lastName } from './field-name.ts';
import { columnLimit, type Encoding, FileProblem, rowLimit, rowTooLarge, type SourceFile } from './format.ts';
import { localName, strictXml, type XmlReader } from './strict-xml.ts';
import type { XmlRecords } from './xml-path.ts';
import { tooManyFields, xmlProblems } from './xml-problems.ts';

export interface XmlRecord {
  readonly fields: readonly { name: string; text: string }[];
  /** True when the record contains text outside of its fields. */
  readonly hasStrayText: boolean;
}

/**
 * The records of a file, in batches.
 * @throws FileProblem
 */
export async function* xmlRecords(
  file: SourceFile,
  encoding: Encoding,
  records: XmlRecords,
): AsyncGenerator<XmlRecord[]> {
  let ready: XmlRecord[] = [];
  const declared = { isOther: false };
  const reader = recordReader(
    records,
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
  if (/^(utf16(le|be)?|unicode|ucs2|iso10646ucs2)$/.test(name))
    return detected.startsWith('utf-16') ? detected : undefined;
  return name === 'gbk' || name === 'gb2312' || name === 'gb18030' ? 'gb18030' : undefined;
}

const declaredOtherwise = (): FileProblem =>
  new FileProblem(
    'unknown-encoding',
    'The file declares another encoding than the one it is in. Declare the one it is in (UTF-8, GB18030 or UTF-16) and send it again.',
  );

function recordReader(
  { path, attributes }: XmlRecords,
  onRecord: (record: XmlRecord) => void,
  onDeclaration: (encoding: string | undefined) => void,
): XmlReader {
  const paths: string[] = [];
  let count = 0;
  let recordDepth = 0;
  let fields: { name: string; text: string }[] = [];
  let text = '';
  let hasStrayText = false;
  let characters = 0;
  return strictXml(
    {
      declaration: onDeclaration,
      open(tag) {
        const above = paths.at(-1);
        const local = fieldNameOf(above && lastName(above), tag) ?? localName(tag.name);
        const here = above === undefined ? local : `${above}/${local}`;
        paths.push(here);
        if (recordDepth === 0 && here === path) {
          recordDepth = paths.length;
          fields = Object.entries(tag.attributes).flatMap(([name, value]) =>
            attributes.has(name) ? [{ name, text: value }] : [],
          );
          hasStrayText = false;
          characters = 0;
          text = '';
          count++;
        } else if (paths.length === recordDepth + 1) {
          hasStrayText ||= text.trim() !== '';
          text = '';
        } else if (recordDepth > 0) text += `<${columnOf(local)}>`;
      },
      close() {
        const name = columnOf(lastName(paths.pop() ?? ''));
        const depth = paths.length + 1;
        if (recordDepth === 0) return;
        if (depth === recordDepth) {
          hasStrayText ||= text.trim() !== '';
          onRecord({ fields, hasStrayText });
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
    xmlProblems(() => count),
  );
}
