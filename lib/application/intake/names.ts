import type { DecisionFact } from '../../credit-file/facts/fact.ts';
import { isRegistration } from '../../credit-file/facts/registration.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { NamePorts } from '../../credit-file/projection-ports.ts';
import { nameContradictsNumber } from '../../credit-file/set-aside.ts';
import type { QuarantineStore } from '../../feeds/quarantine.ts';
import type { RunStore } from '../../feeds/run.ts';
import type { Vault } from '../../runtime/vault.ts';
import { isNameVariant } from '../../shared/names.ts';
import { waitingRow } from '../quarantine/row-content.ts';
import { recordOf } from './facts.ts';

interface NameDeps {
  readonly vault: Vault;
  readonly runs: Pick<RunStore, 'read' | 'doubtLater'>;
  readonly quarantine: Pick<QuarantineStore, 'add'>;
  readonly folders: Pick<FolderStore, 'stopWaiting'>;
}

/** Compares the names of decisions with those of the registry, former ones included. */
export const namePorts = (deps: NameDeps): NamePorts => ({
  isNamedOtherwise(party, { identity }, facts) {
    const registered = facts.filter(isRegistration).map((entry) => entry.identity);
    if (registered.some(({ nameDigest }) => nameDigest === identity.nameDigest)) return false;
    if (registered.length === 0) return false;
    const { name } = deps.vault.identify(party, identity);
    return registered.every((known) => !isNameVariant(name, deps.vault.identify(party, known).name));
  },
  onNamedOtherwise: (party, fact) => letWait(party, fact, deps),
});

/** The row of a decision waits for an officer instead of for its subject. Idempotent. */
async function letWait(
  party: PartyKey,
  fact: DecisionFact,
  { vault, runs, quarantine, folders }: NameDeps,
): Promise<void> {
  const { run: runId, row, batch } = fact.origin;
  const division = (await runs.read(runId))?.division;
  const arrived = { ...fact.origin, runId, division, findings: [nameContradictsNumber] };
  await quarantine.add([waitingRow(arrived, { record: recordOf(party, fact, vault) }, vault)]);
  await runs.doubtLater(runId, row, batch);
  await folders.stopWaiting(party, fact.key);
}
