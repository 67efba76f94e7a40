import { digestOf } from '../../credit-file/facts/identity.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import { successionCandidate } from '../../credit-file/succession.ts';
import { takeRegistration } from '../../credit-file/take-registration.ts';
import type { MatchStore } from '../../feeds/list.ts';
import { rowIdOf } from '../../feeds/quarantine.ts';
import type { Envelope, Kept, SortedEntry } from './sort-rows.ts';

/**
 * Takes a row of the registry. One that may continue another file waits for an officer: once, however many files repeat
 * it.
 */
export async function takeEntry(
  party: PartyKey,
  { row, entry, record }: SortedEntry,
  { runId }: Pick<Envelope, 'runId'>,
  { ports, matches }: { ports: IntakePorts; matches: Pick<MatchStore, 'waits'> },
): Promise<Kept> {
  const taken = await takeRegistration(party, entry, ports);
  if (taken.kind !== 'asked') return { row, kind: taken.kind };
  const own = rowIdOf({ runId, row });
  const statement = digestOf([record, taken.of, taken.round]);
  const first = await matches.waits(`succession.${party}`, statement, own);
  if (first !== own) return { row, kind: 'duplicate' };
  return { row, kind: 'quarantined', findings: [successionCandidate], content: { registration: record } };
}
