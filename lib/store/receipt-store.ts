import type { SubjectKey } from '../credit-file/facts/subject.ts';
import { partition, sort } from './keys.ts';
import { receiptEntry } from './receipt-activity.ts';
import { onlyIfAbsent, type Table, text } from './table.ts';

/**
 * A receipt: what was disclosed to whom for what purpose. There is one per query, and it is kept forever (最小必要,
 * invariant 7).
 */
export interface Receipt {
  readonly receiptId: string;
  readonly at: string;
  readonly agency: string;
  /** The person or system of the agency that asked, where the token says both. Absent in earlier releases. */
  readonly by?: string | undefined;
  readonly purpose: string;
  /** The agency's own reference of its case, or an officer's reason, sealed, where the purpose asks for one. */
  readonly reference: string;
  /** The waiting item that was shown whole. */
  readonly item?: string | undefined;
  readonly disclosed: readonly {
    readonly subject?: SubjectKey | undefined;
    readonly status: string;
    readonly fields: readonly string[];
    readonly sheet?: string | undefined;
  }[];
}

const purposesWithReason: ReadonlySet<string> = new Set(['file', 'trace', 'reveal']);

/**
 * Whether the reference is an officer's reason. It may name somebody and is therefore sealed, with the receipt's id as
 * context.
 */
export const hasSealedReason = ({ purpose }: Pick<Receipt, 'purpose'>): boolean =>
  purposesWithReason.has(purpose);

export type ReceiptStore = ReturnType<typeof createReceiptStore>;

/** The store for one caller: each receipt names its agency and who of it asked. */
export const receiptsOf = (
  { agency, sub }: { readonly agency: string; readonly sub: string },
  receipts: ReceiptStore,
): ReceiptStore => ({
  ...receipts,
  add: (receipt) => receipts.add({ ...receipt, agency, ...(sub !== agency && { by: sub }) }),
});

export const createReceiptStore = (table: Table) => ({
  async add(receipt: Receipt): Promise<void> {
    await table.put(
      {
        pk: text(partition.receipt(receipt.receiptId)),
        sk: text(sort.receipt),
        body: text(JSON.stringify(receipt)),
        ...receiptEntry(receipt),
      },
      onlyIfAbsent,
    );
  },
  async read(receiptId: string): Promise<Receipt | undefined> {
    const item = await table.get(partition.receipt(receiptId), sort.receipt);
    return item && (JSON.parse(item['body']?.S ?? 'null') as Receipt);
  },
});
