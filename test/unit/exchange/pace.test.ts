import { describe, expect, it } from 'vitest';
import { nextPause } from '../../../exchange/pace.ts';

const pace = { movingMilliseconds: 250, idleMilliseconds: 30_000 };

describe('the pause before the next look', () => {
  it('is short while something is on its way', () => {
    expect(nextPause({ failures: 0, moving: 2 }, pace, () => 0)).toBe(250);
    expect(nextPause({ failures: 0, moving: 0 }, pace, () => 0)).toBe(30_000);
  });

  it('doubles from a second to five minutes while nothing is reached, spread over its second half', () => {
    const pauses = [1, 2, 3, 9, 10, 5000].map((failures) =>
      nextPause({ failures, moving: 1 }, pace, () => 1),
    );
    expect(pauses).toEqual([1000, 2000, 4000, 256_000, 300_000, 300_000]);
    expect(nextPause({ failures: 2, moving: 0 }, pace, () => 0)).toBe(1000);
  });
});
