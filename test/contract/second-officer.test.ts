import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeepBatchDeps } from '../../functions/keep-records/keep-batch.ts';
import { moveRecord } from '../../functions/keep-records/move-record.ts';
import { actReviews } from '../../functions/show-reviews/act-reviews.ts';
import { correctRow } from '../../functions/work-quarantine/correct-row.ts';
import { dismissRow } from '../../functions/work-quarantine/dismiss-row.ts';
import { orderMove } from '../../functions/work-quarantine/order-casework.ts';
import type { DecideDeps } from '../../functions/work-quarantine/row-acts.ts';
import { undoRow } from '../../functions/work-quarantine/undo-row.ts';
import { sealRow } from '../../lib/application/quarantine/row-content.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import { day } from '../../lib/shared/day.ts';
import { residentIdCheck } from '../../lib/shared/identifiers.ts';
import { createListStore, createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import type { MoveRequest } from '../../schemas/api.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Every act of one officer that would end or shorten a sanction waits for another one, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let people = 0;
const newPerson = () => {
  const body = `540102198501${String(10 + Math.floor(++people / 900)).padStart(2, '0')}${String(people).padStart(3, '0')}`;
  return { id: body + residentIdCheck(body), name: '次仁扎西' };
};

async function openSuspended() {
  const intake = openIntake(real.table);
  const { vault, folders } = intake;
  const one = newPerson();
  const party = vault.partyKey('resident-id', one.id);
  const crime = {
    type: 'decision',
    subject: { category: 'insured-person', scheme: 'resident-id', ...one },
    documentNumber: '文〔2026〕1号',
    authority: { kind: 'medical-insurance', name: '拉萨市医疗保障局' },
    decidedOn: day('2026-05-04'),
    status: 'original',
    content: { kind: 'finding', indicator: 'ip.crime' },
    usage: 'public',
  } as DecisionRecord;
  await intake.keep({
    type: 'registration',
    subject: { category: 'insured-person', scheme: 'resident-id', ...one },
    status: 'active',
  });
  const deps = {
    ...intake,
    quarantine: createQuarantineStore(real.table),
    runs: { ...createRunStore(real.table), resolveRow: async () => undefined },
    lists: createListStore(real.table),
    matches: createMatchStore(real.table),
  } as unknown as DecideDeps;
  return {
    ...intake,
    deps,
    one,
    party,
    crime,
    isSuspended: async () =>
      (await folders.readFile({ party, category: 'insured-person' }))?.sanctions.length === 1,
  };
}
type Suspended = Awaited<ReturnType<typeof openSuspended>>;

/** A row in quarantine that says this record. */
async function openRow({ deps, vault }: Suspended, record: DecisionRecord): Promise<QuarantinedRow> {
  const runId = `ROW${String(++people).padStart(23, '0')}`;
  const row: QuarantinedRow = {
    runId,
    row: 1,
    batch: 0,
    source: 'medical-insurance',
    template: 'finding',
    by: 'bureau',
    fileSha256: runId,
    receivedAt: '2026-06-02T02:00:00Z',
    findings: [{ code: 'conflicting-content', message: 'x' }],
    content: '',
    state: 'waiting',
    decisions: [],
    revision: 0,
  };
  await deps.quarantine.add([{ ...row, content: sealRow(vault, row, { record }) }]);
  const kept = await deps.quarantine.read(runId, 1);
  if (!kept) throw new Error('no row');
  return kept;
}

describe('one officer alone does not lift a sanction', () => {
  it('by moving the record to a made-up person', async () => {
    const opened = await openSuspended();
    const { keep, crime, one, isSuspended } = opened;
    await keep(crime);
    const sent: string[] = [];
    const records = { send: async (bodies: readonly string[]) => void sent.push(...bodies) } as Queue;
    const request = {
      from: { scheme: 'resident-id', id: one.id },
      to: { scheme: 'resident-id', ...newPerson() },
      documentNumber: crime.documentNumber,
      reason: '张冠李戴',
    } as MoveRequest;
    const order = (by: string) => orderMove(request, by, { ...opened, records });
    expect((await order('first')).proposal).toMatchObject({ by: 'first', lifts: ['settlement-suspension'] });
    await expect(order('first')).rejects.toMatchObject({ status: 403, code: 'same-officer' });
    expect([sent.length, await isSuspended()]).toEqual([0, true]);
    const listed = () => actReviews({ ...opened, waiting: createWaitingStore(real.table) } as never);
    const { reviews } = await listed();
    expect(reviews).toMatchObject([
      {
        kind: 'act',
        effect: 'move, lifts settlement-suspension',
        proposedBy: ['first'],
        decide: 'POST /v1/records/move',
      },
    ]);
    expect((await order('second')).proposal).toBeUndefined();
    expect((await listed()).reviews).toEqual([]);
    for (const body of sent) await moveRecord(JSON.parse(body), opened as unknown as KeepBatchDeps);
    expect(await isSuspended()).toBe(false);
  });

  it('by two moves that are harmless one by one', async () => {
    const opened = await openSuspended();
    const { keep, crime, one, isSuspended } = opened;
    await keep(crime);
    await keep({ ...crime, documentNumber: '文〔2026〕2号' });
    const sent: string[] = [];
    const records = { send: async (bodies: readonly string[]) => void sent.push(...bodies) } as Queue;
    for (const documentNumber of [crime.documentNumber, '文〔2026〕2号']) {
      const request = {
        from: { scheme: 'resident-id', id: one.id },
        to: { scheme: 'resident-id', ...newPerson() },
        documentNumber,
        reason: '张冠李戴',
      } as MoveRequest;
      // Both are ordered before either is carried out.
      expect((await orderMove(request, 'first', { ...opened, records })).proposal).toBeUndefined();
    }
    for (const body of [...sent, ...sent])
      await moveRecord(JSON.parse(body), opened as unknown as KeepBatchDeps);
    expect(await isSuspended()).toBe(true);
  });

  it('by saying that a milder row holds', async () => {
    const opened = await openSuspended();
    const { keep, crime, deps, isSuspended } = opened;
    const fraud = (number: number, indicator: string, amount: string) =>
      ({
        ...crime,
        documentNumber: `文〔2026〕${number}号`,
        content: { kind: 'finding', indicator, amount },
      }) as DecisionRecord;
    await keep(fraud(3, 'ip.impersonation', '5000'));
    await keep(fraud(4, 'ip.drug-resale', '5000'));
    expect(await isSuspended()).toBe(true);
    const row = await openRow(opened, fraud(4, 'ip.drug-resale', '100'));
    const holds = (by: string) => correctRow(row, { request: { holds: true, reason: '属实' }, by }, deps);
    expect(await holds('first')).toMatchObject({
      row: { state: 'waiting' },
      proposal: { kind: 'correction' },
    });
    await expect(holds('first')).rejects.toMatchObject({ code: 'same-officer' });
    expect(await isSuspended()).toBe(true);
    expect((await holds('second')).row.state).toBe('corrected');
    expect(await isSuspended()).toBe(false);
  });

  it('by undoing the correction that brought the sanction', async () => {
    const opened = await openSuspended();
    const { crime, deps, isSuspended } = opened;
    const row = await openRow(opened, crime);
    const { row: corrected } = await correctRow(
      row,
      { request: { holds: true, reason: '属实' }, by: 'first' },
      deps,
    );
    expect(await isSuspended()).toBe(true);
    const undo = (by: string) => undoRow(corrected, { reason: '误认', by }, deps);
    expect(await undo('first')).toMatchObject({
      row: { state: 'corrected' },
      proposal: { kind: 'undo', by: 'first' },
    });
    await expect(undo('first')).rejects.toMatchObject({ code: 'same-officer' });
    expect(await isSuspended()).toBe(true);
    expect((await undo('second')).row.state).toBe('waiting');
    expect(await isSuspended()).toBe(false);
  });

  it('by correcting a row of the registry so that a sanctioned code goes to somebody else', async () => {
    const opened = await openSuspended();
    const { keep, crime, deps } = opened;
    const code = `D5401${String(++people).padStart(7, '0')}`;
    const { name } = opened.one;
    await keep({
      type: 'registration',
      subject: { category: 'insured-person', scheme: 'medins-code', id: code, name },
      status: 'active',
    });
    await keep({ ...crime, subject: { category: 'insured-person', scheme: 'medins-code', id: code, name } });
    const entry = {
      category: 'insured-person',
      scheme: 'resident-id',
      ...newPerson(),
      medinsCode: code,
    };
    const row = await openRow(opened, crime);
    const cells = {
      主体类别: '参保人员',
      标识类型: '身份证',
      标识: entry.id,
      名称: entry.name,
      医保编码: code,
    };
    const asRegistry = await deps.quarantine.replace({
      ...row,
      source: 'registry',
      template: 'registry',
      content: sealRow(opened.vault, row, { cells: { ...cells, 标识: '' } }),
    });
    if (!asRegistry) throw new Error('not written');
    const correct = (by: string) =>
      correctRow(asRegistry, { request: { values: { 标识: entry.id }, reason: '补填' }, by }, deps);
    expect(await correct('first')).toMatchObject({ proposal: { lifts: ['settlement-suspension'] } });
    await expect(correct('first')).rejects.toMatchObject({ code: 'same-officer' });
    expect((await correct('second')).row.state).toBe('corrected');
  });

  it('and what lifts nothing needs nobody else', async () => {
    const opened = await openSuspended();
    const row = await openRow(opened, opened.crime);
    expect((await dismissRow(row, { reason: '重复', by: 'first' }, opened.deps)).row.state).toBe('dismissed');
  });
});
