import { localName, type XmlTag } from './strict-xml.ts';

/** Stands for the `/` of a column in the path of an element. XML has no such character. */
const slash = '\u0001';

/**
 * The name of a field that stands in an attribute, as databases write rows: `<row><field name="X">` (`mysqldump --xml`,
 * `mysql --xml`), `<ROW><COLUMN NAME="X">` (Oracle SQL Developer), `<table><column name="X">` (phpMyAdmin, a `table` for each
 * row). Undefined for every other element.
 */
export function fieldNameOf(
  parent: string | undefined,
  { name, attributes }: Pick<XmlTag, 'name' | 'attributes'>,
): string | undefined {
  if (parent === undefined || !/^(row|record|table)$/i.test(parent)) return undefined;
  if (!/^(field|column)$/i.test(localName(name))) return undefined;
  const [named, ...others] = Object.entries(attributes).filter(([attribute]) => !attribute.includes(':'));
  if (!named || others.length > 0 || named[0].toLowerCase() !== 'name' || named[1].trim() === '')
    return undefined;
  return named[1].replaceAll('/', slash);
}

/** The name of a column, from the path of its element. */
export const columnOf = (element: string): string => element.replaceAll(slash, '/');

/** The last element of a path. */
export const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
