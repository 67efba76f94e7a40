import type { DecisionFact } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { fullListsOf } from '../../feeds/full-lists.ts';
import type { GoneEntry, ListStore } from '../../feeds/list.ts';
import { couldBeSame, listEntryOf, namesakesOf } from '../../feeds/list-entry.ts';
import type { Source } from '../../shared/source.ts';

interface ListedAs {
  readonly source: Source;
  readonly entry: string;
}

/** The source of a listing, and its entry in the source's full lists. */
const listedAs = (fact: DecisionFact): ListedAs => ({
  source: fact.origin.source,
  entry: listEntryOf(fact),
});

/**
 * The records of an entry that is missing from full lists of the source. Its number may be masked in another way there;
 * of an entry whose subject is known, the subject is the same.
 */
async function goneEntriesOf(
  party: PartyKey,
  { source, entry }: ListedAs,
  lists: ListStore,
): Promise<GoneEntry[]> {
  const found = await Promise.all(fullListsOf(source).map((list) => lists.goneOf(list, namesakesOf(entry))));
  const same = found
    .flat()
    .filter((gone) => (gone.party ? gone.party === party : couldBeSame(gone.entry, entry)));
  const exact = same.filter((gone) => gone.entry === entry);
  return exact.length > 0 ? exact : same;
}

/** Makes a suspected removal wait for an officer once its subject is known. It may have been found before that. */
export async function wakeRemoval(party: PartyKey, fact: DecisionFact, lists: ListStore): Promise<void> {
  if (fact.content.kind === 'listing') await wakeEntry(party, listedAs(fact), lists);
}

/** The same for an entry whose subject an officer has just chosen. */
export async function wakeEntry(party: PartyKey, listing: ListedAs, lists: ListStore): Promise<void> {
  for (const gone of await goneEntriesOf(party, listing, lists)) {
    if (gone.state === 'unmatched')
      await lists.putGone({ ...gone, party, state: 'waiting', revision: gone.revision + 1 });
  }
}

/**
 * Resolves a suspected removal, because the authority has sent the removal itself. If namesakes of unknown subjects can
 * both be meant, neither is resolved.
 */
export async function resolveRemoval(party: PartyKey, fact: DecisionFact, lists: ListStore): Promise<void> {
  if (fact.content.kind !== 'listing' || !fact.content.removedOn) return;
  const open = (await goneEntriesOf(party, listedAs(fact), lists)).filter(
    ({ state }) => state === 'waiting' || state === 'unmatched',
  );
  const meant = open.filter((gone) => gone.party === party);
  for (const gone of meant.length > 0 || open.length > 1 ? meant : open)
    await lists.putGone({ ...gone, state: 'removed', revision: gone.revision + 1 });
}
