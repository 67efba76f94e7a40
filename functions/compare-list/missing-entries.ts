import type { GoneEntry, ListHead, ListStore, SeenEntry } from '../../lib/feeds/list.ts';
import { couldBeSame, missingFrom, namesakesOf } from '../../lib/feeds/list-entry.ts';

/**
 * Entries of the predecessor that are missing from the newer list. Only documents and names of which an entry is not
 * there in the same form are looked at closely.
 */
export async function missingEntries(
  { older, entries }: { readonly older: ListHead; readonly entries: ReadonlySet<string> },
  lists: ListStore,
): Promise<SeenEntry[]> {
  const changed = new Set<string>();
  for await (const { entry } of lists.seen(older.runId))
    if (!entries.has(entry)) changed.add(namesakesOf(entry));
  if (changed.size === 0) return [];
  const olds = Map.groupBy(await seenOf(older.runId, changed, lists), ({ entry }) => namesakesOf(entry));
  const news = Map.groupBy(
    [...entries].filter((entry) => changed.has(namesakesOf(entry))),
    namesakesOf,
  );
  return [...olds].flatMap(([namesakes, seen]) => {
    const missing = missingFrom(
      seen.map(({ entry }) => entry),
      news.get(namesakes) ?? [],
    );
    return seen.filter(({ entry }) => missing.includes(entry));
  });
}

/**
 * Whether a missing entry is on the newer list, perhaps with its number masked in another way. Namesakes that were
 * listed together with it, or are missing too, have their own places there.
 */
export async function isBack(
  { entry, previousRunId }: GoneEntry,
  { others, newer }: { others: readonly string[]; newer: readonly string[] },
  lists: ListStore,
): Promise<boolean> {
  if (newer.includes(entry)) return true;
  if (!newer.some((one) => couldBeSame(entry, one))) return false;
  const together = await seenOf(previousRunId, new Set([namesakesOf(entry)]), lists);
  const olds = [...new Set([...others, ...together.map((seen) => seen.entry)])];
  return !missingFrom(olds, newer).includes(entry);
}

/** Entries of a list about these documents and names. */
async function seenOf(runId: string, namesakes: ReadonlySet<string>, lists: ListStore): Promise<SeenEntry[]> {
  const found = new Map<string, SeenEntry>();
  for await (const seen of lists.seen(runId)) {
    if (namesakes.has(namesakesOf(seen.entry)) && !found.get(seen.entry)?.party) found.set(seen.entry, seen);
  }
  return [...found.values()];
}
