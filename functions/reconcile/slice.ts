import type { Sides } from '../../lib/convergence/comparison.ts';
import { bothTallies, noRows, rangeOf, type Tally, tallyOf } from '../../lib/convergence/packed-rows.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { ComparisonStore } from '../../lib/store/comparison-store.ts';

/** Rows of one step, in memory until they are put aside by range. */
export interface Slice {
  add(key: string, row: Buffer): void;
  /** Whether the step should end: with more rows an item could get too large. */
  isFull(): boolean;
  tally(): Tally;
  ranges(): Iterable<number>;
  /** Puts the rows aside, one item for each range. */
  put(place: SlicePlace, comparisons: Pick<ComparisonStore, 'putAside'>): Promise<void>;
}

interface SlicePlace {
  readonly id: string;
  readonly receiver: Receiver;
  readonly side: keyof Sides;
  readonly slice: number;
}

const rowsMost = 8000;
/** Bytes of one item; DynamoDB takes 400 kB. */
const bytesMost = 300_000;
const putsAtOnce = 16;

export function createSlice(): Slice {
  const byRange = new Map<number, { rows: Buffer[]; bytes: number }>();
  let tally = noRows;
  let isLarge = false;
  return {
    add(key, row) {
      const range = rangeOf(key);
      const known = byRange.get(range) ?? { rows: [], bytes: 0 };
      known.rows.push(row);
      known.bytes += row.length;
      isLarge ||= known.bytes > bytesMost;
      byRange.set(range, known);
      tally = bothTallies(tally, tallyOf(row));
    },
    isFull: () => isLarge || tally.rows >= rowsMost,
    tally: () => tally,
    ranges: () => byRange.keys(),
    async put({ slice, ...place }, comparisons) {
      const all = [...byRange];
      for (let start = 0; start < all.length; start += putsAtOnce)
        await Promise.all(
          all
            .slice(start, start + putsAtOnce)
            .map(([range, { rows }]) =>
              comparisons.putAside({ ...place, range }, slice, Buffer.concat(rows)),
            ),
        );
    },
  };
}
