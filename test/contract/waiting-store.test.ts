import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptKeys } from '../../lib/credit-file/facts/earlier-receipt.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the index of what waits, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

describe('decisions whose subject is unknown', () => {
  let rows = 0;
  const fact = (key: string): DecisionFact =>
    ({
      type: 'decision',
      key,
      document: key.split('.')[1],
      origin: { run: 'r', row: ++rows, source: 'registry', receivedAt: '2026-01-01T00:00:00Z' },
    }) as unknown as DecisionFact;

  const receipt = { type: 'earlier-receipt', origin: fact('').origin } as const;

  it('wait by source and age until they are matched or forgotten, and may come again', async () => {
    const folders = createFolderStore(real.table);
    const waiting = createWaitingStore(real.table);
    const party = 'unknown-party-of-tests' as PartyKey;
    const count = async () => {
      const first = await waiting.list('U', { prefix: 'registry#', limit: 1 });
      const rest = first.next
        ? await waiting.list('U', { prefix: 'registry#', limit: 9, after: first.next })
        : first;
      return first.next ? 1 + rest.keys.length : first.keys.length;
    };
    expect(await folders.addWaitingFact(party, fact('D.a.p.original.c'))).toBe(true);
    expect(await folders.addWaitingFact(party, fact('D.b.p.original.c'))).toBe(true);
    for (const of of ['D.a.p.original.c', 'D.b.p.original.c'])
      await folders.addFact(party, { ...receipt, key: `${receiptKeys(of)}r.1`, of });
    expect(await count()).toBe(2);
    await folders.stopWaiting(party, 'D.a.p.original.c');
    await folders.expireFact(party, 'D.b.p.original.c');
    await folders.expireFact(party, 'D.a.p.original.c');
    expect(await count()).toBe(0);
    const { facts } = await folders.readFolder(party);
    expect(facts.map(({ type }) => type)).toEqual(['decision', 'expired', 'earlier-receipt', 'expired']);
    expect(await folders.addWaitingFact(party, fact('D.a.p.original.c'))).toBe(false);
    expect(await folders.addWaitingFact(party, fact('D.b.p.original.c'))).toBe(true);
  });
});
