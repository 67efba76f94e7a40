import * as z from 'zod';
import type { Anchor, BatchHead, LedgerEntry } from './batch.ts';
import type { LeafPlace } from './merkle.ts';

/**
 * A line of an export: a batch, the head of a batch without its entries, one entry with its Merkle path, or an
 * anchor.
 */
export type LedgerLine =
  | { readonly kind: 'batch'; readonly head: BatchHead; readonly entries: readonly LedgerEntry[] }
  | { readonly kind: 'head'; readonly head: BatchHead }
  | ({ readonly kind: 'entry'; readonly n: number; readonly entry: LedgerEntry } & Omit<LeafPlace, 'count'>)
  | ({ readonly kind: 'anchor' } & Anchor);

const n = z.int().positive();
const head = z.strictObject({
  n,
  at: z.string(),
  previous: z.string(),
  count: z.int().nonnegative(),
  root: z.string(),
});
/** Only the fields that are read are checked here. The hash covers all fields. */
const entry = z.looseObject({ recordId: z.string(), version: z.int() });
const line = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('batch'), head, entries: z.array(entry) }),
  z.strictObject({ kind: z.literal('head'), head }),
  z.strictObject({
    kind: z.literal('entry'),
    n,
    entry,
    index: z.int().nonnegative(),
    path: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('anchor'),
    n,
    hash: z.string(),
    at: z.string(),
    publicKey: z.string(),
    signature: z.string(),
  }),
]);

/** Parses a line of an export. Undefined for any other text, also for another spelling of the same JSON. */
export function lineOf(text: string): LedgerLine | undefined {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  return JSON.stringify(said) === text && line.safeParse(said).success ? (said as LedgerLine) : undefined;
}
