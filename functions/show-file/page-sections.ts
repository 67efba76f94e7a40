import type { Vault } from '../../lib/runtime/vault.ts';
import { type FileSection, fileSections } from '../../schemas/api.ts';
import { cursorText, markOf, type Place } from './file-cursor.ts';
import { type ListedSection, sheetEntry } from './file-sections.ts';
import type { KnownSheet } from './known-sheets.ts';
import { bytesOf, type Entry, pageSection, type SectionPage } from './page-section.ts';

/** Bytes of an answer. A Lambda function may answer six megabytes. */
const answerBytesMost = 5_000_000;
/** Bytes for the names of the sections, their counts and cursors. */
const frameBytes = 4000;
const entriesAPage = 1000;
const sheetsAPage = 100;

export interface FileContent {
  readonly listed: Readonly<Record<ListedSection, readonly Entry[]>>;
  /** The chain of sheets, from the newest or from a hash on. */
  readonly sheets: (first?: string) => AsyncIterable<KnownSheet>;
}

export interface PageOrder {
  readonly summary: object;
  /** Without a section the answer begins all of them. */
  readonly section?: FileSection | undefined;
  readonly place?: Place | undefined;
  readonly limit?: number | undefined;
}

type Sections<Value> = Partial<Record<FileSection, Value>>;

/**
 * The sections of a file, each up to where there is no more room, with the number of its entries and the cursor behind.
 * An answer with all sections gives each half of the room that is left, and the last one, the score sheets, the rest.
 */
export async function pageSections(
  { listed, sheets }: FileContent,
  { summary, section, place, limit }: PageOrder,
  vault: Pick<Vault, 'digest'>,
): Promise<Sections<readonly object[]> & { counts: Sections<number>; next?: Sections<string> }> {
  const views = Object.fromEntries(fileSections.map((name) => [name, []])) as Sections<readonly object[]>;
  const counts: Sections<number> = {};
  const next: Sections<string> = {};
  for (const name of fileSections) if (name !== 'scoreSheets') counts[name] = listed[name].length;
  let room = answerBytesMost - frameBytes - bytesOf(summary);
  for (const name of section ? [section] : fileSections) {
    const isSheets = name === 'scoreSheets';
    const from = isSheets ? (place?.index ?? 0) : indexOf(name, place, { entries: listed[name], vault });
    const page = await pageSection(isSheets ? sheetEntries(sheets(place?.mark)) : listed[name].slice(from), {
      limit: Math.min(limit ?? entriesAPage, isSheets ? sheetsAPage : entriesAPage),
      room: section || isSheets ? room : room / 2,
      atLeastOne: section !== undefined,
    });
    views[name] = page.views;
    room -= page.bytes;
    const behind = placeBehind(page, from);
    if (behind) next[name] = cursorOf(name, behind, vault);
    else if (isSheets) counts[name] = from + page.views.length;
  }
  return { ...views, counts, ...(Object.keys(next).length > 0 && { next }) };
}

async function* sheetEntries(sheets: AsyncIterable<KnownSheet>): AsyncGenerator<Entry> {
  for await (const sheet of sheets) yield sheetEntry(sheet);
}

const placeBehind = ({ rest }: SectionPage, from: number): Place | undefined =>
  rest && { index: from + rest.offset, mark: rest.id };

const cursorOf = (section: FileSection, { index, mark }: Place, vault: Pick<Vault, 'digest'>): string =>
  cursorText(section, {
    index,
    mark: section === 'scoreSheets' ? mark : markOf(section, mark, vault),
  });

/** The entry that a cursor names. If it is there no longer, the one that took its place. */
function indexOf(
  section: ListedSection,
  place: Place | undefined,
  { entries, vault }: { entries: readonly Entry[]; vault: Pick<Vault, 'digest'> },
): number {
  if (!place) return 0;
  const isMarked = (entry: Entry | undefined): boolean =>
    entry !== undefined && markOf(section, entry.id, vault) === place.mark;
  if (isMarked(entries[place.index])) return place.index;
  const found = entries.findIndex(isMarked);
  return found === -1 ? Math.min(place.index, entries.length) : found;
}
