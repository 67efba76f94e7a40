import { decoded } from './decode.ts';
import { fieldNameOf, lastName } from './field-name.ts';
import {
  checkColumnCount,
  columnLimit,
  type Encoding,
  FileProblem,
  rowLimit,
  rowTooLarge,
  type SourceFile,
} from './format.ts';
import { localName, strictXml } from './strict-xml.ts';
import { tooManyFields, xmlProblems } from './xml-problems.ts';

/** All elements of one path: the names from the root down. */
export interface XmlShape {
  readonly path: string;
  count: number;
  readonly children: Set<string>;
  readonly attributes: Map<string, AttributeShape>;
  /** True for rows of a database, whose fields have their names in an attribute (`field-name.ts`). */
  hasNamedFields?: boolean;
}

export interface AttributeShape {
  /** True while every value is a short number: the number of a row, say. */
  isCounter: boolean;
}

/** More paths than this are not a list of records. */
const pathLimit = 1000;

/**
 * The elements of a file by path, in the order in which they first come: what they are made of, without their contents.
 */
export async function xmlOutline(
  file: SourceFile,
  encoding: Encoding,
): Promise<ReadonlyMap<string, XmlShape>> {
  const shapes = new Map<string, XmlShape>();
  const open: { shape: XmlShape; leaves: number; characters: number; hasText: boolean }[] = [];
  let records = 0;
  const events = {
    open({ name, attributes }: { name: string; attributes: Readonly<Record<string, string>> }): void {
      if (open.length === 0) refuseKnown(attributes);
      const parent = open.at(-1);
      const named = fieldNameOf(parent && lastName(parent.shape.path), { name, attributes });
      const local = named ?? localName(name);
      const path = parent ? `${parent.shape.path}/${local}` : local;
      const shape = shapes.get(path) ?? shapeOf(path);
      shapes.set(path, shape);
      if (shapes.size > pathLimit) throw tooManyPaths();
      shape.count++;
      if (parent) {
        parent.shape.children.add(local);
        if (named !== undefined) parent.shape.hasNamedFields = true;
        checkColumnCount(parent.shape.children.size);
      }
      if (open.length === 1) records++;
      if (named === undefined) noteAttributes(shape, attributes);
      open.push({ shape, leaves: 0, characters: 0, hasText: false });
    },
    close(): void {
      const { shape, hasText } = open.pop() ?? {};
      const parent = open.at(-1);
      if (!parent || !shape || shape.children.size > 0 || !hasText) return;
      if (++parent.leaves > columnLimit) throw tooManyFields(records);
    },
    text(piece: string): void {
      const element = open.at(-1);
      if (!element || piece.trim() === '') return;
      element.hasText = true;
      element.characters += piece.length;
      if (element.characters > rowLimit) throw rowTooLarge(`Record ${records}`);
    },
  };
  const reader = strictXml(
    events,
    xmlProblems(() => records),
  );
  let hasBegun = false;
  for await (const piece of decoded(file, encoding)) {
    const text: string = hasBegun ? piece : piece.trimStart();
    hasBegun ||= text !== '';
    reader.write(text);
  }
  reader.close();
  return shapes;
}

const shapeOf = (path: string): XmlShape => ({ path, count: 0, children: new Set(), attributes: new Map() });

function noteAttributes({ attributes }: XmlShape, found: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(found)) {
    if (isNamespaced(name)) continue;
    const isCounter = /^\d{0,9}$/.test(value);
    const known = attributes.get(name);
    if (known) known.isCounter &&= isCounter;
    else attributes.set(name, { isCounter });
  }
  checkColumnCount(attributes.size);
}

/** Attributes of XML itself and of schemas (`xmlns`, `xsi:type`, `diffgr:id`) are no fields. */
export const isNamespaced = (name: string): boolean => name === 'xmlns' || name.includes(':');

/** Documents of office programs in XML, by the names of their namespaces. */
const officeFormats: readonly (readonly [namespace: string, name: string])[] = [
  ['urn:schemas-microsoft-com:office:spreadsheet', 'an Excel file in the XML of 2003'],
  ['http://schemas.microsoft.com/office/2006/xmlPackage', 'a Word file in XML'],
  ['http://schemas.microsoft.com/office/word/2003/wordml', 'a Word file in XML'],
  ['urn:oasis:names:tc:opendocument:xmlns:office:1.0', 'an OpenDocument file in XML'],
];

function refuseKnown(attributes: Readonly<Record<string, string>>): void {
  const values = new Set(Object.values(attributes));
  const found = officeFormats.find(([namespace]) => values.has(namespace));
  if (!found) return;
  throw new FileProblem('format-not-built', `This is ${found[1]}. Open it and save it as .xlsx or CSV.`);
}

const tooManyPaths = (): FileProblem =>
  new FileProblem(
    'broken-xml',
    `The file has more than ${pathLimit} kinds of elements. Send a list of like-named elements.`,
  );
