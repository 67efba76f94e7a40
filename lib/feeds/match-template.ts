import { answerColumns, type Feed, type Template } from './feed.ts';
import type { FileProblem } from './formats/format.ts';
import { normaliseHeader } from './header.ts';

/** A template with the place of each of its columns in the file. */
export interface Matched {
  readonly kind: 'matched';
  readonly template: Template;
  readonly places: ReadonlyMap<string, { index: number; name: string }>;
}

export type Mismatch = {
  readonly kind: 'failed' | 'held';
  readonly code: string;
  readonly detail: string;
  readonly columns?: readonly string[];
};

/** Finds the template of a header: the one that lacks no column, and knows most of them. */
export function matchTemplate(
  feed: Feed,
  header: readonly string[],
  ignoredColumns: readonly string[],
): Matched | Mismatch {
  const names = header.map(normaliseHeader);
  const twice = header.filter(
    (_, index) => names[index] !== '' && names.indexOf(names[index] ?? '') !== index,
  );
  if (twice.length > 0) {
    return {
      kind: 'failed',
      code: 'duplicate-column',
      columns: twice,
      detail: `The header names ${twice.join(', ')} twice. Remove one of each.`,
    };
  }
  const fits = feed.templates.map((template) => fitOf(template, header, names));
  const [best] = fits.sort((a, b) => a.missing.length - b.missing.length || b.places.size - a.places.size);
  if (!best)
    return { kind: 'failed', code: 'source-not-built', detail: `${feed.source} has no template yet.` };
  if (best.missing.length > 0) return missingColumns(best);
  const ignored = new Set(
    [...best.template.ignores, ...answerColumns, ...ignoredColumns].map(normaliseHeader),
  );
  const read = new Set([...best.places.values()].map(({ index }) => index));
  const unknown = header.filter(
    (_, index) => !read.has(index) && names[index] !== '' && !ignored.has(names[index] ?? ''),
  );
  if (unknown.length > 0) {
    return {
      kind: 'held',
      code: 'unknown-column',
      columns: unknown,
      detail: `The columns ${unknown.join(', ')} are neither read nor ignored by this source. Release the run to ignore them, or have them added.`,
    };
  }
  return { kind: 'matched', template: best.template, places: best.places };
}

interface Fit {
  readonly template: Template;
  readonly places: ReadonlyMap<string, { index: number; name: string }>;
  readonly missing: readonly string[];
}

/** Where a template's columns stand in a header. */
export const placesOf = (template: Template, header: readonly string[]): Matched['places'] =>
  fitOf(template, header, header.map(normaliseHeader)).places;

function fitOf(template: Template, header: readonly string[], names: readonly string[]): Fit {
  const places = new Map<string, { index: number; name: string }>();
  const missing: string[] = [];
  for (const [column, { names: known, required }] of Object.entries(template.columns)) {
    const wanted = new Set(known.map(normaliseHeader));
    const index = names.findIndex((name) => wanted.has(name));
    if (index >= 0) places.set(column, { index, name: header[index] ?? '' });
    else if (required) missing.push(known[0] ?? column);
  }
  return { template, places, missing };
}

const missingColumns = ({ template, missing }: Fit): Mismatch => ({
  kind: 'failed',
  code: 'column-missing',
  columns: missing,
  detail: `The header lacks ${missing.join(', ')} (template ${template.name}). Export the file with these columns; nothing of it was taken.`,
});

/** A problem of the file as a mismatch. */
export const mismatchOf = ({ code, detail }: FileProblem): Mismatch => ({ kind: 'failed', code, detail });
