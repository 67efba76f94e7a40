import type { Source } from '../shared/source.ts';
import { listOf } from './list.ts';

/**
 * The templates that are an authority's whole list (`isSnapshot`), by source. They stand here a second time, because whoever
 * looks for what is missing from lists needs no reader of any source; a test compares them.
 */
const templates: Readonly<Partial<Record<Source, readonly string[]>>> = {
  court: ['defaulters-full'],
};

/** The full lists that a source sends. */
export const fullListsOf = (source: Source): string[] =>
  (templates[source] ?? []).map((template) => listOf(source, template));
