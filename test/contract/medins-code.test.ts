import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showFile } from '../../functions/show-file/show-file.ts';
import { decisionsOf } from '../../lib/credit-file/standing.ts';
import { day } from '../../lib/shared/day.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openKeeping } from '../support/keeping.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Decisions sent under a medical-insurance code, before and after the registry says whose it is. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let shops = 0;

/** A shop with a code, and what is known of both. */
function openShop() {
  const keeping = openKeeping(real.table);
  const { runtime, folders, vault, keep } = keeping;
  const number = String(++shops).padStart(4, '0');
  const [id, code, name] = [`9154010000000${number}X`, `P5401020${number}`, '拉萨测试大药房有限公司'];
  const receipts = createReceiptStore(real.table);
  return {
    ...keeping,
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
      }) as Promise<{ dishonesty: { matter?: string }[]; withdrawn: { reason?: string }[] }>,
  };
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
});
