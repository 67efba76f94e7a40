import type { RunProblemCode } from '../../schemas/reasons/run-problems.ts';
import type { Source } from '../shared/source.ts';
import { answerColumns, type ColumnDefinition, type Feed, type Template } from './feed.ts';
import { columnLimit, type FileProblem } from './formats/format.ts';
import { normaliseHeader, rowNumberColumns } from './header.ts';
import type { NearName } from './near-names.ts';
import { type Places, placesOf, readIndexes } from './places.ts';

/** A template with the position of each of its columns in the file. */
export interface Matched {
  readonly kind: 'matched';
  readonly template: Template;
  readonly places: Places;
  /** Positions without a name, between those with one. */
  readonly unnamed: readonly number[];
}

export type Mismatch = {
  readonly kind: 'failed' | 'held';
  readonly code: RunProblemCode;
  readonly detail: string;
  readonly columns?: readonly string[];
  /** Other sources whose template the header fits. */
  readonly fits?: readonly Source[];
  /** Columns that are nearly named like one of the template. */
  readonly near?: readonly NearName[];
  /** Columns among `columns` that cannot be ignored. */
  readonly kept?: readonly string[];
};

/** Finds the template of a header: all its required columns are there, and it knows the most columns. */
export function matchTemplate(
  feed: Feed,
  header: readonly string[],
  ignoredColumns: readonly string[],
): Matched | Mismatch {
  if (header.length > columnLimit) return tooManyColumns(header.length);
  const best = bestFit(feed, header);
  if (best.missing.length > 0) return missingColumns(best);
  const names = header.map(normaliseHeader);
  const twice = header.filter(
    (_, index) => names[index] !== '' && names.indexOf(names[index] ?? '') !== index,
  );
  if (twice.length > 0) return duplicateColumns(twice);
  const unknown = unknownColumns(best, header, ignoredColumns);
  return unknown.length > 0 ? unknownColumn(unknown) : matched(best.template, header);
}

function bestFit(feed: Feed, header: readonly string[]): Fit {
  const fits = feed.templates.map((template) => fitOf(template, header));
  const [best] = fits.sort((a, b) => missingShare(a) - missingShare(b) || b.places.size - a.places.size);
  if (!best) throw new RangeError(`${feed.source} has no template`);
  return best;
}

/** The columns of the file that the likeliest template does not read, and those of the template that the file lacks. */
export function unplacedColumns(
  feed: Feed,
  header: readonly string[],
): { readonly unknown: readonly string[]; readonly open: readonly ColumnDefinition[] } {
  const best = bestFit(feed, header);
  const open = Object.entries<ColumnDefinition>(best.template.columns).flatMap(([column, definition]) =>
    best.places.has(column) ? [] : [definition],
  );
  return { unknown: unknownColumns(best, header, []), open };
}

/** How many columns of the header the likeliest template reads; with `onlyWhole` none when it lacks a required one. */
export const columnsRead = (feed: Feed, header: readonly string[], onlyWhole = false): number => {
  if (header.length > columnLimit) return 0;
  const { places, missing } = bestFit(feed, header);
  return onlyWhole && missing.length > 0 ? 0 : places.size;
};

/** Among these rows the one that names most columns of the feed; the first of equal ones. */
export function likeliestHeader(feed: Feed, rows: readonly (readonly string[])[]): number {
  const counts = rows.map((cells) => columnsRead(feed, cells));
  return counts.indexOf(Math.max(...counts));
}

/** Matches a header to a template, whether or not it fits. */
export const matched = (template: Template, header: readonly string[]): Matched => ({
  kind: 'matched',
  template,
  places: placesOf(template, header),
  unnamed: header.flatMap((name, index) => (normaliseHeader(name) === '' ? [index] : [])),
});

/** True when some template of the feed has all its required columns among these cells. */
export const isHeaderOf = (feed: Feed, cells: readonly string[]): boolean =>
  cells.length <= columnLimit &&
  feed.templates.some((template) => fitOf(template, cells).missing.length === 0);

interface Fit {
  readonly template: Template;
  readonly places: Places;
  readonly missing: readonly string[];
}

/**
 * Compares by share, not by count: a file that lacks one column of a long template is meant for it, not for a short
 * template of which it has no column.
 */
const missingShare = ({ template, missing }: Fit): number =>
  missing.length /
  Object.values<ColumnDefinition>(template.columns).filter(({ required }) => required).length;

function fitOf(template: Template, header: readonly string[]): Fit {
  const places = placesOf(template, header);
  const missing = Object.entries(template.columns).flatMap(([column, { names, required }]) =>
    required && !places.has(column) ? [names[0] ?? column] : [],
  );
  return { template, places, missing };
}

/** Named columns that are neither read nor ignored, by the template or by an officer. */
function unknownColumns(
  { template, places }: Fit,
  header: readonly string[],
  ignoredColumns: readonly string[],
): string[] {
  const ignored = new Set(
    [...template.ignores, ...rowNumberColumns, ...answerColumns, ...ignoredColumns].map(normaliseHeader),
  );
  const read = readIndexes(places);
  return header.filter((name, index) => {
    const normal = normaliseHeader(name);
    return normal !== '' && !read.has(index) && !ignored.has(normal);
  });
}

const missingColumns = ({ template, missing }: Fit): Mismatch => ({
  kind: 'failed',
  code: 'column-missing',
  columns: missing,
  detail: `The header lacks ${missing.join(', ')} (template ${template.name}). Export the file with these columns; nothing of it was taken.`,
});

const duplicateColumns = (columns: readonly string[]): Mismatch => ({
  kind: 'failed',
  code: 'duplicate-column',
  columns,
  detail: `The header names ${columns.join(', ')} twice. Remove one of each.`,
});

const unknownColumn = (columns: readonly string[]): Mismatch => ({
  kind: 'held',
  code: 'unknown-column',
  columns,
  detail: `The columns ${columns.join(', ')} are neither read nor ignored by this source. Release the run to ignore them, or have them added.`,
});

const tooManyColumns = (count: number): Mismatch => ({
  kind: 'failed',
  code: 'too-many-columns',
  detail: `The header has ${count} columns; at most ${columnLimit} are read. Export the template's columns only.`,
});

/** Turns a problem of the file into a mismatch. */
export const mismatchOf = ({ code, detail }: FileProblem): Mismatch => ({ kind: 'failed', code, detail });
