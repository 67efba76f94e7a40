import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Trail, trailTo } from '../../../../lib/shared/trail.ts';

/** Places visited until the trail says that they lead in a circle. Undefined when it never does. */
function visitedUntilCircle(places: Iterable<string>): number | undefined {
  let trail: Trail | undefined;
  let visited = 0;
  for (const place of places) {
    visited++;
    trail = trailTo(place, trail);
    if (!trail) return visited;
  }
  return undefined;
}

function* circle(before: number, length: number): Generator<string> {
  for (let place = 0; place < before; place++) yield `before ${place}`;
  for (let place = 0; ; place = (place + 1) % length) yield `within ${place}`;
}

describe('a trail of pages', () => {
  it('notices every circle, of any length and wherever it begins, within a few rounds', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (before, length) => {
        const visited = visitedUntilCircle(circle(before, length)) ?? Number.NaN;
        expect(visited).toBeGreaterThan(before + length);
        expect(visited).toBeLessThanOrEqual(3 * (before + length) + 3);
      }),
    );
  });

  it('never takes different pages for a circle', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 300 }), (places) => {
        expect(visitedUntilCircle(places)).toBeUndefined();
      }),
    );
  });
});
