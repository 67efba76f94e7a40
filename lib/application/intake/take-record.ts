import type { FeedRecord, RowFinding } from '../../../schemas/record.ts';
import type { Origin } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf, type IntakePorts } from '../../credit-file/save-projection.ts';
import { takeDecisions } from '../../credit-file/take-decisions.ts';
import { takeRegistration } from '../../credit-file/take-registration.ts';
import type { Vault } from '../../runtime/vault.ts';
import { decisionFact, registrationEntry } from './facts.ts';
import { putBackStatement } from './withdraw-fact.ts';

/** The outcome of one record. */
export interface TakenRecord {
  readonly kind: 'accepted' | 'duplicate' | 'unmatched' | 'quarantined';
  readonly findings?: readonly RowFinding[];
}

interface TakeDeps {
  readonly vault: Vault;
  readonly ports: IntakePorts;
}

/** The party that a record is about, and the key that its fact will have. */
export function factOfRecord(
  record: FeedRecord,
  origin: Origin,
  vault: Vault,
): { party: PartyKey; fact: string } {
  if (record.type === 'registration') {
    const { party, entry } = registrationEntry(record, origin, vault);
    return { party, fact: entry.fact.key };
  }
  const { party, fact } = decisionFact(record, origin, vault);
  return { party, fact: fact.key };
}

/**
 * Takes one record into its party's folder on an officer's decision; batches take many at once. A withdrawn fact is put
 * back into effect. Idempotent.
 */
export async function takeRecord(
  record: FeedRecord,
  origin: Origin,
  { vault, ports }: TakeDeps,
): Promise<TakenRecord> {
  if (record.type === 'registration') {
    const { party, entry } = registrationEntry(record, origin, vault);
    return takeRegistration(party, entry, ports);
  }
  const { party, fact } = decisionFact(record, origin, vault);
  const [taken] = await takeDecisions(party, [fact], ports);
  const { by, at } = origin.confirmation ?? origin.correction ?? { by: origin.by, at: origin.receivedAt };
  const home = await homeOf(party, ports.store, fact.decidedOn);
  await putBackStatement(home, fact, { by, at, reason: 'taken again' }, { ports });
  return taken ?? { kind: 'duplicate' };
}
