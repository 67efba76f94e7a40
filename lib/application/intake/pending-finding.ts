import { decisionsOf } from '../../credit-file/facts/decision-state.ts';
import { type DecisionFact, isSameRow } from '../../credit-file/facts/fact.ts';
import { amongKnown } from '../../credit-file/facts/statement.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import type { MatchStore } from '../../feeds/list.ts';
import { parseRowId, type QuarantineStore, rowIdOf } from '../../feeds/quarantine.ts';

interface PendingDeps {
  readonly matches: MatchStore;
  readonly quarantine: QuarantineStore;
  readonly ports: Pick<IntakePorts, 'store'>;
}

/**
 * What becomes of a row with a finding that a second officer must confirm. `known`: another row said the same, and it is
 * in effect. `waits-already`: another row that says the same waits. A row that is processed again has the same outcome,
 * also when it was confirmed in between.
 */
export async function pendingFinding(
  said: { readonly party: PartyKey; readonly fact: DecisionFact },
  { matches, quarantine, ports }: PendingDeps,
): Promise<'known' | 'waits' | 'waits-already'> {
  const { party, fact } = said;
  if (await isKnown(said, ports)) return 'known';
  const own = rowIdOf({ runId: fact.origin.run, row: fact.origin.row });
  const first = await matches.waits(party, fact.key, own);
  if (first === own) return 'waits';
  const id = parseRowId(first);
  const other = id && (await quarantine.read(id.runId, id.row));
  // What was refused, or confirmed and taken out of effect since, and is said again waits again.
  const isDecided = other?.state === 'dismissed' || other?.state === 'corrected';
  return isDecided && (await matches.waitsInstead(party, fact.key, { of: first, now: own }))
    ? 'waits'
    : 'waits-already';
}

async function isKnown(
  { party, fact }: { readonly party: PartyKey; readonly fact: DecisionFact },
  { store }: Pick<IntakePorts, 'store'>,
): Promise<boolean> {
  const home = await homeOf(party, store, fact.decidedOn);
  const { facts } = await store.readFolder(home);
  const { key } = amongKnown(fact, facts);
  return decisionsOf(facts).some((other) => other.key === key && !isSameRow(other, fact));
}
