import { describe, expect, it } from 'vitest';
import { type ReconcileDeps, reconcile } from '../../../../functions/reconcile/reconcile.ts';
import { recordIdOf } from '../../../../lib/application/deliveries/receiver-messages.ts';
import type { PartyKey, Sealed } from '../../../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../../../lib/credit-file/ports.ts';
import type { Delivery } from '../../../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../../../lib/credit-file/projection/file-state.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const at = '2026-06-29T04:00:00.000Z';
const wanted = { version: 3, digest: 'd', at };
const acknowledged = { ...wanted };
const pending = { stage: 'pending', wanted, attempt: 0, dueAt: '2026-06-30T04:10:00.000Z' } as const;

const fileWith = (party: string, directory: Delivery): FileState => ({
  party: party as PartyKey,
  category: 'pharmacy',
  version: 3,
  revision: 1,
  scheme: 'uscc',
  identity: { sealed: 'sealed' as Sealed, digest: 'digest', nameDigest: 'name' },
  status: 'active',
  sanctions: [],
  deliveries: { directory },
  leases: {},
});

/** A comparison of these files with a directory that holds the acknowledged ones. */
async function compared(files: readonly FileState[], held: readonly FileState[]) {
  const runtime = fakeRuntime();
  const measured: Record<string, number> = {};
  const logged: object[] = [];
  const written: FileState[] = [];
  const folders = {
    scanFiles: async () => ({ files: [...files] }),
    putFile: async (file) => written.push(file) > 0,
  } as Partial<FolderStore> as FolderStore;
  const deps = {
    runtime: {
      ...runtime,
      log: { ...runtime.log, info: (_: string, fields: object) => logged.push(fields) },
      metrics: {
        add: (name: string, value: number) => {
          measured[name] = value;
        },
      },
    },
    folders,
    hints: { note: () => undefined },
  } as unknown as ReconcileDeps;
  const states = new Map(held.map((file) => [recordIdOf(file), 3]));
  await reconcile('directory', states, deps);
  return { measured, logged, written };
}

const inSync = fileWith('in-sync', { stage: 'settled', wanted, acknowledged, attempt: 0 });
const lost = fileWith('lost', { stage: 'settled', wanted, acknowledged, attempt: 0 });
const waiting = fileWith('waiting', pending);
const givenUp = fileWith('given-up', { stage: 'given-up', wanted, attempt: 12, problem: '5030' });

describe('a reconciliation', () => {
  it('says which files it could not compare, apart from those without a difference', async () => {
    const { measured, logged } = await compared([inSync, waiting, givenUp], [inSync]);
    const unsettled = { unsettled: 2, pending: 1, givenUp: 1 };
    expect(logged).toEqual([
      { receiver: 'directory', compared: 1, differences: 0, strangers: 0, ...unsettled },
    ]);
    expect(measured).toEqual({ ReconciliationDifferences: 0, ReconciliationUnsettled: 2 });
  });

  it('counts a difference as a difference, which is then delivered', async () => {
    const { measured, written } = await compared([inSync, lost], [inSync]);
    expect(measured).toEqual({ ReconciliationDifferences: 1, ReconciliationUnsettled: 0 });
    expect(written).toMatchObject([{ party: 'lost', deliveries: { directory: { stage: 'pending' } } }]);
  });

  it('sends on its way what an earlier release put off for days, because a receiver asked for them', async () => {
    const dueAt = '2026-07-11T04:00:00.000Z';
    const silenced = fileWith('silenced', { ...pending, attempt: 2, dueAt, pendingSince: at });
    const { measured, written } = await compared([waiting, silenced], []);
    expect(measured).toEqual({ ReconciliationDifferences: 0, ReconciliationUnsettled: 2 });
    expect(written.map(({ party }) => party)).toEqual(['silenced']);
    expect(written[0]?.deliveries.directory).toMatchObject({
      stage: 'pending',
      dueAt: '2026-06-30T04:00:00.000Z',
      pendingSince: at,
    });
  });
});
