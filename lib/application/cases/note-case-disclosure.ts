import type { Case } from '../../credit-file/cases/case-state.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { createReceiptStore } from '../../store/receipt-store.ts';

/** Writes the receipt for an officer who looks at a case, before anything is shown. @returns its id */
export async function noteCaseDisclosure(
  { one, party }: { one: Case; party: PartyKey },
  agency: string,
  { runtime, receipts }: { runtime: Runtime; receipts: ReturnType<typeof createReceiptStore> },
): Promise<string> {
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
  return receiptId;
}
