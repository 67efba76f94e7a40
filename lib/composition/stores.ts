import type { FolderStore } from '../credit-file/ports.ts';
import type { RunStore } from '../feeds/run.ts';
import { openVault } from '../runtime/open-vault.ts';
import { type Runtime, setting } from '../runtime/runtime.ts';
import type { Vault } from '../runtime/vault.ts';
import { createFolderStore } from '../store/folder-store.ts';
import { createKeyShelf } from '../store/key-shelf.ts';
import { createRunStore } from '../store/run-store.ts';
import { openTable, type Table } from '../store/table.ts';

/** The stores a function works on, opened once a host. */
export interface Stores {
  readonly table: Table;
  readonly folders: FolderStore;
  readonly runs: RunStore;
}

/** What a function needs that works on runs alone. */
export type RunStores = Pick<Stores, 'table' | 'runs'>;

export function openRunStores(runtime: Runtime): RunStores {
  const table = openTable(setting(runtime, 'TABLE_NAME'));
  return { table, runs: createRunStore(table) };
}

export function openStores(runtime: Runtime): Stores {
  const { table, runs } = openRunStores(runtime);
  return { table, folders: createFolderStore(table), runs };
}

export const openVaultOf = (runtime: Runtime, { table }: Pick<Stores, 'table'>): Promise<Vault> =>
  openVault(runtime, createKeyShelf(table));
