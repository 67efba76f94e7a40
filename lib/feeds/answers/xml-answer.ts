import { escapeXml } from '../formats/escape-xml.ts';
import type { SourceFile } from '../formats/format.ts';
import type { Inspected } from '../formats/inspect.ts';
import { readXml } from '../formats/xml.ts';
import { type AnswerFile, encoded, isRemark, type RowRemarks, remarksOf } from './answer.ts';

/** The records that were not accepted, in elements with the names the sender used. */
export async function xmlAnswer(
  file: SourceFile,
  { encoding }: Inspected,
  refused: RowRemarks,
): Promise<AnswerFile> {
  const { path, columns = [], hasNamedFields, batches } = await readXml(file, encoding);
  const above = path.slice(0, -1);
  const name = path.at(-1) ?? '';
  const pieces = [
    `<?xml version="1.0" encoding="${encoding.toUpperCase().replace(/^(UTF-16).E$/, '$1')}"?>\n`,
    ...above.map((element) => `<${element}>`),
    '\n',
  ];
  for await (const batch of batches) {
    for (const { row, cells } of batch) {
      const found = refused.get(row);
      if (!found) continue;
      const own = columns.map((column, index) => [column, cells[index] ?? ''] as const);
      const fields = [...own.filter(([column]) => !isRemark(column)), ...remarksOf(String(row), found)];
      pieces.push(`<${name}>${fields.map(hasNamedFields ? namedField : element).join('')}</${name}>\n`);
    }
  }
  pieces.push(...above.toReversed().map((element) => `</${element}>`), '\n');
  return {
    contentType: `application/xml; charset=${encoding}`,
    fileName: 'answer.xml',
    body: encoded(pieces, encoding),
  };
}

const element = ([name, text]: readonly [string, string]): string =>
  `<${name}>${privateEscaped(text)}</${name}>`;

/** A field whose column need not be a name of XML. */
const namedField = ([name, text]: readonly [string, string]): string =>
  `<field name="${escapeXml(name)}">${privateEscaped(text)}</field>`;

/** Writes private-use characters as character references, because GB18030 has no code for some of them. */
const privateEscaped = (text: string): string =>
  escapeXml(text).replace(/[\uE000-\uF8FF]/g, (character) => `&#${character.charCodeAt(0)};`);
