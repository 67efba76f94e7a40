import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the index of subjects, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

describe('the index of subjects', () => {
  it('finds namesakes by the digest of a name', async () => {
    const folders = createFolderStore(real.table);
    const subject = { party: 'p'.repeat(22) as PartyKey, category: 'doctor' } as const;
    await folders.addName('name', subject);
    await folders.addName('name', subject);
    expect(await folders.subjectsNamed('name')).toEqual([subject]);
    expect(await folders.subjectsNamed('other')).toEqual([]);
  });

  it('knows which of many parties have a credit file, more than one request may name', async () => {
    const folders = createFolderStore(real.table);
    const parties = Array.from({ length: 60 }, (_, index) => `party-${index}` as PartyKey);
    const [ours] = parties;
    await folders.putFile({
      ...{ party: ours as PartyKey, category: 'pharmacy', version: 1, revision: 1, scheme: 'uscc' },
      identity: { sealed: 's' as never, digest: 'd', nameDigest: 'n' },
      ...{ status: 'active', sanctions: [], deliveries: {}, leases: {} },
    });
    const found = await folders.likelyStrangers(parties.map((party) => ({ party, scheme: 'uscc' as const })));
    expect(found).toEqual(new Set(parties.slice(1)));
  });
});
