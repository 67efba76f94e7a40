import { resolveRemoval } from '../../lib/application/intake/removals.ts';
import { entryOf } from '../../lib/application/quarantine/candidates.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { type ListStore, listEntryOf, type SeenEntry } from '../../lib/feeds/list.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { RowReading } from '../../schemas/record.ts';

interface Noted {
  readonly readings: readonly RowReading[];
  readonly facts: readonly { readonly party: PartyKey; readonly fact: DecisionFact }[];
}

/**
 * For a full list: records which entries the batch contained, so that the next list can be compared with it. For any
 * listing: a removal that the authority sends itself resolves a suspected removal.
 */
export async function noteList(
  { readings, facts }: Noted,
  { runId, batch, list }: { runId: string; batch: number; list?: string | undefined },
  { lists, vault }: { lists: ListStore; vault: Vault },
): Promise<void> {
  if (list !== undefined) await lists.addSeen(runId, batch, seenEntries({ readings, facts }, vault));
  for (const { fact } of facts) await resolveRemoval(fact, lists);
}

function seenEntries({ readings, facts }: Noted, vault: Vault): SeenEntry[] {
  const known = facts.map(({ party, fact }) => ({ entry: listEntryOf(fact), party }));
  const inPart = readings.flatMap((reading) =>
    reading.kind === 'quarantined' && reading.candidate ? [{ entry: entryOf(reading.candidate, vault) }] : [],
  );
  return [...new Map([...inPart, ...known].map((seen) => [seen.entry, seen])).values()];
}
