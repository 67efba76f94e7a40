import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionFact } from '../../lib/application/intake/facts.ts';
import { originOf, resolveRow, takeBack } from '../../lib/application/quarantine/resolve-row.ts';
import { openRow } from '../../lib/application/quarantine/row-content.ts';
import { decisionStates, decisionsOf } from '../../lib/credit-file/facts/decision-state.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import { noCounts } from '../../lib/feeds/run.ts';
import { day } from '../../lib/shared/day.ts';
import { usccCheck } from '../../lib/shared/identifiers.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** A decision whose name is not that of its number, before and after the registry knows the subject. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let shops = 0;
const registered = '拉萨试样大药房有限公司';
const another = '拉萨别家大药房有限公司';

function openShop() {
  const intake = openIntake(real.table);
  const body = `91540100MA6T3${String(++shops).padStart(4, '0')}`;
  const id = `${body}${usccCheck(body)}`;
  const party = intake.vault.partyKey('uscc', id);
  const decided = (name: string, number = 1): DecisionRecord => ({
    type: 'decision',
    subject: { scheme: 'uscc', id, name },
    documentNumber: `拉市监处罚〔2026〕${number}号`,
    authority: { kind: 'market-supervision', name: '拉萨市市场监督管理局' },
    decidedOn: day('2026-03-02'),
    status: 'original',
    content: { kind: 'penalty', penalties: ['warning'] },
    usage: 'public',
  });
  const registration = (name: string): RegistrationRecord => ({
    type: 'registration',
    subject: { category: 'pharmacy', scheme: 'uscc', id, name },
    status: 'active',
  });
  const statements = async () => decisionsOf((await intake.folders.readFolder(party)).facts);
  const inEffect = async (): Promise<number> => (await statements()).length;
  return { ...intake, party, decided, registration, statements, inEffect };
}

/** A finding of the bureau about the same. */
const found = (decided: DecisionRecord): DecisionRecord => ({
  ...decided,
  subject: { ...decided.subject, category: 'pharmacy' },
  documentNumber: '藏医保查〔2026〕1号',
  authority: { kind: 'medical-insurance', name: '西藏自治区医疗保障局' },
  content: { kind: 'finding', indicator: 'ph.interview', count: 1 },
});

