import { afterAll, beforeAll, expect, it } from 'vitest';
import { suspensionReviews } from '../../functions/show-reviews/suspension-reviews.ts';
import { ruleOnSuspension } from '../../functions/steer-deliveries/rule-on-suspension.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { shippedBook } from '../../lib/regulation/policy.ts';
import { day } from '../../lib/shared/day.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { publicationFact } from '../support/facts.ts';
import { openIntake } from '../support/intake.ts';
import { nurse } from '../support/records.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** A sanction of staff in four-eyes mode, from the review list to its release. The clock starts on 2026-06-30. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

it("a nurse's stop waits in the review list until a second officer releases it", async () => {
  const intake = openIntake(real.table, { FIRST_CYCLE: '2025' });
  const { folders, vault, keep, runtime } = intake;
  const entry = {
    name: 'suspension.mode.service-stop',
    value: 'four-eyes',
    releasedAt: '2026-01-01T00:00:00Z',
  } as const;
  const book = { ...shippedBook, entries: [{ ...entry, from: day('2026-01-01') }] };
  const ports = { ...intake.ports, policy: { ...intake.ports.policy, book } };
  const subject = { category: 'nurse', scheme: 'resident-id', ...nurse } as const;
  const party = vault.partyKey('resident-id', nurse.id);
  await keep({ type: 'registration', subject, status: 'active' });
  await keep({
    type: 'decision',
    subject,
    documentNumber: '文〔2025〕1号',
    authority: { kind: 'medical-insurance', name: '医保局' },
    decidedOn: day('2025-05-05'),
    status: 'original',
    content: { kind: 'finding', indicator: 'nu.disciplinary' },
    usage: 'public',
  } satisfies DecisionRecord);
  const publication = publicationFact(2025, (await folders.readFolder(party)).facts, 'nurse');
  await folders.addFact(party, { ...publication, publishedOn: day('2026-06-25') });
  await projectParty(party, ports);
  const { reviews } = await suspensionReviews({ folders, vault });
  const id = `settlement.nurse.${party}`;
  expect(reviews).toMatchObject([
    {
      id,
      effect: 'service-stop 2026-06-25',
      grounds: [{ documentNumber: '文〔2025〕1号' }],
      proposedBy: ['authority'],
    },
  ]);
  const rule = (by: string) =>
    ruleOnSuspension(id, { verdict: 'released', reason: '核实', by }, { runtime, folders, ports });
  await expect(rule('authority')).rejects.toMatchObject({ code: 'same-officer' });
  await rule('second');
  const file = await folders.readFile({ party, category: 'nurse' });
  expect(file?.pendingSuspension).toBeUndefined();
  expect(file?.sanctions).toEqual([{ kind: 'service-stop', from: '2026-06-30' }]);
  await expect(rule('third')).rejects.toMatchObject({ code: 'not-held' });
});
