import type { Position } from '../journal.ts';

/**
 * Where a table is read from. A row gets its time before its transaction is visible, so what was passed is read again until
 * `overlap` milliseconds after it was passed, by the agent's clock: the clock and the type of the table's times do not matter.
 */
export class OverlapCursor {
  readonly #overlap: number;
  #base: Position | undefined;
  #at: Position | undefined;
  #began: number | undefined;
  #passed: { position: Position; at: number }[] = [];

  constructor(base: Position | undefined, overlap: number) {
    this.#base = base;
    this.#overlap = overlap;
  }

  /** Where to go on: behind the last row of this scan, or at the beginning of a new one. */
  from(now: number): Position | undefined {
    if (this.#began === undefined) {
      this.#began = now;
      this.#at = this.#base;
    }
    return this.#at;
  }

  pass(position: Position, now: number): void {
    this.#at = position;
    this.#passed.push({ position, at: now });
  }

  /** The scan has reached the end. @returns what needs not be read again, when that has moved */
  end(): Position | undefined {
    const limit = (this.#began ?? 0) - this.#overlap;
    this.#began = undefined;
    const safe = this.#passed.filter(({ at }) => at <= limit).at(-1);
    this.#passed = this.#passed.filter(({ at }) => at > limit);
    if (safe) this.#base = safe.position;
    return safe?.position;
  }
}
