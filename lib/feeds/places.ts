import { normaliseHeader } from './header.ts';

interface Place {
  readonly index: number;
  readonly name: string;
}

/** Where a column of a template stands in a file, and its name there. */
export interface ColumnPlace extends Place {
  /** Further columns of the file with another name of the same column: `type` and `partyTypeName`. */
  readonly others?: readonly Place[] | undefined;
  readonly saysNone?: true | undefined;
}

export type Places = ReadonlyMap<string, ColumnPlace>;

export const indexesOf = ({ index, others = [] }: ColumnPlace): number[] => [
  index,
  ...others.map((other) => other.index),
];

/** The positions in a file that its template reads. */
export const readIndexes = (places: Places): ReadonlySet<number> =>
  new Set([...places.values()].flatMap(indexesOf));

type Columns = Readonly<Record<string, { readonly names: readonly string[]; readonly saysNone?: true }>>;

/** The places of a template's columns in a header, of each column in the order of the file. */
export function placesOf({ columns: all }: { readonly columns: Columns }, header: readonly string[]): Places {
  const indexes = new Map<string, number>();
  for (const [index, name] of header.map(normaliseHeader).entries())
    if (!indexes.has(name)) indexes.set(name, index);
  const columns = Object.entries(all);
  const found = new Map(columns.map(([column, { names }]) => [column, positionsOf(names, indexes)]));
  const places = new Map<string, ColumnPlace>();
  for (const [column, { saysNone }] of columns) {
    const [first, ...others] = ownOf(column, found).map((index) => ({ index, name: header[index] ?? '' }));
    if (!first) continue;
    places.set(column, { ...first, ...(others.length > 0 && { others }), ...(saysNone && { saysNone }) });
  }
  return places;
}

const positionsOf = (names: readonly string[], indexes: ReadonlyMap<string, number>): number[] =>
  [...new Set(names.flatMap((name) => indexes.get(normaliseHeader(name)) ?? []))].sort((a, b) => a - b);

/**
 * The positions of a column. One that is another column's too (a code and its text, `DeCorg` and `DeCorg_CN`) is not a
 * second value of it: it is taken only where nothing else is there.
 */
function ownOf(column: string, found: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const all = found.get(column) ?? [];
  if (all.length < 2) return all;
  const isShared = (index: number): boolean =>
    [...found].some(([other, indexes]) => other !== column && indexes.includes(index));
  const own = all.filter((index) => !isShared(index));
  return own.length > 0 ? own : all.slice(0, 1);
}
