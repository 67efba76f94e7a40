import type { AskPage, ComparisonDeps } from '../../functions/reconcile/deps.ts';
import { workComparison } from '../../functions/reconcile/work-comparison.ts';
import { beginComparison } from '../../lib/application/deliveries/begin-comparison.ts';
import { receiverIdOf, recordOf } from '../../lib/application/deliveries/file-says.ts';
import type { Comparison } from '../../lib/convergence/comparison.ts';
import type { Difference } from '../../lib/convergence/difference.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { Delivery, Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { directorySettings } from '../../lib/delivery/index.ts';
import { createVault } from '../../lib/runtime/vault.ts';
import { ok } from '../../lib/shared/result.ts';
import { type ComparisonStore, createComparisonStore } from '../../lib/store/comparison-store.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import type { Table } from '../../lib/store/table.ts';
import { fakeRuntime } from './fake-runtime.ts';

type Row = Readonly<Record<string, unknown>>;
type Records = Map<string, Row>;

const dataKeys = new Map([[1, Buffer.alloc(32, 2)]]);
const vault = createVault({ pepper: Buffer.alloc(32, 1), dataKeys });
export const maker = { vault, settings: directorySettings.parse({}), enddate: () => 'inclusive' as const };

const at = '2026-06-29T04:00:00.000Z';
const synced: Delivery = {
  stage: 'settled',
  wanted: { version: 3, digest: 'd', at },
  acknowledged: { version: 3, digest: 'd', at },
  attempt: 0,
};

/** A file of a pharmacy that the directory has acknowledged. The settlement system should have nothing of it. */
export function syncedFile(n: number, change: Partial<FileState> = {}): FileState {
  const party = String(n).padStart(22, 'p') as PartyKey;
  return {
    party,
    category: 'pharmacy',
    version: 3,
    revision: 1,
    scheme: 'uscc',
    identity: vault.identity(party, { name: `药店${n}`, id: `9154010000000${n}` }),
    status: 'active',
    gradeInForce: {
      cycle: 2026,
      score: '90.00',
      grade: 'A',
      vetoed: false,
      downgraded: false,
      state: 'interim',
      evaluatedOn: '2026-06-29',
      sheet: '1.a.b',
    } as FileState['gradeInForce'],
    sanctions: [],
    deliveries: { directory: synced },
    leases: {},
    ...change,
  };
}

/** Pages of a list of records, by id. Ids are asked for behind a cursor, as the receivers do. */
export const pagesOver =
  (records: Records, limit: number): AskPage =>
  async (after = '') => {
    const ids = [...records.keys()].sort().filter((id) => id > after);
    const shown = ids.slice(0, limit);
    const page = shown.map((id) => {
      const row = records.get(id) ?? {};
      return { id, version: Number(row['version']), row };
    });
    const last = shown.at(-1);
    return ok({ records: page, ...(ids.length > limit && last && { next: last }) });
  };

/** Comparisons of the files of a table with receivers that the test fills. */
export function openComparing(table: Table, pageSize = 3) {
  const runtime = fakeRuntime();
  let ids = 0;
  const held: Record<Receiver, Records> = { directory: new Map(), settlement: new Map() };
  const sent: string[] = [];
  const hinted: string[] = [];
  const comparisons = createComparisonStore(table);
  const folders = createFolderStore(table);
  const deps: ComparisonDeps = {
    runtime: { ...runtime, newId: () => `01RUN00000000000000000${String(++ids).padStart(4, '0')}` },
    comparisons,
    folders,
    hints: {
      noteFile: () => undefined,
      note: ({ party }, receiver) => hinted.push(`${receiver} ${party}`),
      flush: async () => undefined,
    },
    queue: { send: async (bodies) => void sent.push(...bodies) },
    lists: {
      directory: pagesOver(held.directory, pageSize),
      settlement: pagesOver(held.settlement, pageSize),
    },
    maker,
  };
  const enough = () => 900_000;
  return {
    runtime,
    deps,
    comparisons,
    folders,
    held,
    sent,
    hinted,
    /** Stores a file, and its record at the directory. */
    async add(file: FileState): Promise<FileState> {
      await folders.putFile(file);
      const row = recordOf(file, 'directory', maker);
      held.directory.set(receiverIdOf('directory', file), row);
      return file;
    },
    async begin(options: { repairs?: boolean; receivers?: readonly Receiver[] } = {}): Promise<string> {
      const { repairs = false, receivers = ['directory', 'settlement'] } = options;
      const order = { startedAt: runtime.clock().toISOString(), by: 'officer', repairs, receivers };
      const begun = await beginComparison(order, { comparisons, newId: deps.runtime.newId });
      return begun.isBegun ? begun.id : begun.current.id;
    },
    work: (id: string, changed: Partial<ComparisonDeps> = {}, remaining = enough) =>
      workComparison(id, { ...deps, ...changed }, remaining),
    read: async (id: string): Promise<Comparison> => (await comparisons.read(id)) ?? never(),
    found: async (id: string): Promise<Difference[]> =>
      (await Array.fromAsync(comparisons.found(id, {}))).flatMap(({ differences }) => differences),
  };
}

function never(): never {
  throw new Error('there is no comparison');
}

/** A store that fails at its n-th write, before the write took effect or after it. Counts the writes. */
export function killedAt<Store extends object>(
  store: Store,
  {
    writes,
    n,
    when,
    count,
  }: { writes: readonly (keyof Store)[]; n: number; when: 'before' | 'after'; count: { of: number } },
): Store {
  const killed = { ...store };
  for (const name of writes) {
    const method = store[name] as (...args: unknown[]) => Promise<unknown>;
    killed[name] = (async (...args: unknown[]) => {
      const isHere = ++count.of === n;
      if (isHere && when === 'before') throw new Error('killed');
      const outcome = await method(...args);
      if (isHere) throw new Error('killed');
      return outcome;
    }) as Store[typeof name];
  }
  return killed;
}

export const comparisonWrites: readonly (keyof ComparisonStore)[] = [
  'put',
  'putCurrent',
  'putAside',
  'putPages',
  'putFound',
];
