import { policyOf } from '../../../lib/application/wiring/intake-ports.ts';
import type { PartyKey } from '../../../lib/credit-file/facts/subject.ts';
import type { Folder, ProjectionPolicy } from '../../../lib/credit-file/projection/project-folder.ts';
import { openVault } from '../../../lib/runtime/open-vault.ts';
import type { Vault } from '../../../lib/runtime/vault.ts';
import { createDataKeyStore } from '../../../lib/store/data-key-store.ts';
import { createFolderStore } from '../../../lib/store/folder-store.ts';
import { createPolicyStore } from '../../../lib/store/policy-store.ts';
import { openTable, type Table } from '../../../lib/store/table.ts';
import type { World } from '../kernel/world.ts';

/** What checks look at: the stores of the product on the engines, without faults. */
export interface Seen {
  readonly world: World;
  readonly table: Table;
  readonly vault: Vault;
  readonly policy: ProjectionPolicy;
  readonly folders: readonly Folder[];
}

/** Reads everything once. */
export async function look(world: World): Promise<Seen> {
  const runtime = world.functions.runtimeOf('keep-records');
  const table = openTable('simulated');
  const store = createFolderStore(table);
  const folders: Folder[] = [];
  for (const party of partiesOf(world)) folders.push(await store.readFolder(party));
  return {
    world,
    table,
    vault: await openVault(runtime, createDataKeyStore(table)),
    policy: policyOf(runtime, await createPolicyStore(table).head()),
    folders,
  };
}

const partiesOf = ({ table }: World): Set<PartyKey> =>
  new Set(table.all().flatMap(({ pk }) => (pk?.S?.startsWith('P#') ? [pk.S.slice(2) as PartyKey] : [])));
