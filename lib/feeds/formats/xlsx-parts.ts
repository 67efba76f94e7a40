import { FileProblem } from './format.ts';
import { localName, strictXml, type XmlEvents } from './strict-xml.ts';
import { type Archive, smallPart } from './zip.ts';
import { brokenXlsx } from './zip-directory.ts';

/** A relationship of a part (ECMA-376, part 2): the last word of its type, and the part it leads to. */
export interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** Reads a part that spreadsheet programs write, with the strict XML reader. */
export const xlsxXml = (events: XmlEvents, where = (): string => 'A part of the XLSX') =>
  strictXml(events, {
    broken: brokenXlsx,
    doctype: () =>
      new FileProblem(
        'broken-xlsx',
        'The XLSX declares a DOCTYPE, which no spreadsheet program writes. Save it again.',
      ),
    where,
  });

/** Reads a part that fits in memory. Nothing happens when the archive has no such part. */
export function readPart(archive: Archive, name: string, events: XmlEvents): void {
  const reader = xlsxXml(events);
  let isThere = false;
  for (const piece of smallPart(archive, name)) {
    isThere = true;
    reader.write(piece);
  }
  if (isThere) reader.close();
}

/** The relationships of a part; of the whole package when `part` is empty. */
export function relationsOf(archive: Archive, part: string): readonly Relation[] {
  const at = part.lastIndexOf('/') + 1;
  const relations: Relation[] = [];
  readPart(archive, `${part.slice(0, at)}_rels/${part.slice(at)}.rels`, {
    open({ name, attributes }) {
      if (localName(name) !== 'Relationship') return;
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes;
      relations.push({ id, type: lastWord(type), target: resolved(part, target) });
    },
  });
  return relations;
}

/**
 * The part with this relation, or else with this content type, or else of this name. Relations of the transitional and of
 * the strict form end in the same word.
 */
export function findPart(
  archive: Archive,
  relations: readonly Relation[],
  { relation, contentType, name }: { relation: string; contentType: RegExp; name: string },
): string {
  const related = relations.find(({ type }) => type === relation.toLowerCase())?.target;
  if (related !== undefined && archive.has(related)) return related;
  const typed = partOfType(archive, contentType);
  if (typed !== undefined) return typed;
  if (related !== undefined && !archive.has(name)) throw brokenXlsx();
  return name;
}

function partOfType(archive: Archive, contentType: RegExp): string | undefined {
  let found: string | undefined;
  readPart(archive, '[Content_Types].xml', {
    open({ name, attributes }) {
      if (localName(name) !== 'Override' || !contentType.test(attributes['ContentType'] ?? '')) return;
      const part = resolved('', attributes['PartName'] ?? '');
      if (archive.has(part)) found ??= part;
    },
  });
  return found;
}

const lastWord = (type: string): string => type.slice(type.lastIndexOf('/') + 1).toLowerCase();

/** The name of the part that a part's target leads to: absolute, or relative to the folder of the part. */
function resolved(part: string, target: string): string {
  const path = decodedPath(target.replaceAll('\\', '/').replace(/#.*$/, ''));
  const segments = path.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
