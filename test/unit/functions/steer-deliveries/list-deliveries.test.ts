import { describe, expect, it } from 'vitest';
import { listDeliveries } from '../../../../functions/steer-deliveries/list-deliveries.ts';
import type { PartyKey, Sealed } from '../../../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../../../lib/credit-file/ports.ts';
import type { FileState } from '../../../../lib/credit-file/projection/file-state.ts';

const at = '2026-06-30T04:00:00.000Z';
const file: FileState = {
  party: 'party' as PartyKey,
  category: 'insured-person',
  version: 2,
  revision: 3,
  scheme: 'resident-id',
  identity: { sealed: 'sealed' as Sealed, digest: 'digest', nameDigest: 'name' },
  status: 'active',
  sanctions: [],
  deliveries: { directory: { stage: 'pending', wanted: { version: 2, at }, attempt: 0, dueAt: at } },
  leases: {},
};

/** The index while the entry of the file moves to another instant: removed, and not yet added again. */
const whileMoving = {
  due: async () => [],
  scanFiles: async () => ({ files: [file] }),
} as Partial<FolderStore> as FolderStore;

/** An endless agenda of files that only change later by themselves. */
function changingFiles(): { folders: FolderStore; read: number } {
  const agenda = { folders: whileMoving, read: 0 };
  const due: FolderStore['due'] = async ({ limit }) =>
    Array.from({ length: limit }, () => ({ kind: 'file', subject: file, at, about: 'c' }));
  const readFile = async () => {
    agenda.read++;
    return { ...file, deliveries: {} };
  };
  return Object.assign(agenda, { folders: { ...whileMoving, due, readFile } });
}

describe('a list of deliveries', () => {
  it('without a state has what is pending also while its entry of the agenda moves', async () => {
    expect(await listDeliveries({ limit: 10 }, whileMoving)).toMatchObject({
      deliveries: [{ state: 'pending' }],
    });
  });

  it.each(['given-up', 'pending', 'held'] as const)(
    'of those that are %s ends its page after a bounded number of keys, and says where it goes on',
    async (state) => {
      const page = await listDeliveries({ state, limit: 10 }, changingFiles().folders);
      expect(page).toEqual({ deliveries: [], next: expect.any(String) });
    },
  );

  it('reads no file whose entry of the agenda says that nothing is pending', async () => {
    const agenda = changingFiles();
    await listDeliveries({ state: 'pending', limit: 10 }, agenda.folders);
    expect(agenda.read).toBe(0);
  });
});
