import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeepBatchDeps } from '../../functions/keep-records/keep-batch.ts';
import { moveRecord } from '../../functions/keep-records/move-record.ts';
import { showFile } from '../../functions/show-file/show-file.ts';
import { orderMove } from '../../functions/work-quarantine/order-casework.ts';
import { decisionFact } from '../../lib/application/intake/facts.ts';
import { withdrawFact } from '../../lib/application/intake/withdraw-fact.ts';
import { putBack, takeBack } from '../../lib/application/quarantine/resolve-row.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { decisionsOf } from '../../lib/credit-file/facts/decision-state.ts';
import type { Origin } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { day } from '../../lib/shared/day.ts';
import { usccCheck } from '../../lib/shared/identifiers.ts';
import type { Scheme } from '../../lib/shared/scheme.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { MoveRequest } from '../../schemas/api.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Decisions sent under a medical-insurance code, before and after the registry says whose code it is. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let shops = 0;
const [firstRun, secondRun] = [1, 2].map((run) => `RUN${String(run).padStart(23, '0')}`) as [string, string];
const anyOrigin = { source: 'market-supervision' } as Origin;

/** A pharmacy with a code, and what is known of both. */
function openShop() {
  const intakeParts = openIntake(real.table);
  const { runtime, folders, vault, keep } = intakeParts;
  const number = String(++shops).padStart(4, '0');
  const body = `91540100MA6TA${number}`;
  const [id, code, name] = [`${body}${usccCheck(body)}`, `P5401020${number}`, '拉萨测试大药房有限公司'];
  const receipts = createReceiptStore(real.table);
  return {
    ...intakeParts,
    id,
    code,
    party: vault.partyKey('uscc', id),
    codeParty: vault.partyKey('medins-code', code),
    register: () =>
      keep({
        type: 'registration',
        subject: { category: 'pharmacy', scheme: 'uscc', id, name },
        medinsCode: code,
        status: 'active',
      } as RegistrationRecord),
    /** A warning of the authority, sent under the code. */
    warning: (document: number): DecisionRecord =>
      ({
        type: 'decision',
        subject: { category: 'pharmacy', scheme: 'medins-code', id: code, name },
        documentNumber: `藏市监处罚〔2026〕${document}号`,
        authority: { kind: 'market-supervision', name: '西藏自治区市场监督管理局' },
        decidedOn: day('2026-03-02'),
        status: 'original',
        content: { kind: 'penalty', penalties: ['warning'] },
        usage: 'public',
        matter: `事实 ${document}`,
      }) as DecisionRecord,
    /** An officer withdraws a warning where it was sent to. */
    withdraw: (record: DecisionRecord, movedTo?: PartyKey) =>
      withdrawFact(
        vault.partyKey('medins-code', code),
        {
          of: decisionFact(record, anyOrigin, vault).fact.key,
          isWithdrawn: true,
          by: 'officer',
          at: '2026-06-02T02:00:00Z',
          movedTo,
          reason: '查无此事',
        },
        intakeParts,
      ),
    /** A row that was sent under the code, as its quarantine has it. */
    rowOf: (record: DecisionRecord, runId: string) => ({
      row: { runId, row: 1 },
      fact: `${vault.partyKey('medins-code', code)}/${decisionFact(record, anyOrigin, vault).fact.key}`,
    }),
    inEffect: async () =>
      decisionsOf((await folders.readFolder(vault.partyKey('uscc', id))).facts).map(
        ({ documentNumber }) => documentNumber,
      ),
    show: () =>
      showFile({ scheme: 'medins-code', id: code, category: 'pharmacy', reason: 'test' }, 'tests', {
        runtime: { ...runtime, newId: () => crypto.randomUUID() },
        folders,
        receipts,
        vault,
        scorer: scoreCase,
        policy: policyOf({ env: {} }),
      }) as Promise<{ dishonesty: { matter?: string }[]; withdrawn: { reason?: string }[] }>,
  };
}

