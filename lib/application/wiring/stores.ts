import type { FolderStore } from '../../credit-file/ports.ts';
import type { ProposalStore } from '../../credit-file/proposal.ts';
import type { ArrivalStore } from '../../feeds/arrival.ts';
import type { ListStore, MatchStore } from '../../feeds/list.ts';
import type { PullStore } from '../../feeds/pull.ts';
import type { QuarantineStore } from '../../feeds/quarantine.ts';
import type { RunStore } from '../../feeds/run.ts';
import type { KeyProvider } from '../../runtime/key-provider.ts';
import { openKeyProvider } from '../../runtime/open-key-provider.ts';
import { openVault } from '../../runtime/open-vault.ts';
import { type Runtime, setting } from '../../runtime/runtime.ts';
import type { Vault } from '../../runtime/vault.ts';
import { createArrivalStore } from '../../store/arrival-store.ts';
import { type CalendarStore, createCalendarStore } from '../../store/calendar-store.ts';
import { createDataKeyStore } from '../../store/data-key-store.ts';
import { createEvaluationStore, type EvaluationStore } from '../../store/evaluation-store.ts';
import { createFolderStore } from '../../store/folder-store.ts';
import { createListStore, createMatchStore } from '../../store/list-store.ts';
import { createPolicyStore } from '../../store/policy-store.ts';
import { createProposalStore } from '../../store/proposal-store.ts';
import { createPullStore } from '../../store/pull-store.ts';
import { createQuarantineStore } from '../../store/quarantine-store.ts';
import { keeping, readOnly } from '../../store/read-only-table.ts';
import { createRunStore } from '../../store/run-store.ts';
import { openTable, type Table } from '../../store/table.ts';
import { createWaitingStore, type WaitingStore } from '../../store/waiting-store.ts';
import { watchPolicy } from './released-policy.ts';

/** The stores of a function, opened once per host. */
export interface Stores {
  readonly table: Table;
  readonly folders: FolderStore;
  readonly runs: RunStore;
  readonly quarantine: QuarantineStore;
  readonly lists: ListStore;
  readonly matches: MatchStore;
  readonly waiting: WaitingStore;
  readonly arrivals: ArrivalStore;
  readonly pulls: PullStore;
  readonly evaluations: EvaluationStore;
  readonly calendar: CalendarStore;
  readonly proposals: ProposalStore;
}

/** The table as far as this function may touch it: `touches` in `infra/system.ts`. */
function allowed(table: Table, { env }: Runtime): Table {
  const access = env['TABLE_ACCESS'];
  return access === 'read' ? readOnly(table) : access === 'remove-copies' ? table : keeping(table);
}

/** The stores of functions that work on runs only. */
export type RunStores = Pick<Stores, 'table' | 'runs' | 'arrivals'>;

export function openRunStores(runtime: Runtime): RunStores {
  const opened = openTable(setting(runtime, 'TABLE_NAME'), undefined, runtime.pause);
  return runStoresOf(allowed(opened, runtime));
}

/** The stores of functions that project files and keep nothing else. */
export type ProjectionStores = RunStores & Pick<Stores, 'folders' | 'lists'>;

export function openProjectionStores(runtime: Runtime): ProjectionStores {
  const opened = openRunStores(runtime);
  watchPolicy(runtime, opened.table);
  return projectionStoresOf(opened);
}

export const openStores = (runtime: Runtime): Stores => storesOf(openProjectionStores(runtime));

/** The same stores on a table that refuses every write, whatever the function may. */
export const readingStores = ({ table }: Pick<Stores, 'table'>): Stores =>
  storesOf(projectionStoresOf(runStoresOf(readOnly(table))));

const runStoresOf = (table: Table): RunStores => ({
  table,
  runs: createRunStore(table),
  arrivals: createArrivalStore(table),
});

const projectionStoresOf = (opened: RunStores): ProjectionStores => ({
  ...opened,
  folders: createFolderStore(opened.table),
  lists: createListStore(opened.table),
});

function storesOf(opened: ProjectionStores): Stores {
  const { table } = opened;
  return {
    ...opened,
    quarantine: createQuarantineStore(table),
    matches: createMatchStore(table),
    waiting: createWaitingStore(table),
    pulls: createPullStore(table),
    evaluations: createEvaluationStore(table),
    calendar: createCalendarStore(table),
    proposals: createProposalStore(table),
  };
}

export const openVaultOf = (runtime: Runtime, { table }: Pick<Stores, 'table'>): Promise<Vault> =>
  openVault(runtime, createDataKeyStore(table), {
    makesKeys: runtime.env['TABLE_ACCESS'] !== 'read',
    onNewTable: () => createPolicyStore(table).begin(),
  });

export const openKeyProviderOf = (runtime: Runtime, { table }: Pick<Stores, 'table'>): KeyProvider =>
  openKeyProvider(runtime, createDataKeyStore(table));
