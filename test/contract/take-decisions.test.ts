import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionStates } from '../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { folderDigestOf, projectFolder } from '../../lib/credit-file/projection/project-folder.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import { findingFact } from '../support/facts.ts';
import { portsOver } from '../support/ports.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Taking decisions after an interrupted attempt, on a real DynamoDB API. */
let real: TestTable;
let store: FolderStore;
let ports: IntakePorts;
beforeAll(async () => {
  real = await openTestTable();
  store = createFolderStore(real.table);
  ports = portsOver(store);
});
afterAll(() => real.close());

let parties = 0;
const newParty = (): PartyKey => `taken${String(++parties).padStart(17, '0')}` as PartyKey;
const interview = (count: number, run: string, receivedAt: string): DecisionFact => {
  const fact = findingFact(1, 'pharmacy', { kind: 'finding', indicator: 'ph.interview', count }, { run });
  return { ...fact, scheme: 'uscc', origin: { ...fact.origin, receivedAt } };
};
const first = interview(1, 'first', '2026-06-01T00:00:00Z');
const second = interview(2, 'second', '2026-06-02T00:00:00Z');

describe('a decision whose attempt broke off after its fact was added', () => {
  it('still contradicts what came before it, and what came before it does not', async () => {
    const party = newParty();
    expect(await takeDecisions(party, [first], ports)).toEqual([{ kind: 'accepted' }]);
    await store.addFact(party, second);
    expect(await takeDecisions(party, [second], ports)).toMatchObject([{ kind: 'quarantined' }]);
    expect(await takeDecisions(party, [first], ports)).toEqual([{ kind: 'accepted' }]);
  });

  it('is not left among those that wait for their subject', async () => {
    const party = newParty();
    await takeDecisions(party, [first], ports);
    const other = findingFact(2, 'pharmacy', { kind: 'finding', indicator: 'ph.circular', count: 1 });
    await store.addWaitingFact(party, other);
    expect(await takeDecisions(party, [other], ports)).toEqual([{ kind: 'accepted' }]);
    const { keys } = await createWaitingStore(real.table).list('U', { prefix: '', limit: 10 });
    expect(keys).toEqual([]);
  });
});

it('a decision that another row said before costs no write', async () => {
  const party = newParty();
  await takeDecisions(party, [first], ports);
  const revision = (await store.readFile({ party, category: 'pharmacy' }))?.revision;
  const again = { ...first, origin: { ...first.origin, run: 'later' } };
  expect(await takeDecisions(party, [again], ports)).toEqual([{ kind: 'duplicate' }]);
  expect((await store.readFile({ party, category: 'pharmacy' }))?.revision).toBe(revision);
});

it('a row that was received before the known one is noted, and processed twice changes nothing more', async () => {
  const party = newParty();
  await takeDecisions(party, [second], ports);
  const earlier = {
    ...second,
    documentNumber: ` ${second.documentNumber}`,
    origin: { ...second.origin, run: 'earlier', receivedAt: '2026-05-01T00:00:00Z' },
  };
  for (let time = 0; time < 2; time++)
    expect(await takeDecisions(party, [earlier], ports)).toEqual([{ kind: 'duplicate' }]);
  const { facts } = await store.readFolder(party);
  expect(facts.filter(({ type }) => type === 'earlier-receipt')).toHaveLength(1);
  const spoken = decisionStates(facts)[0]?.fact;
  expect(spoken?.origin).toMatchObject({ run: 'earlier' });
  expect(spoken?.documentNumber).toBe(earlier.documentNumber);
});

it('a receipt that was noted before its file could be written is in the file when the row is repeated', async () => {
  const party = newParty();
  await takeDecisions(party, [second], ports);
  const earlier = {
    ...second,
    origin: { ...second.origin, run: 'earlier', receivedAt: '2026-05-01T00:00:00Z' },
  };
  let conflicts = 1;
  const contended = {
    ...ports,
    store: { ...store, putFile: async (file: FileState) => conflicts-- <= 0 && store.putFile(file) },
  };
  expect(await takeDecisions(party, [earlier], contended)).toEqual([{ kind: 'duplicate' }]);
  const folder = await store.readFolder(party);
  expect(folder.files.get('pharmacy')?.folderDigest).toBe(folderDigestOf(folder));
});

it('a wrong guess that a party is a stranger changes nothing', async () => {
  const party = newParty();
  await takeDecisions(party, [first], ports);
  const other = findingFact(3, 'pharmacy', { kind: 'finding', indicator: 'ph.circular', count: 1 });
  expect(await takeDecisions(party, [other], ports, true)).toEqual([{ kind: 'accepted' }]);
  expect((await store.readFile({ party, category: 'pharmacy' }))?.gradeInForce?.score).toBe('98.00');
});

it('a decision in doubt whose attempt broke off before the files were written leaves them', async () => {
  const party = newParty();
  await takeDecisions(party, [first], ports);
  const isDoubted = { isNamedOtherwise: () => true, onNamedOtherwise: async () => undefined };
  await store.addFact(party, {
    type: 'registration',
    key: 'R.1',
    origin: first.origin,
    category: 'pharmacy',
    scheme: 'uscc',
    identity: first.identity,
    status: 'active',
  });
  const stopping = {
    ...ports,
    names: isDoubted,
    store: {
      ...store,
      putFile: async (): Promise<boolean> => {
        throw new Error('stopped');
      },
    },
  };
  await expect(takeDecisions(party, [first], stopping)).rejects.toThrow('stopped');
  expect(await takeDecisions(party, [first], { ...ports, names: isDoubted })).toMatchObject([
    { kind: 'quarantined' },
  ]);
  const folder = await store.readFolder(party);
  const [again] = projectFolder(folder, { now: ports.clock(), scorer: scoreCase, policy: ports.policy });
  expect(again?.changed).toBe(false);
});
