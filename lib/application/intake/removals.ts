import type { DecisionFact } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { fullListsOf } from '../../feeds/index.ts';
import { type GoneEntry, type ListStore, listEntryOf } from '../../feeds/list.ts';
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

/** The records of an entry that is missing from full lists of the source. */
async function goneEntriesOf({ source, entry }: ListedAs, lists: ListStore): Promise<GoneEntry[]> {
  const found = await Promise.all(fullListsOf(source).map((list) => lists.readGone(list, entry)));
  return found.filter((gone) => gone !== undefined);
}

/** Makes a suspected removal wait for an officer once its subject is known. It may have been found before that. */
export async function wakeRemoval(party: PartyKey, fact: DecisionFact, lists: ListStore): Promise<void> {
  if (fact.content.kind === 'listing') await wakeEntry(party, listedAs(fact), lists);
}

/** The same for an entry whose subject an officer has just chosen. */
export async function wakeEntry(party: PartyKey, listing: ListedAs, lists: ListStore): Promise<void> {
  for (const gone of await goneEntriesOf(listing, lists)) {
    if (gone.state === 'unmatched')
      await lists.putGone({ ...gone, party, state: 'waiting', revision: gone.revision + 1 });
  }
}

/** Resolves a suspected removal, because the authority has sent the removal itself. */
export async function resolveRemoval(fact: DecisionFact, lists: ListStore): Promise<void> {
  if (fact.content.kind !== 'listing' || !fact.content.removedOn) return;
  for (const gone of await goneEntriesOf(listedAs(fact), lists)) {
    if (gone.state === 'waiting' || gone.state === 'unmatched')
      await lists.putGone({ ...gone, state: 'removed', revision: gone.revision + 1 });
  }
}
