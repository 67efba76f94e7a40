import { expect, it } from 'vitest';
import { quietSince } from '../../../../lib/feeds/arrival.ts';

it('a source is quiet once its expected interval is over, and not on the last day of it', () => {
  const arrival = { at: '2026-06-01T00:00:00.000Z' };
  expect(quietSince(arrival, 7, new Date('2026-06-08T00:00:00Z'))).toBeUndefined();
  expect(quietSince(arrival, 7, new Date('2026-06-08T00:00:01Z'))).toBe('2026-06-08T00:00:00.000Z');
});
