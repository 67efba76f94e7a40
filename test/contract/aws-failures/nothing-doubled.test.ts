import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluateShard } from '../../../functions/evaluate-cycle/evaluate-shard.ts';
import { resealItems } from '../../../functions/reseal-values/reseal-items.ts';
import { createDeliveryAttempts } from '../../../lib/application/deliveries/delivery-attempts.ts';
import type { Stores } from '../../../lib/application/wiring/stores.ts';
import type { PartyKey } from '../../../lib/credit-file/facts/subject.ts';
import { takeDecisions } from '../../../lib/credit-file/take-decisions.ts';
import { createVault } from '../../../lib/runtime/vault.ts';
import { findingFact } from '../../support/facts.ts';
import { fakeRuntime } from '../../support/fake-runtime.ts';
import { openIntake } from '../../support/intake.ts';
import { openTestTable, type TestTable } from '../../support/test-table.ts';
import { inTrouble, type Trouble } from './lost-answers.ts';
import { file, storesOf } from './writes.ts';

/** Use cases whose writes took effect and were answered with 500. */
let opened: TestTable;
let trouble: Trouble;
beforeAll(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(() => vi.restoreAllMocks());
beforeEach(async () => {
  opened = await openTestTable();
  trouble = inTrouble(opened.client);
});
afterEach(() => opened.close());

const subject = { party: 'party' as PartyKey, category: 'pharmacy' } as const;

describe('a decision', () => {
  const decision = findingFact(1, 'pharmacy', { kind: 'finding', indicator: 'ph.interview', count: 1 });
  const take = () =>
    takeDecisions(subject.party, [{ ...decision, scheme: 'uscc' }], openIntake(opened.table).ports);
  const writesOfOne = 4;

  it('is accepted when the first answer of each write is lost', async () => {
    trouble.loseAnswers();
    expect(await take()).toEqual([{ kind: 'accepted' }]);
    expect(trouble.count()).toBe(writesOfOne);
    const { facts, files } = await storesOf(opened.table).folders.readFolder(subject.party);
    expect([facts.length, files.get('pharmacy')?.revision]).toEqual([1, 1]);
  });

  it.each(Array.from({ length: writesOfOne }, (_, at) => at + 1))(
    'is accepted, and no duplicate of itself, when its message returns because write %i seemed to fail',
    async (ofWrite) => {
      trouble.loseAnswers({ ofWrite });
      await expect(take()).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
      trouble.end();
      expect(await take()).toEqual([{ kind: 'accepted' }]);
      const { facts, files } = await storesOf(opened.table).folders.readFolder(subject.party);
      expect([facts.length, files.get('pharmacy')?.deliveries.directory?.stage]).toEqual([1, 'pending']);
    },
  );
});

it('a batch is counted once when its message returns because counting it seemed to fail', async () => {
  const { runs } = storesOf(opened.table);
  const counts = { received: 50, accepted: 50, duplicates: 0, unmatched: 0, quarantined: 0 };
  const count = () => runs.countBatch('run', { batch: 0, isLast: true, counts, unmatchedRows: [] });
  trouble.loseAnswers({ ofWrite: 1 });
  await expect(count()).rejects.toMatchObject({ code: 'store-unavailable' });
  trouble.end();
  expect(await count()).toEqual(counts);
  expect(await runs.counts('run')).toEqual(counts);
});

it('an attempt of a delivery gets its lease, and is counted once', async () => {
  const stores = storesOf(opened.table) as unknown as Stores;
  const hints = { noteFile: () => undefined, note: () => undefined, flush: async () => undefined };
  const runtime = fakeRuntime();
  const at = runtime.clock().toISOString();
  const wanted = { version: 1, digest: 'digest', at };
  const directory = { stage: 'pending', wanted, attempt: 0, dueAt: at } as const;
  await stores.folders.putFile(file({ deliveries: { directory } }));
  trouble.loseAnswers();
  const attempts = createDeliveryAttempts(runtime, 'directory', { stores, hints });
  const begun = await attempts.begin(subject);
  expect(begun).toBeDefined();
  const retryAt = new Date(runtime.clock().getTime() + 1000);
  if (begun) await attempts.end(begun, { kind: 'retry', problem: 'refused', retryAt, counts: true });
  const after = await stores.folders.readFile(subject);
  expect(after).toMatchObject({ leases: {}, deliveries: { directory: { attempt: 1 } } });
});

it('the last shard of a phase starts the next phase when its answer is lost', async () => {
  const { evaluations, folders } = storesOf(opened.table);
  const evaluation = {
    name: '2026',
    year: 2026,
    id: 'id',
    rehearsal: 1,
    shards: 1,
    cutoff: '',
    startedBy: 'officer',
  };
  await evaluations.put({ ...evaluation, revision: 1, phase: 'collect', done: [], phaseStartedAt: '' });
  const sent: string[] = [];
  const queue = {
    send: async (bodies: readonly string[]) => void sent.push(...bodies),
    depth: async () => 0,
  };
  const workOf = async () => ({ nothing: {}, page: async () => ({ found: {}, subjects: 0 }) });
  trouble.loseAnswers();
  const message = { name: '2026', rehearsal: 1, phase: 'collect', shard: 0 } as const;
  await evaluateShard(
    message,
    { runtime: fakeRuntime(), folders, evaluations, queue, workOf },
    () => 600_000,
  );
  expect((await evaluations.read('2026'))?.phase).toBe('rehearse');
  expect(sent).toHaveLength(1);
});

it('a resealed value is counted as resealed, so that another pass follows', async () => {
  const dataKeys = new Map([[1, Buffer.alloc(32, 2)]]);
  const vault = createVault({ pepper: undefined, dataKeys });
  const { receipts } = storesOf(opened.table);
  const reference = vault.seal('why', 'receipt');
  await receipts.add({
    receiptId: 'receipt',
    at: '2026-06-30',
    agency: 'a',
    purpose: 'file',
    reference,
    disclosed: [],
  });
  dataKeys.set(2, Buffer.alloc(32, 3));
  trouble.loseAnswers();
  const { items } = await opened.table.scan({});
  const bucket = { read: () => [] as never, put: async () => undefined };
  const found = await resealItems(items, {
    runtime: fakeRuntime(),
    table: opened.table,
    bucket,
    vault,
    number: 2,
  });
  expect(found).toMatchObject({ examined: 1, resealed: 1, contended: 0 });
});
