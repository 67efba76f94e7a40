import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showChanges } from '../../functions/show-changes/show-changes.ts';
import { tableName } from '../../infra/local/names.ts';
import { cursorOf } from '../../lib/application/changes/given-position.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { LedgerEntry } from '../../lib/ledger/batch.ts';
import { proveLedger } from '../../lib/ledger/prove.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { partition, sort } from '../../lib/store/keys.ts';
import { createLedgerStore, unanchoredSeconds } from '../../lib/store/ledger-store.ts';
import { number, text } from '../../lib/store/table.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const entry = (writer: number, version: number): LedgerEntry => ({
  changeId: `${writer}.${version}`,
  subject: { party: `party-${writer}` as PartyKey, category: 'doctor' },
  recordId: `record-${writer}`,
  version,
  operation: 'U',
  cycle: 2026,
  grade: 'B',
  state: 'interim',
  rowSha256: '',
});

const at = '2026-06-30T04:00:00.000Z';

describe('the ledger', () => {
  it('is one sequence without a gap however many write, and a reader who follows it misses nothing', async () => {
    const ledger = createLedgerStore(real.table);
    const [writers, batches] = [20, 6];
    let isWriting = true;
    const deps = { ledger, folders: { readFilesOf: async () => [] }, vault: {} as Vault };
    const follow = async (limit: number): Promise<string[]> => {
      const seen: string[] = [];
      let after: string | undefined;
      for (;;) {
        const wasWriting = isWriting;
        const { changes, next } = await showChanges(cursorOf(after), limit, deps);
        seen.push(...changes.map(({ changeId }) => changeId));
        after = next;
        if (changes.length === 0 && !wasWriting) return seen;
      }
    };
    const readers = [follow(1000), follow(7), follow(1)];
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let version = 1; version <= batches; version++)
          await ledger.append([entry(writer, 2 * version - 1), entry(writer, 2 * version)], at);
      }),
    );
    isWriting = false;
    const [all, ...others] = await Promise.all(readers);
    expect(all).toHaveLength(writers * batches * 2);
    expect(new Set(all).size).toBe(all?.length);
    for (const other of others) expect(other).toEqual(all);
    // The versions of one file keep their order.
    for (let writer = 0; writer < writers; writer++) {
      const versions = all?.filter((id) => id.startsWith(`${writer}.`)).map((id) => Number(id.split('.')[1]));
      expect(versions).toEqual([...(versions ?? [])].sort((a, b) => a - b));
    }
    const written = await ledger.after(0, 1000);
    expect(written.map(({ head }) => head.n)).toEqual(written.map((_, index) => index + 1));
    expect(
      proveLedger(
        written.map((batch) => ({ kind: 'batch', ...batch })),
        '',
      ).faults,
    ).toEqual([]);
    expect((await ledger.newest())?.n).toBe(writers * batches);
  });

  it('has no gap after its table was restored to an earlier instant under a running sender', async () => {
    const other = await openTestTable();
    const ledger = createLedgerStore(other.table);
    for (const version of [1, 2, 3]) await ledger.append([entry(1, version)], at);
    const restored = { pk: { S: partition.ledger(3) }, sk: { S: sort.batch(3) } };
    await other.client.send(new DeleteItemCommand({ TableName: tableName, Key: restored }));
    await other.table.put({ pk: text(partition.anchors), sk: text(sort.head), n: number(2) });
    await ledger.append([entry(1, 4)], at);
    const written = await ledger.after(0, 10);
    expect(written.map(({ head, entries }) => [head.n, entries[0]?.version])).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
    ]);
    await other.close();
  });

  it('says how long its oldest batch waits for a signature', async () => {
    const ledger = createLedgerStore(real.table);
    const now = new Date(Date.parse(at) + 90_000);
    expect(await unanchoredSeconds(ledger, now)).toBe(90);
    const newest = await ledger.newest();
    const anchor = { n: newest?.n ?? 0, hash: '', at, publicKey: '', signature: '' };
    await ledger.addAnchor({ ...anchor, n: 3 });
    await ledger.addAnchor(anchor);
    expect(await unanchoredSeconds(ledger, now)).toBe(0);
    expect((await ledger.anchors(1, 10)).map(({ n }) => n)).toEqual([3]);
  });
});
