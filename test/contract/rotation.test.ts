import { afterAll, beforeAll, expect, it } from 'vitest';
import { resealItems } from '../../functions/reseal-values/reseal-items.ts';
import { resealShard } from '../../functions/reseal-values/reseal-shard.ts';
import { rotateKeys } from '../../functions/rotate-keys/rotate-keys.ts';
import { sweepRotation } from '../../functions/sweep/sweep-rotation.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import { createVault } from '../../lib/runtime/vault.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createRotationStore } from '../../lib/store/rotation-store.ts';
import { type Item, type Table, text } from '../../lib/store/table.ts';
import { rotationMessage } from '../../schemas/messages.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** A rotation whose workers the test controls: concurrent changes, no time left, crashes. */
let opened: TestTable;
let table: Table;
beforeAll(async () => {
  opened = await openTestTable();
  table = opened.table;
});
afterAll(() => opened.close());

const pepper = Buffer.alloc(32, 1);
const dataKeys = new Map([[1, Buffer.alloc(32, 2)]]);
const vault = createVault({ pepper, dataKeys });
const bucket = { read: () => [] as never, put: async () => undefined };
const runtime = fakeRuntime();

async function fileReceipt(receiptId: string): Promise<Item> {
  await createReceiptStore(table).add({
    receiptId,
    at: '2026-06-30T04:00:00.000Z',
    agency: 'bureau',
    purpose: 'file',
    reference: vault.seal(`why ${receiptId}`, receiptId),
    disclosed: [],
  });
  return (await table.get(`RECEIPT#${receiptId}`, 'RECEIPT')) ?? {};
}
const referenceOf = async (receiptId: string): Promise<Sealed> =>
  ((await createReceiptStore(table).read(receiptId))?.reference ?? '') as Sealed;

it('a change between reading and writing wins, and is sealed anew itself', async () => {
  const read = await fileReceipt('between');
  dataKeys.set(2, Buffer.alloc(32, 3));
  const changed = { ...read, body: text((read['body']?.S ?? '').replace('bureau', 'office')) };
  await table.put(changed);
  const found = await resealItems([read], { runtime, table, bucket, vault, number: 2 });
  expect(found).toEqual({ examined: 1, resealed: 1, contended: 0, unreadable: 0 });
  expect((await createReceiptStore(table).read('between'))?.agency).toBe('office');
  expect(await referenceOf('between')).toMatch(/^2\./);
  expect(vault.open(await referenceOf('between'), 'between')).toBe('why between');
});

it('what does not open stays as it is and is counted; a host without the key does nothing', async () => {
  const moved: Item = { ...(await fileReceipt('moved')), pk: text('RECEIPT#elsewhere') };
  const body = moved['body']?.S?.replace('"receiptId":"moved"', '"receiptId":"elsewhere"') ?? '';
  const item = { ...moved, body: text(body.replace(/"reference":"2\./, '"reference":"1.')) };
  const found = await resealItems([item], { runtime, table, bucket, vault, number: 2 });
  expect(found).toEqual({ examined: 1, resealed: 0, contended: 0, unreadable: 1 });
  expect(runtime.said).toContain('value.unreadable');
  await expect(resealItems([item], { runtime, table, bucket, vault, number: 3 })).rejects.toMatchObject({
    code: 'key-unavailable',
  });
});

it('a shard is handed over when its time is short, goes on at its place, and its last worker ends the pass', async () => {
  for (let index = 0; index < 300; index++) await fileReceipt(`many-${index}`);
  const rotations = createRotationStore(table);
  const sent: string[] = [];
  const queue = {
    send: async (bodies: readonly string[]) => void sent.push(...bodies),
    depth: async () => 0,
  };
  const retired: number[] = [];
  const keyProvider = {
    list: async () => new Map([...dataKeys.keys()].map((number) => [number, {}] as const)),
    make: async (number: number) => void dataKeys.set(number, Buffer.alloc(32, number + 1)),
    retire: async (numbers: readonly number[]) => void retired.push(...numbers),
  };
  await rotateKeys({ by: 'officer', reason: 'yearly' }, { runtime, rotations, keyProvider, shards: 1 });
  const deps = { runtime, table, rotations, queue, keyProvider, bucket, vault };
  let calls = 0;
  for (;;) {
    const rotation = await rotations.newest();
    if (rotation?.state === 'finished') break;
    runtime.pass(1000_000);
    await sweepRotation({ runtime, rotations, queue });
    for (let body = sent.shift(); body; body = sent.shift()) {
      let pages = 0;
      // One page a call, then the time is over.
      await resealShard(rotationMessage.parse(JSON.parse(body)), deps, () => (pages++ === 0 ? 60_000 : 0));
      calls++;
    }
  }
  // Two pages a pass.
  expect(calls).toBe(4);
  expect(retired).toEqual([1, 2]);
  expect(await referenceOf('many-299')).toMatch(/^3\./);
  expect(await rotations.newest()).toMatchObject({ number: 3, pass: 2, before: { unreadable: 0 } });
});

it('a rotation whose maker died before the key was noted is taken up by asking again, under the same number', async () => {
  const rotations = createRotationStore(table);
  const made: number[] = [];
  const dying = { list: async () => dataKeys, make: async () => Promise.reject(new Error('the host died')) };
  const living = { list: async () => dataKeys, make: async (number: number) => void made.push(number) };
  const asked = { by: 'officer', reason: 'again' };
  const deps = { runtime, rotations, shards: 2 };
  await expect(rotateKeys(asked, { ...deps, keyProvider: dying as never })).rejects.toThrow('died');
  await expect(rotateKeys(asked, { ...deps, keyProvider: living as never })).rejects.toMatchObject({
    code: 'rotation-running',
  });
  runtime.pass(61_000);
  await rotateKeys(asked, { ...deps, keyProvider: living as never });
  expect(made).toEqual([4]);
  expect(await rotations.newest()).toMatchObject({ number: 4, state: 'waiting', startedBy: 'officer' });
});
