import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseDeps } from '../../functions/handle-cases/case-deps.ts';
import { orderSuspension } from '../../functions/handle-cases/order-suspension.ts';
import { suspensionReviews } from '../../functions/show-reviews/suspension-reviews.ts';
import { ruleOnSuspension } from '../../functions/steer-deliveries/rule-on-suspension.ts';
import { settlementMessage } from '../../lib/application/deliveries/receiver-messages.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { day } from '../../lib/shared/day.ts';
import type { Grade } from '../../lib/shared/grade.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { publicationFact } from '../support/facts.ts';
import { openIntake } from '../support/intake.ts';
import { boss, doctor, nurse, patient } from '../support/records.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Grade C, “where the bureau so decides” (Art. 24 (2)). The clock starts on 2026-06-30. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

/** A member of staff whose result of 2025 was published on 2026-06-25. */
async function published(who: typeof nurse, category: 'nurse' | 'doctor', cases: number) {
  const intake = openIntake(real.table, { FIRST_CYCLE: '2025' });
  const { folders, vault, keep, ports } = intake;
  const subject = { category, scheme: 'resident-id', ...who } as const;
  const party = vault.partyKey('resident-id', who.id);
  await keep({ type: 'registration', subject, status: 'active' });
  const prefix = category === 'nurse' ? 'nu' : 'dr';
  await keep({
    type: 'decision',
    subject,
    documentNumber: '文〔2025〕1号',
    authority: { kind: 'medical-insurance', name: '医保局' },
    decidedOn: day('2025-05-05'),
    status: 'original',
    content: { kind: 'finding', indicator: `${prefix}.administrative-penalty`, count: cases },
    usage: 'public',
  } satisfies DecisionRecord);
  const publication = publicationFact(2025, (await folders.readFolder(party)).facts, category);
  await folders.addFact(party, { ...publication, publishedOn: day('2026-06-25') });
  await projectParty(party, ports);
  const deps = { ...intake, ports } as unknown as CaseDeps;
  const file = async () => {
    const found = await folders.readFile({ party, category });
    if (!found) throw new Error('no file');
    return found;
  };
  const order = (act: 'suspend' | 'end', by: string) =>
    orderSuspension(
      { subject: { scheme: 'resident-id', id: who.id, category }, act, reason: '约谈后仍不整改' },
      by,
      deps,
    );
  const id = `settlement.${category}.${party}`;
  const rule = (verdict: 'released' | 'refused', by: string) =>
    ruleOnSuspension(id, { verdict, reason: '核实', by }, { runtime: intake.runtime, folders, ports });
  const grade = async (): Promise<Grade | undefined> => (await file()).gradeInForce?.grade;
  return { intake, file, order, rule, grade };
}

it('a doctor at C is suspended from the day on which a second officer releases it, until the bureau ends it', async () => {
  const { intake, file, order, rule, grade } = await published(doctor, 'doctor', 2);
  expect(await grade()).toBe('C');
  expect((await file()).sanctions).toEqual([]);
  await expect(order('end', 'first')).rejects.toMatchObject({ code: 'nothing-to-order' });
  expect(await order('suspend', 'first')).toMatchObject({ cycle: 2025, state: 'held' });
  await expect(order('suspend', 'third')).rejects.toMatchObject({ code: 'order-waits' });
  expect((await suspensionReviews(intake)).reviews).toMatchObject([
    { effect: 'service-suspension 2026-06-30', reason: '约谈后仍不整改', proposedBy: ['first'] },
  ]);
  await expect(rule('released', 'first')).rejects.toMatchObject({ code: 'same-officer' });
  await rule('released', 'second');
  expect((await file()).sanctions).toEqual([
    { kind: 'service-suspension', from: '2026-06-30', ordered: true },
  ]);
  expect(settlementMessage(await file(), intake.vault, 'inclusive')).toMatchObject({
    kind: 'put',
    message: { reason: { code: 'ruling', said: expect.stringContaining('信用等级C') as string } },
  });
  await order('end', 'second');
  expect((await file()).sanctions).toHaveLength(1);
  expect((await suspensionReviews(intake)).reviews).toMatchObject([
    { effect: 'end service-suspension 2026-06-30' },
  ]);
  await rule('released', 'first');
  expect((await file()).sanctions).toEqual([]);
  expect(settlementMessage(await file(), intake.vault, 'inclusive')).toMatchObject({
    kind: 'lift',
    message: { reason: { code: 'lift-ruling' } },
  });
});

it('a refused order changes nothing, and another one may follow', async () => {
  const { file, order, rule } = await published(boss, 'doctor', 2);
  await order('suspend', 'first');
  await rule('refused', 'second');
  expect((await file()).sanctions).toEqual([]);
  expect((await file()).pendingSuspension).toBeUndefined();
  await order('suspend', 'first');
  await rule('released', 'second');
  expect((await file()).sanctions).toMatchObject([{ kind: 'service-suspension' }]);
});

it('it is decided at a published C alone', async () => {
  const { order } = await published(nurse, 'nurse', 1);
  await expect(order('suspend', 'first')).rejects.toMatchObject({ code: 'not-at-c' });
});

it('an order and its ruling that were stopped before the file was written take effect when they are repeated', async () => {
  const { intake, file, order, rule } = await published(patient, 'doctor', 2);
  const { folders } = intake;
  const stop = (isStopped: boolean): void => {
    Object.assign(intake.ports, {
      store: isStopped ? { ...folders, putFile: () => Promise.reject(new Error('killed')) } : folders,
    });
  };
  stop(true);
  await expect(order('suspend', 'first')).rejects.toThrow('killed');
  stop(false);
  expect((await file()).pendingSuspension).toBeUndefined();
  await expect(order('suspend', 'first')).rejects.toMatchObject({ code: 'order-waits' });
  expect((await file()).pendingSuspension).toBeDefined();
  stop(true);
  await expect(rule('released', 'second')).rejects.toThrow('killed');
  stop(false);
  expect((await file()).sanctions).toEqual([]);
  await expect(rule('released', 'second')).rejects.toMatchObject({ code: 'already-ruled' });
  expect((await file()).sanctions).toHaveLength(1);
});
