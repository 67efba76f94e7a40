import { columnOf, lastName } from './field-name.ts';
import { FileProblem } from './format.ts';
import type { XmlShape } from './xml-outline.ts';

export type XmlShapes = ReadonlyMap<string, XmlShape>;

/** The record elements of a file, and their fields. */
export interface XmlRecords {
  readonly path: string;
  /** Names of its children and of the attributes that are fields. */
  readonly columns: readonly string[];
  readonly attributes: ReadonlySet<string>;
  /** True when its fields have their names in an attribute. */
  readonly hasNamedFields: boolean;
}

/**
 * The record elements: the only name of elements with fields below the root or its `Body`, apart from a message head or
 * schema. In a wrapper (`<data><list><item>`) they are the elements with the most fields.
 * @throws FileProblem `empty-file`, `broken-xml`
 */
export function recordsOf(shapes: XmlShapes): XmlRecords {
  const filled = filledOf([...shapes.values()]);
  if (filled.length === 0) throw noRecord();
  const found = plainRecords(filled) ?? richest(filled, shapes);
  const others = filled.filter(({ path }) => !isAlong(path, found.path));
  if (others.length > 0) throw strangeRecords([found, ...others].map(({ path }) => path));
  const attributes = attributesOf(found);
  const columns = [...attributes, ...found.children].map(columnOf);
  return {
    path: found.path,
    columns: [...new Set(columns)],
    attributes,
    hasNamedFields: found.hasNamedFields === true,
  };
}

/** What could be records. Beside rows whose fields are named, a database describes its tables, which are none. */
function filledOf(shapes: readonly XmlShape[]): readonly XmlShape[] {
  const filled = shapes.filter((shape) => isBelowRoot(shape) && hasFields(shape));
  const rows = filled.filter(({ hasNamedFields }) => hasNamedFields);
  return rows.length > 0 ? rows : filled;
}

const depthOf = ({ path }: XmlShape): number => path.split('/').length;
const isAlong = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

/** False for the root, a message head, and a schema, with all that is in them. */
const isBelowRoot = (shape: XmlShape): boolean =>
  depthOf(shape) > 1 && !/\/(head(er)?|schema)(\/|$)/i.test(shape.path);

/** Elements with children, or with attributes that say more than a number. */
const hasFields = ({ children, attributes }: XmlShape): boolean => children.size > 0 || attributes.size > 1;

/** Records where they stand most often: below the root or its body, several of them, with more than one field. */
function plainRecords(filled: readonly XmlShape[]): XmlShape | undefined {
  const inBody = filled.filter(({ path }) => /^[^/]+\/body\/[^/]+$/i.test(path));
  const [found, ...others] = inBody.length > 0 ? inBody : filled.filter((shape) => depthOf(shape) === 2);
  if (!found || others.length > 0) return undefined;
  return inBody.length > 0 || (found.count > 1 && found.children.size > 1) ? found : undefined;
}

/** The elements with the most fields; of as many the outermost, which come first. */
function richest(filled: readonly XmlShape[], shapes: XmlShapes): XmlShape {
  const fieldsOf = (shape: XmlShape): number =>
    [...shape.children].filter((name) => !hasChildren(shapes.get(`${shape.path}/${name}`))).length +
    (shape.children.size === 0 ? shape.attributes.size : 0);
  return filled.reduce((best, shape) => (fieldsOf(shape) > fieldsOf(best) ? shape : best));
}

const hasChildren = (shape: XmlShape | undefined): boolean =>
  shape !== undefined && (shape.children.size > 0 || shape.attributes.size > 1);

/**
 * Where records have children too, an attribute that only counts them (`id="9"`) is no field; nor is that of a row of a
 * database, which names its table.
 */
const attributesOf = ({ children, attributes, hasNamedFields }: XmlShape): Set<string> =>
  new Set(
    (hasNamedFields ? [] : [...attributes])
      .filter(([name, { isCounter }]) => children.size === 0 || !(isCounter && isCounterName(name)))
      .map(([name]) => name),
  );

const isCounterName = (name: string): boolean =>
  /^(id|no|num|seq|sn|index|row|row_?(id|num|no|index|order)|序号)$/i.test(lastName(name));

const noRecord = (): FileProblem =>
  new FileProblem(
    'empty-file',
    'The file has no record. Send a list of elements with a child or an attribute a column.',
  );

const strangeRecords = (paths: readonly string[]): FileProblem =>
  new FileProblem(
    'broken-xml',
    `The records of the file have several names: ${paths.slice(0, 5).join(', ')}. Send a list of like-named elements.`,
  );
