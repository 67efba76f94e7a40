import type { Source } from '../shared/source.ts';
import { normaliseHeader } from './header.ts';
import { feeds } from './sources.ts';

/** Columns of the templates, by their names in the code, that name somebody or have a number of somebody. */
const personal: ReadonlySet<string> = new Set([
  'name',
  'number',
  'id',
  'uscc',
  'certNumber',
  'idNumber',
  'residentId',
  'medinsCode',
  'representative',
  'manager',
  'legalRepresentative',
  'legalRepresentativeId',
]);

/**
 * Whether a column of a file names somebody. What the template does not read may name anybody: it is personal, and so is
 * every column of a template of an earlier release.
 */
export function personalColumns(source: Source, template: string): (column: string) => boolean {
  const known = feeds[source].templates.find(({ name }) => name === template);
  const open = Object.entries(known?.columns ?? {})
    .filter(([key]) => !personal.has(key))
    .flatMap(([, { names }]) => names.map(normaliseHeader));
  const shown = new Set(open);
  return (column) => !shown.has(normaliseHeader(column));
}
