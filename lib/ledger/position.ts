import type { Batch, LedgerEntry } from './batch.ts';

/** A position in the ledger: after `index` entries of batch `n`. */
export interface LedgerPosition {
  readonly n: number;
  readonly index: number;
}

/** Before the first entry. */
export const ledgerStart: LedgerPosition = { n: 1, index: 0 };

/** The cursor that answers contain. */
export const cursorText = ({ n, index }: LedgerPosition): string =>
  Buffer.from(`${n}.${index}`).toString('base64url');

/** Undefined for a text that has not the form of a cursor. */
export function positionOf(text: string): LedgerPosition | undefined {
  const match = /^(\d{1,12})\.(\d{1,4})$/.exec(Buffer.from(text, 'base64url').toString());
  return match ? { n: Number(match[1]), index: Number(match[2]) } : undefined;
}

/**
 * Whether an answer can have contained the position, given its batch. A position that does not exist yet is none: it would
 * skip what is written before it.
 */
export const isGiven = ({ n, index }: LedgerPosition, batch: Batch | undefined): boolean =>
  (n === ledgerStart.n && index === 0) || (batch?.head.n === n && index >= 1 && index <= batch.head.count);

/** An entry with its instant and the position behind it. */
export interface PlacedEntry {
  readonly entry: LedgerEntry;
  readonly at: string;
  readonly position: LedgerPosition;
}

export const placedIn = ({ head, entries }: Batch): PlacedEntry[] =>
  entries.map((entry, index) => ({ entry, at: head.at, position: { n: head.n, index: index + 1 } }));

export const isBehind = (a: LedgerPosition, b: LedgerPosition): boolean =>
  a.n > b.n || (a.n === b.n && a.index > b.index);
