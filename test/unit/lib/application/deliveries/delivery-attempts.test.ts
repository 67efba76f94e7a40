import { describe, expect, it } from 'vitest';
import { createDeliveryAttempts } from '../../../../../lib/application/deliveries/delivery-attempts.ts';
import type { Hints } from '../../../../../lib/application/deliveries/hints.ts';
import type { Stores } from '../../../../../lib/application/wiring/stores.ts';
import type { Delivery } from '../../../../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../../../../lib/credit-file/projection/file-state.ts';
import { fakeRuntime } from '../../../../support/fake-runtime.ts';

const at = '2026-06-01T00:00:00.000Z';
const wanted = (version: number) => ({ version, digest: `state ${version}`, at });
const fileWith = (directory: Delivery, revision: number) =>
  ({
    party: 'p',
    category: 'pharmacy',
    revision,
    leases: {},
    deliveries: { directory },
  }) as Partial<FileState> as FileState;
const older = fileWith({ stage: 'pending', wanted: wanted(1), attempt: 0 }, 1);

/** What the file says after a sender that sent version 1 was refused, while the file had become this one. */
async function afterRefusal(meanwhile: FileState): Promise<Delivery | undefined> {
  let stored = meanwhile;
  const folders = {
    putFile: async (next: FileState) => {
      if (next.revision !== stored.revision + 1) return false;
      stored = next;
      return true;
    },
    readFile: async () => stored,
  };
  const stores = { folders, table: {} } as unknown as Stores;
  const hints: Hints = { noteFile: () => undefined, note: () => undefined, flush: async () => undefined };
  const attempts = createDeliveryAttempts(fakeRuntime(), 'directory', { stores, hints });
  await attempts.end(older, attempts.afterRefusal(older, { code: '4090', stale: true, permanent: false }));
  return stored.deliveries.directory;
}

describe('a version that is refused for good', () => {
  it('is given up', async () => {
    expect(await afterRefusal(older)).toMatchObject({ stage: 'given-up' });
  });

  it('leaves a newer one that has arrived', async () => {
    const arrived = { stage: 'settled', wanted: wanted(2), acknowledged: wanted(2), attempt: 0 } as const;
    expect(await afterRefusal(fileWith(arrived, 7))).toEqual(arrived);
  });

  it('leaves a newer one that is still to be sent', async () => {
    const waiting = { stage: 'pending', wanted: wanted(2), attempt: 0, dueAt: at } as const;
    expect(await afterRefusal(fileWith(waiting, 7))).toEqual(waiting);
  });
});
