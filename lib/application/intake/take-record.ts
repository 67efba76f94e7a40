import type { FeedRecord, RegistrationRecord, RowFinding } from '../../../schemas/record.ts';
import type { Origin } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import { goOnUnder, successionCandidate } from '../../credit-file/succession.ts';
import { takeDecisions } from '../../credit-file/take-decisions.ts';
import { takeRegistration } from '../../credit-file/take-registration.ts';
import type { Vault } from '../../runtime/vault.ts';
import { decisionFact, registrationEntry } from './facts.ts';
import { putBackStatement } from './withdraw-fact.ts';

/** What an officer says of a registry row that may continue the file of another institution. */
export type SuccessionAnswer = { readonly continues: PartyKey } | 'apart';

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
  succession?: SuccessionAnswer,
): Promise<TakenRecord> {
  if (record.type === 'registration') return takeEntry(record, { origin, succession }, { vault, ports });
  const { party, fact } = decisionFact(record, origin, vault);
  const [taken] = await takeDecisions(party, [fact], ports);
  const { by, at } = origin.confirmation ?? origin.correction ?? { by: origin.by, at: origin.receivedAt };
  const home = await homeOf(party, ports.store, fact.decidedOn);
  await putBackStatement(home, fact, { by, at, reason: 'taken again' }, { ports });
  return taken ?? { kind: 'duplicate' };
}

async function takeEntry(
  record: RegistrationRecord,
  { origin, succession }: { origin: Origin; succession: SuccessionAnswer | undefined },
  { vault, ports }: TakeDeps,
): Promise<TakenRecord> {
  const { party, entry } = registrationEntry(record, origin, vault);
  if (succession && succession !== 'apart')
    await goOnUnder(party, { former: succession.continues, entry }, ports);
  const isApart = succession === 'apart';
  const taken = await takeRegistration(party, { ...entry, ...(isApart && { isApart }) }, ports);
  return taken.kind === 'asked' ? { kind: 'quarantined', findings: [successionCandidate] } : taken;
}
