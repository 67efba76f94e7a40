import { expect, it } from 'vitest';
import { resealShard } from '../../functions/reseal-values/reseal-shard.ts';
import { rotateKeys } from '../../functions/rotate-keys/rotate-keys.ts';
import { sweepRotation } from '../../functions/sweep/sweep-rotation.ts';
import { decisionFact } from '../../lib/application/intake/facts.ts';
import { createVault } from '../../lib/runtime/vault.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { createRotationStore } from '../../lib/store/rotation-store.ts';
import { type Item, text } from '../../lib/store/table.ts';
import { rotationMessage } from '../../schemas/messages.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';
import { openMemoryTable } from '../support/memory-table.ts';
import { ofHospital } from '../support/staffed-region.ts';

const origin = {
  run: '01M2GDR2T4SA5X638KHFD7M53B',
  row: 1,
  batch: 0,
  source: 'medical-insurance',
  by: 'bureau',
  receivedAt: '2026-06-30T02:00:00Z',
  fileSha256: 'sha',
} as const;

/**
 * A decision is moved from outside the slots, where a pass would come to it, into a slot that the pass has gone by. Nothing else
 * is sealed with the older key.
 */
it('a decision that a move hides from the first pass is sealed anew before the older key is retired', async () => {
  const { table } = await openMemoryTable();
  const runtime = fakeRuntime();
  const dataKeys = new Map([[1, Buffer.alloc(32, 2)]]);
  const vault = createVault({ pepper: Buffer.alloc(32, 1), dataKeys });
  const folders = createFolderStore(table);
  const rotations = createRotationStore(table);
  const { party, fact } = decisionFact(ofHospital(1, 1) as DecisionRecord, origin, vault);
  await folders.addFact(party, fact);
  const passedBy = 'BOOKED#zzz';
  await table.put({ pk: text(`P#${party}`), sk: text(passedBy) });

  let isMoved = false;
  const oneByOne = {
    ...table,
    async scan(input: Parameters<typeof table.scan>[0]) {
      const page = await table.scan({ ...input, Limit: 1 });
      if (!isMoved && page.items.some(({ sk }: Item) => sk?.S === passedBy)) {
        isMoved = true;
        await folders.fillSlot(party, fact);
        expect(await folders.dropFact(party, fact)).toBe(true);
      }
      return page;
    },
  };
  const retired: number[] = [];
  const keyProvider = {
    list: async () => new Map([...dataKeys.keys()].map((number) => [number, {}] as const)),
    make: async (number: number) => void dataKeys.set(number, Buffer.alloc(32, number + 1)),
    retire: async (numbers: readonly number[]) => void retired.push(...numbers),
  };
  const sent: string[] = [];
  const queue = {
    send: async (bodies: readonly string[]) => void sent.push(...bodies),
    depth: async () => 0,
  };
  const bucket = { read: () => [] as never, put: async () => undefined };
  await rotateKeys({ by: 'officer', reason: 'yearly' }, { runtime, rotations, keyProvider, shards: 1 });
  while ((await rotations.newest())?.state !== 'finished') {
    runtime.pass(1000_000);
    await sweepRotation({ runtime, rotations, queue });
    for (const body of sent.splice(0))
      await resealShard(
        rotationMessage.parse(JSON.parse(body)),
        { runtime, table: oneByOne, rotations, queue, keyProvider, bucket, vault },
        () => 60_000,
      );
  }
  await table.remove(`P#${party}`, passedBy, { ConditionExpression: 'attribute_exists(pk)' });
  const { facts } = await folders.readFolder(party);
  expect(isMoved).toBe(true);
  expect(facts.map((one) => 'identity' in one && one.identity.sealed)).toEqual([
    expect.stringMatching(/^2\./),
  ]);
  expect(retired).toEqual([1]);
});
