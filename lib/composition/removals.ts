import type { DecisionFact } from '../credit-file/fact.ts';
import type { PartyKey } from '../credit-file/subject.ts';
import { fullListsOf } from '../feeds/index.ts';
import { type GoneEntry, type ListStore, listEntryOf } from '../feeds/list.ts';
import type { Source } from '../shared/category.ts';

/** What the lists of its source know of a listing that is gone from one. */
export async function goneEntriesOf(fact: DecisionFact, lists: ListStore): Promise<GoneEntry[]> {
  if (fact.content.kind !== 'listing') return [];
  const entry = listEntryOf(fact);
  const found = await Promise.all(fullListsOf(fact.origin.source).map((list) => lists.readGone(list, entry)));
  return found.filter((gone) => gone !== undefined);
}

/** A listing that went while its subject was unknown waits for an officer once the subject is known. */
export async function wakeRemoval(party: PartyKey, fact: DecisionFact, lists: ListStore): Promise<void> {
  if (fact.content.kind === 'listing')
    await wakeEntry(party, { source: fact.origin.source, entry: listEntryOf(fact) }, lists);
}

/** The same, of an entry whose subject an officer has just chosen. */
export async function wakeEntry(
  party: PartyKey,
  { source, entry }: { source: Source; entry: string },
  lists: ListStore,
): Promise<void> {
  for (const list of fullListsOf(source)) {
    const gone = await lists.readGone(list, entry);
    if (gone?.state === 'unmatched')
      await lists.putGone({ ...gone, party, state: 'waiting', revision: gone.revision + 1 });
  }
}

/** The authority told the removal itself: nobody need suspect it any more. */
export async function settleRemoval(fact: DecisionFact, lists: ListStore): Promise<void> {
  if (fact.content.kind !== 'listing' || !fact.content.removedOn) return;
  for (const gone of await goneEntriesOf(fact, lists)) {
    if (gone.state === 'waiting' || gone.state === 'unmatched')
      await lists.putGone({ ...gone, state: 'removed', revision: gone.revision + 1 });
  }
}