describe('a decision under another name', () => {
  it('of a known subject counts for nobody, and one under its own, a shorter or a former name does', async () => {
    const { keep, decided, registration, inEffect } = openShop();
    await keep(registration('拉萨从前大药房'));
    await keep(registration(registered), '2026-06-02');
    expect(await keep(decided(another))).toEqual({
      kind: 'quarantined',
      findings: [expect.objectContaining({ code: 'name-contradicts-number' })],
    });
    expect(await inEffect()).toBe(0);
    for (const [index, name] of [registered, '拉萨试样大药房', '拉萨从前大药房'].entries())
      expect(await keep(decided(name, index + 2))).toEqual({ kind: 'accepted' });
    expect(await inEffect()).toBe(3);
  });

  it('waits for a person once the registry brings its subject, and counts when an officer says that it holds', async () => {
    const shop = openShop();
    const { keep, decided, registration, inEffect, folders, party, vault, ports } = shop;
    const [runs, quarantine] = [createRunStore(real.table), createQuarantineStore(real.table)];
    expect(await keep(decided(another))).toEqual({ kind: 'unmatched' });
    const run = (await folders.readFolder(party)).facts[0]?.origin.run ?? '';
    const counts = { ...noCounts, received: 1, unmatched: 1 };
    await runs.countBatch(run, { batch: 0, isLast: true, counts, unmatchedRows: [1] });
    for (const _time of [1, 2]) await keep(registration(registered));
    expect(await inEffect()).toBe(0);
    expect(await runs.counts(run)).toMatchObject({ unmatched: 0, quarantined: 1 });
    const row = await quarantine.read(run, 1);
    if (!row) throw new Error('the row does not wait');
    const { record } = openRow(vault, row);
    expect(record).toEqual({ ...decided(another), actOn: '2026-03-02' });
    if (!record) throw new Error('no record');
    const saying = { kind: 'correction', by: 'officer', at: '2026-06-03T02:00:00Z', said: {} } as const;
    expect(originOf(row, saying).correction).toBeDefined();
    await resolveRow(row, { record, saying }, { runs, quarantine, vault, ports });
    expect(await inEffect()).toBe(1);
    expect(await runs.counts(run)).toMatchObject({ accepted: 1, unmatched: 0, quarantined: 0 });
    await keep(registration('拉萨改名大药房有限公司'), '2026-06-04');
    expect(await inEffect()).toBe(1);
  });

  it('waits once the registry brings a subject that a finding of the bureau had created, and counts no longer', async () => {
    const shop = openShop();
    const { keep, decided, registration, inEffect, folders, party, vault, ports } = shop;
    const [runs, quarantine] = [createRunStore(real.table), createQuarantineStore(real.table)];
    expect(await keep(found(decided(registered)), '2026-06-01', 'sha', 'medical-insurance')).toEqual({
      kind: 'accepted',
    });
    expect(await keep(decided(another))).toEqual({ kind: 'accepted' });
    const { facts } = await folders.readFolder(party);
    const run = decisionsOf(facts).find(({ content }) => content.kind === 'penalty')?.origin.run ?? '';
    const counts = { ...noCounts, received: 1, accepted: 1 };
    await runs.countBatch(run, { batch: 0, isLast: true, counts, unmatchedRows: [] });
    for (const _time of [1, 2]) await keep(registration(registered));
    expect(await inEffect()).toBe(1);
    expect(await runs.counts(run)).toMatchObject({ accepted: 0, quarantined: 1 });
    const row = await quarantine.read(run, 1);
    const record = row && openRow(vault, row).record;
    if (!record) throw new Error('the row does not wait');
    const saying = { kind: 'correction', by: 'officer', at: '2026-06-03T02:00:00Z', said: {} } as const;
    await resolveRow(row, { record, saying }, { runs, quarantine, vault, ports });
    expect(await inEffect()).toBe(2);
    expect(await runs.counts(run)).toMatchObject({ accepted: 1, quarantined: 0 });
  });

  it('gives way to another row that said the same under the right name, once the registry brings its subject', async () => {
    const { keep, decided, registration, inEffect, statements, folders, party, vault } = openShop();
    expect(await keep(decided(another))).toEqual({ kind: 'unmatched' });
    const [wrong] = (await folders.readFolder(party)).facts;
    for (const _time of [1, 2]) expect(await keep(decided(registered))).toEqual({ kind: 'duplicate' });
    for (const _time of [1, 2]) {
      await keep(registration(registered));
      expect(await inEffect()).toBe(1);
    }
    const [right] = await statements();
    expect(right && vault.identify(party, right.identity).name).toBe(registered);
    expect(right?.origin.run).not.toBe(wrong?.origin.run);
    const row = await createQuarantineStore(real.table).read(wrong?.origin.run ?? '', 1);
    expect(row?.findings).toMatchObject([{ code: 'name-contradicts-number' }]);
    expect((await folders.readFile({ party, category: 'pharmacy' }))?.gradeInForce?.score).toBe('99.00');
  });

  it('waits for nobody whose own row, received later, has the wrong name', async () => {
    const { keep, decided, registration, inEffect, statements, party, vault } = openShop();
    await keep(decided(registered));
    await keep(decided(another));
    await keep(registration(registered));
    expect(await inEffect()).toBe(1);
    const [right] = await statements();
    expect(right && vault.identify(party, right.identity).name).toBe(registered);
  });

  it('gives way to a row under the right name that comes before the registry has put it aside', async () => {
    const { keep, decided, registration, inEffect, statements, ports, party, vault } = openShop();
    await keep(decided(another));
    const { onNamedOtherwise } = ports.names;
    const killed = () => Promise.reject(new Error('killed'));
    Object.assign(ports.names, { onNamedOtherwise: killed });
    await expect(keep(registration(registered))).rejects.toThrow('killed');
    Object.assign(ports.names, { onNamedOtherwise });
    expect(await keep(decided(registered))).toEqual({ kind: 'accepted' });
    for (const _time of [1, 2]) {
      expect(await inEffect()).toBe(1);
      const [right] = await statements();
      expect(right && vault.identify(party, right.identity).name).toBe(registered);
      await keep(registration(registered));
    }
  });

  it('gives way to a row of the same batch under the right name', async () => {
    const { decided, registration, keep, inEffect, statements, ports, party, vault } = openShop();
    const origin = {
      ...{ run: '01KWBAY4JTQ1WSFDY49D0ACCV4', batch: 0, fileSha256: 'sha' },
      source: 'market-supervision' as const,
      ...{ by: 'authority', receivedAt: '2026-06-01T02:00:00Z' },
    };
    const facts = [another, registered].map(
      (name, index) => decisionFact(decided(name), { ...origin, row: index + 1 }, vault).fact,
    );
    for (const _time of [1, 2])
      expect(await takeDecisions(party, facts, ports)).toEqual([
        { kind: 'unmatched' },
        { kind: 'duplicate' },
      ]);
    await keep(registration(registered));
    expect(await inEffect()).toBe(1);
    expect((await statements())[0]?.origin.row).toBe(2);
  });

  it.each([
    ['afterwards', [0, 1, 2, 3]],
    ['in between', [0, 1, 3, 2]],
    ['before', [3, 0, 1, 2]],
  ])(
    'counts for nothing as the first receipt of what another row says: the registry comes %s',
    async (_, order) => {
      const { keep, decided, registration, folders, party } = openShop();
      const content: DecisionRecord['content'] = { kind: 'penalty', penalties: ['fine'], fineCny: '100' };
      const steps = [
        () => keep(decided(registered), '2026-06-04'),
        () => keep(decided(another), '2026-06-01'),
        () => keep({ ...decided(registered), content }, '2026-06-02'),
        () => keep(registration(registered), '2026-06-03'),
      ];
      for (const step of order) await steps[step]?.();
      const [state] = decisionStates((await folders.readFolder(party)).facts);
      expect(state?.fact.content).toEqual(content);
    },
  );

  it.each([
    ['before the registry, and is in effect', '2026-06-01', 1],
    ['after the registry, and waits', '2026-06-03', 0],
  ])(
    'of the bureau that creates its subject was received %s, whichever is taken first',
    async (_, day, count) => {
      for (const isFoundFirst of [true, false]) {
        const { keep, decided, registration, inEffect } = openShop();
        const steps = [
          () => keep(found(decided(another)), day, 'sha', 'medical-insurance'),
          () => keep(registration(registered), '2026-06-02'),
        ];
        for (const step of isFoundFirst ? steps : steps.reverse()) await step();
        expect(await inEffect()).toBe(count);
      }
    },
  );

  it('counts from its own receipt once an officer says that it holds, also where another row said the same later', async () => {
    const { keep, decided, registration, statements, folders, ports, party, vault } = openShop();
    await keep(registration(registered));
    await keep(decided(registered), '2026-06-05');
    const received = (await statements())[0]?.origin;
    if (!received) throw new Error('no decision');
    const origin = { ...received, row: 7, receivedAt: '2026-06-02T02:00:00Z' };
    const correction = { by: 'officer', at: '2026-06-06T02:00:00Z' };
    const { fact } = decisionFact(decided(another), { ...origin, correction }, vault);
    expect(await takeDecisions(party, [fact], ports)).toEqual([{ kind: 'duplicate' }]);
    const [state] = decisionStates((await folders.readFolder(party)).facts);
    expect(state?.fact.origin.receivedAt).toBe(origin.receivedAt);
  });

  it('stays out of effect when the row is taken back, and is no old copy when it comes with the right name', async () => {
    const { keep, decided, registration, inEffect, folders, party, vault, ports } = openShop();
    await keep(decided(another));
    const run = (await folders.readFolder(party)).facts[0]?.origin.run ?? '';
    await keep(registration(registered));
    const row = await createQuarantineStore(real.table).read(run, 1);
    if (!row) throw new Error('the row does not wait');
    const [fact] = (await folders.readFolder(party)).facts;
    await takeBack(
      row,
      `${party}/${fact?.key}`,
      { by: 'officer', at: '2026-06-03T02:00:00Z', reason: '错行' },
      { ports },
    );
    expect(await inEffect()).toBe(0);
    expect(
      vault.identify(
        party,
        (await folders.readFile({ party, category: 'pharmacy' }))?.identity ?? { sealed: '' as never },
      ).name,
    ).toBe(registered);
    expect(await keep(decided(registered), '2026-06-05', 'another file')).toEqual({ kind: 'accepted' });
    expect(await inEffect()).toBe(1);
  });
});
