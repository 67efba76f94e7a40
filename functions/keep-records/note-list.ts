import { resolveRemoval } from '../../lib/application/intake/removals.ts';
import { entryOf } from '../../lib/application/quarantine/candidates.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { ListStore, SeenEntry } from '../../lib/feeds/list.ts';
import { listEntryOf } from '../../lib/feeds/list-entry.ts';
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
  for (const { party, fact } of facts) await resolveRemoval(party, fact, lists);
}

/** One entry a row, with the number as the row gives it, whoever an officer chose. */
function seenEntries({ readings, facts }: Noted, vault: Vault): SeenEntry[] {
  const inPart = new Map(
    readings.flatMap((reading) =>
      reading.kind === 'quarantined' && reading.candidate
        ? [[reading.row, entryOf(reading.candidate, vault)] as const]
        : [],
    ),
  );
  const known = facts.map(({ party, fact }) => ({
    entry: inPart.get(fact.origin.row) ?? listEntryOf(fact),
    party,
  }));
  const unknown = [...inPart.values()].map((entry) => ({ entry }));
  return [...new Map([...unknown, ...known].map((seen) => [seen.entry, seen])).values()];
}
