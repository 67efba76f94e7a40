import type { HeldRow, SaidRow } from './packed-rows.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A record with both sides. */
export interface Pair {
  readonly said?: SaidRow | undefined;
  readonly held?: HeldRow | undefined;
}

/**
 * Both sides of one range, put together. What the files say is kept in memory: a 64th of them. Of records that belong
 * to no file at most `strangersMost` are kept, so that a receiver's list cannot fill the memory.
 */
export interface RangeJoin {
  /** In any order; files first. */
  addSaid(row: SaidRow): void;
  addHeld(row: HeldRow): void;
  /** Each record with its verdict, and how many strangers were not kept. */
  verdicts(): Iterable<readonly [Pair, Verdict]>;
  unkept(): number;
}

export function createRangeJoin(strangersMost = 10_000): RangeJoin {
  const said = new Map<string, { said: SaidRow; held?: HeldRow }>();
  const strangers = new Map<string, HeldRow>();
  let unkept = 0;
  return {
    addSaid(row) {
      said.set(row.key, { said: row });
    },
    addHeld(row) {
      const entry = said.get(row.key);
      if (entry) entry.held = newerOf(entry.held, row);
      else if (strangers.has(row.key) || strangers.size < strangersMost)
        strangers.set(row.key, newerOf(strangers.get(row.key), row));
      else unkept++;
    },
    *verdicts() {
      for (const pair of said.values()) yield [pair, verdictOf(pair.said, pair.held)];
      for (const held of strangers.values()) yield [{ held }, verdictOf(undefined, held)];
    },
    unkept: () => unkept,
  };
}

/** A list that changes while it is read may show a record twice. */
const newerOf = (before: HeldRow | undefined, row: HeldRow): HeldRow =>
  before && before.version > row.version ? before : row;
