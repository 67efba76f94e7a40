import { takeRecord } from '../../lib/application/intake/take-record.ts';
import { intakePorts } from '../../lib/application/wiring/intake-ports.ts';
import type { Stores } from '../../lib/application/wiring/stores.ts';
import type { Origin } from '../../lib/credit-file/facts/fact.ts';
import { createVault, type Vault } from '../../lib/runtime/vault.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { createListStore } from '../../lib/store/list-store.ts';
import { createProposalStore } from '../../lib/store/proposal-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import type { Table } from '../../lib/store/table.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { fakeRuntime } from './fake-runtime.ts';

/** Takes records into the folders of a table, without queues. */
export function openIntake(table: Table, env: Readonly<Record<string, string>> = {}) {
  const runtime = { ...fakeRuntime(), env };
  const folders = createFolderStore(table);
  const stores = {
    folders,
    runs: createRunStore(table),
    lists: createListStore(table),
    quarantine: createQuarantineStore(table),
  } as Stores;
  const vault: Vault = createVault({
    pepper: Buffer.alloc(32, 1),
    dataKeys: new Map([[1, Buffer.alloc(32, 2)]]),
  });
  const hints = { noteFile: () => undefined, note: () => undefined, flush: async () => undefined };
  const ports = intakePorts(runtime, { ...stores, vault }, hints);
  let runs = 0;
  return {
    runtime,
    proposals: createProposalStore(table),
    folders,
    vault,
    ports,
    /** Takes a record that came in on a day. Each record has a run of its own. */
    keep: (
      record: FeedRecord,
      on = '2026-06-01',
      file = 'sha',
      source: Origin['source'] = 'market-supervision',
    ) =>
      takeRecord(
        record,
        { ...originOf(`RUN${String(++runs).padStart(23, '0')}`, on, file), source },
        { vault, ports },
      ),
  };
}

const originOf = (run: string, on: string, fileSha256: string): Origin => ({
  run,
  row: 1,
  batch: 0,
  fileSha256,
  source: 'market-supervision',
  by: 'authority',
  receivedAt: `${on}T02:00:00Z`,
});