/** Carries out the order. */
async function move(
  { from, to }: { from: { scheme: Scheme; id: string }; to: { scheme: Scheme; id: string } },
  { meanwhile, ...shop }: ReturnType<typeof openShop> & { meanwhile?: () => Promise<unknown> },
) {
  const sent: string[] = [];
  const records = { send: async (bodies: readonly string[]) => void sent.push(...bodies) } as Queue;
  const request = {
    ...{ from, to: { ...to, name: '拉萨另一药房' } },
    documentNumber: '藏市监处罚〔2026〕1号',
    reason: '张冠李戴',
  };
  const ordered = await orderMove(request as MoveRequest, 'officer', { ...shop, records });
  await meanwhile?.();
  for (const body of sent)
    await moveRecord(JSON.parse(body) as { id: string; move: string }, shop as unknown as KeepBatchDeps);
  return ordered;
}

describe('what was sent under a medical-insurance code', () => {
  it('can be read in the file of its subject, whether it came before the registry or after', async () => {
    const { keep, warning, register, show, folders, vault, party, code } = openShop();
    await keep(warning(1));
    await register();
    await keep(warning(2));
    const { dishonesty } = await show();
    expect(dishonesty.map(({ matter }) => matter).sort()).toEqual(['事实 1', '事实 2']);
    const sent = decisionsOf((await folders.readFolder(party)).facts);
    expect(sent.map(({ identity }) => vault.identify(party, identity).id)).toEqual([code, code]);
  });

  it('stays out of effect when the registry says whose the code is, and says why', async () => {
    const { keep, warning, register, show, withdraw, inEffect } = openShop();
    await keep(warning(1));
    await keep(warning(2));
    await withdraw(warning(1));
    await register();
    expect(await inEffect()).toEqual(['藏市监处罚〔2026〕2号']);
    expect((await show()).withdrawn).toMatchObject([{ reason: '查无此事' }]);
  });

  it.each([['before'], ['after']])(
    '%s the registry said whose it is, can be taken back and put back',
    async (when) => {
      const { keep, warning, register, inEffect, rowOf, ...intakeParts } = openShop();
      if (when === 'after') await register();
      await keep(warning(1));
      if (when === 'before') await register();
      const { row, fact } = rowOf(warning(1), when === 'before' ? firstRun : secondRun);
      const why = { by: 'officer', reason: '看错了' };
      await takeBack(row, fact, { ...why, at: '2026-06-02T02:00:00Z' }, intakeParts);
      expect(await inEffect()).toEqual([]);
      await putBack(row, fact, { ...why, at: '2026-06-02T03:00:00Z' }, intakeParts);
      expect(await inEffect()).toHaveLength(1);
      await takeBack(row, fact, { ...why, at: '2026-06-02T04:00:00Z' }, intakeParts);
      await keep(warning(1), '2026-06-03', 'another-file');
      expect(await inEffect()).toHaveLength(1);
    },
  );

  it('is out of effect for the subject too when an officer speaks while the registry does', async () => {
    const { keep, warning, register, withdraw, inEffect } = openShop();
    await keep(warning(1));
    await register();
    await withdraw(warning(1));
    expect(await inEffect()).toEqual([]);
  });

  it('goes from there to the subject it is about, by the code or by the number of its subject', async () => {
    for (const by of ['medins-code', 'uscc'] as const) {
      const [shop, other] = [openShop(), openShop()];
      await shop.register();
      await other.register();
      await shop.keep(shop.warning(1));
      const from = { scheme: by, id: by === 'uscc' ? shop.id : shop.code };
      const to = { scheme: by, id: by === 'uscc' ? other.id : other.code };
      expect(await move({ from, to }, shop)).toMatchObject({ records: 1 });
      expect([await shop.inEffect(), await other.inEffect()]).toEqual([[], ['藏市监处罚〔2026〕1号']]);
      expect(await other.show()).toMatchObject({ dishonesty: [{ matter: '事实 1' }] });
    }
  });

  it('goes to its own subject once, also when the registry says meanwhile that the code is its own', async () => {
    const shop = openShop();
    await shop.keep(shop.warning(1));
    const way = {
      from: { scheme: 'medins-code', id: shop.code },
      to: { scheme: 'uscc', id: shop.id },
    } as const;
    await move(way, { ...shop, meanwhile: shop.register });
    expect(await shop.inEffect()).toEqual(['藏市监处罚〔2026〕1号']);
  });

  it('and was moved to the subject stays in effect there when the registry says that the code is its own', async () => {
    const { keep, warning, register, withdraw, inEffect, party } = openShop();
    await keep(warning(1));
    await withdraw(warning(1), party);
    await register();
    expect(await inEffect()).toEqual(['藏市监处罚〔2026〕1号']);
  });
});
