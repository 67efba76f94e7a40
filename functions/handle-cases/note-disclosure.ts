import type { Case } from '../../lib/credit-file/case-state.ts';
import type { PartyKey } from '../../lib/credit-file/subject.ts';
import type { CaseDeps } from './case-deps.ts';

/** Who looks at a case is noted before anything is shown. */
export async function noteDisclosure(
  { one, party }: { one: Case; party: PartyKey },
  agency: string,
  { runtime, receipts }: Pick<CaseDeps, 'runtime' | 'receipts'>,
): Promise<void> {
  const receiptId = runtime.newId();
  const subject = { party, category: one.fact.category };
  await receipts.add({
    receiptId,
    at: runtime.clock().toISOString(),
    agency,
    purpose: 'case',
    reference: `${one.kind}.${one.id}`,
    disclosed: [{ subject, status: 'case', fields: ['*'] }],
  });
  runtime.log.info('disclosure.made', { receiptId, agency, purpose: 'case', subjects: 1, disclosed: 1 });
}
