import * as z from 'zod';
import { source } from './api.ts';

/** One disclosure. It contains nothing about the subjects. */
const receiptView = z.strictObject({
  receiptId: z.string(),
  at: z.string(),
  agency: z.string(),
  /** The person or system of the agency, where its token says both. */
  by: z.string().optional(),
  purpose: z.string(),
  /** The agency's own reference of its case; absent if it is the sealed reason of an officer. */
  reference: z.string().optional(),
  subjects: z.int(),
  disclosed: z.int(),
});
export type ReceiptView = z.infer<typeof receiptView>;
export const receiptsAnswer = z.strictObject({
  receipts: z.array(receiptView),
  next: z.string().optional(),
});
export type ReceiptsAnswer = z.infer<typeof receiptsAnswer>;

const receiptCount = z.strictObject({
  day: z.string(),
  agency: z.string(),
  purpose: z.string(),
  receipts: z.int(),
  subjects: z.int(),
  disclosed: z.int(),
});
export type ReceiptCount = z.infer<typeof receiptCount>;
export const receiptCountsAnswer = z.strictObject({
  from: z.string(),
  to: z.string(),
  counts: z.array(receiptCount),
});

/** Runs of a source that began on a day and have ended, with their row counts at that time. */
const sourceCount = z.strictObject({
  day: z.string(),
  source,
  completed: z.int(),
  failed: z.int(),
  received: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  unmatched: z.int(),
  quarantined: z.int(),
});
export type SourceCount = z.infer<typeof sourceCount>;
export const sourceCountsAnswer = z.strictObject({
  from: z.string(),
  to: z.string(),
  counts: z.array(sourceCount),
});
