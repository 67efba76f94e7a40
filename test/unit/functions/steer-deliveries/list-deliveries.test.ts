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

/** The index while the entry of the file moves to another instant: it is taken out, and not yet in again. */
const whileMoving = {
  due: async () => [],
  scanFiles: async () => ({ files: [file] }),
} as Partial<FolderStore> as FolderStore;

describe('a list of deliveries', () => {
  it('without a state has what is pending also while its entry of the agenda moves', async () => {
    expect(await listDeliveries({}, whileMoving)).toMatchObject({ deliveries: [{ state: 'pending' }] });
  });
});
