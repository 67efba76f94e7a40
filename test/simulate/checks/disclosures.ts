import { createReceiptStore } from '../../../lib/store/receipt-store.ts';
import type { Outside } from '../workload/perform.ts';
import type { Seen } from './stores.ts';

/** Whoever was answered about somebody has left a receipt. */
export async function disclosures({ table }: Seen, { receipts }: Outside): Promise<string[]> {
  const store = createReceiptStore(table);
  const broken: string[] = [];
  for (const id of receipts) {
    const receipt = await store.read(id);
    if (!receipt?.disclosed.length) broken.push(`the receipt ${id} of an answer is not there`);
  }
  return broken;
}
