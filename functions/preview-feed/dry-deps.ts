import { dryFolders } from '../../lib/application/intake/dry-folders.ts';
import type { HoldDeps } from '../../lib/application/intake/hold-file.ts';
import type { TakeBatchDeps } from '../../lib/application/intake/take-batch.ts';
import { intakePorts } from '../../lib/application/wiring/intake-ports.ts';
import type { Stores } from '../../lib/application/wiring/stores.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';

export type DryDeps = TakeBatchDeps & HoldDeps;

const nothing = async (): Promise<undefined> => undefined;

/**
 * What intake works with, so that nothing is kept: folders in memory over those of the table, and stores that read. A
 * write that were forgotten here would fail, because the table refuses it.
 */
export function dryDeps(
  runtime: Runtime,
  { folders, runs, lists, matches, quarantine, vault }: Stores & { readonly vault: Vault },
): DryDeps {
  const dry = {
    folders: dryFolders(folders),
    runs: { ...runs, matchLater: nothing, doubtLater: nothing },
    lists: { ...lists, addSeen: nothing, goneOf: async () => [] },
    quarantine: { ...quarantine, add: nothing },
    // A row waits as if nobody had sent it before: whether another one waits already is a matter of the queue.
    matches: { ...matches, waits: async (_entry: string, _statement: string, own: string) => own },
  };
  const hints = { noteFile: () => undefined, note: () => undefined, flush: nothing };
  return { ...dry, vault, ports: intakePorts(runtime, { ...dry, vault }, hints) };
}
