import { cellsOf } from './cell-values.ts';
import { placesOf } from './places.ts';
import type { QuarantinedRow } from './quarantine.ts';
import { feeds } from './sources.ts';

/**
 * What a row says in the columns that are read, and in those without a name: the same text for a row that its sender sends
 * again. Row numbers, remarks of an answer and marks of programs do not count.
 */
export function rowText(
  { source, template }: Pick<QuarantinedRow, 'source' | 'template'>,
  cells: Readonly<Record<string, string>>,
): string | undefined {
  const known = feeds[source].templates.find(({ name }) => name === template);
  if (!known) return undefined;
  const names = Object.keys(cells);
  const values = Object.values(cells);
  const said = [...placesOf(known, names)].map(([column, place]) => [
    column,
    ...cellsOf(values, place).map(({ text }) => text),
  ]);
  const nameless = names.filter((name) => /^#\d+$/.test(name)).map((name) => [name, cells[name]]);
  return JSON.stringify([template, ...said.toSorted(byColumn), ...nameless]);
}

const byColumn = ([a = '']: readonly (string | undefined)[], [b = '']: readonly (string | undefined)[]) =>
  a < b ? -1 : 1;
