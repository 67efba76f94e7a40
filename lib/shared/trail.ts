/**
 * The memory of somebody who follows pages, to know that they lead in a circle (Brent's cycle detection). It keeps one
 * earlier place, replaced at distances that double. So it finds a circle of any length, however many pages lie before.
 */
export interface Trail {
  readonly mark: string;
  /** Places since the mark, and the number of them after which the next place becomes the mark. */
  readonly steps: number;
  readonly until: number;
  /** All places so far. */
  readonly count: number;
}

/** The trail with a further place. Undefined when the place is the mark: the way leads in a circle. */
export function trailTo(place: string, before: Trail | undefined): Trail | undefined {
  if (!before) return { mark: place, steps: 0, until: 1, count: 1 };
  if (place === before.mark) return undefined;
  const steps = before.steps + 1;
  const count = before.count + 1;
  return steps === before.until
    ? { mark: place, steps: 0, until: before.until * 2, count }
    : { ...before, steps, count };
}
