import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDeliveryAttempts } from '../../lib/application/deliveries/delivery-attempts.ts';
import type { Stores } from '../../lib/application/wiring/stores.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import { type Delivery, withDesired } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** A sender that stops after its request and before it writes the outcome, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const subject = { party: 'party' as PartyKey, category: 'nurse' } as const;
const afterLease = 61_000;

/** A file at A that was acknowledged at E, and whose sender has stopped. */
async function abandoned() {
  const folders = createFolderStore(real.table);
  const runtime = fakeRuntime();
  const at = runtime.clock().toISOString();
  const directory: Delivery = {
    stage: 'pending',
    wanted: { version: 2, digest: 'at A', at },
    acknowledged: { version: 1, digest: 'at E', at },
    attempt: 0,
    dueAt: at,
  };
  const before = (await folders.readFile(subject))?.revision ?? 0;
  const file: FileState = {
    ...subject,
    version: 2,
    revision: before + 1,
    scheme: 'resident-id',
    identity: { sealed: 'sealed' as Sealed, digest: 'digest', nameDigest: 'name' },
    status: 'active',
    sanctions: [],
    deliveries: { directory },
    leases: {},
  };
  await folders.putFile(file);
  const hints = { noteFile: () => undefined, note: () => undefined, flush: async () => undefined };
  const stores = { folders, table: real.table } as unknown as Stores;
  const attempts = createDeliveryAttempts(runtime, 'directory', { stores, hints });
  await attempts.begin(subject);
  runtime.pass(afterLease);
  return { folders, runtime, attempts };
}

/** What the delivery becomes when the file is at E again. */
const backAtE = (delivery: Delivery | undefined, now: Date) =>
  withDesired(delivery, 'at E', { version: 3, now, isBeingSent: false });

it('is remembered by the next one, also where that one sends nothing: the receiver may have what was sent', async () => {
  const { folders, runtime, attempts } = await abandoned();
  const begun = await attempts.begin(subject);
  const retryAt = new Date(runtime.clock().getTime() + 5000);
  if (begun) await attempts.end(begun, { kind: 'retry', problem: 'ledger-unsigned', retryAt, counts: false });
  const file = await folders.readFile(subject);
  expect(file).toMatchObject({ leases: {}, deliveries: { directory: { unconfirmed: true } } });
  expect(file?.abandoned).toBeUndefined();
  expect(backAtE(file?.deliveries.directory, runtime.clock())).toMatchObject({ stage: 'pending' });
});

it('is forgotten once the receiver has acknowledged', async () => {
  const { folders, runtime, attempts } = await abandoned();
  const begun = await attempts.begin(subject);
  const sent = { version: 2, digest: 'at A' };
  if (begun) await attempts.end(begun, { kind: 'acknowledged', sent });
  const delivery = (await folders.readFile(subject))?.deliveries.directory;
  expect(delivery).toMatchObject({ stage: 'settled' });
  expect(delivery).not.toHaveProperty('unconfirmed');
  expect(backAtE(delivery, runtime.clock())).toMatchObject({ stage: 'pending' });
});

it('leaves no trace where a sender wrote its outcome', async () => {
  const { folders, runtime, attempts } = await abandoned();
  const outcome = (problem: string) =>
    ({ kind: 'retry', problem, retryAt: runtime.clock(), counts: false }) as const;
  for (const problem of ['first', 'second']) {
    const begun = await attempts.begin(subject);
    if (begun) await attempts.end(begun, outcome(problem));
  }
  const read = await folders.readFile(subject);
  const { unconfirmed: _, ...directory } = read?.deliveries.directory ?? ({} as Delivery);
  if (read) await folders.putFile({ ...read, revision: read.revision + 1, deliveries: { directory } });
  const begun = await attempts.begin(subject);
  if (begun) await attempts.end(begun, outcome('third'));
  expect((await folders.readFile(subject))?.deliveries.directory).not.toHaveProperty('unconfirmed');
});
