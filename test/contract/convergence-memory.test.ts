import { expect, it } from 'vitest';
import { comparedInChild } from '../bench/convergence.ts';

it('a comparison of 20,000 files has as much in memory as one of 5,000, and finds what is missing', async () => {
  const [few, many] = [await comparedInChild(5000), await comparedInChild(20_000)];
  expect([few.counts, many.counts]).toMatchObject([
    { different: 5, equal: 4995 },
    { different: 20, equal: 19_980 },
  ]);
  // One side of 15,000 more files, kept as objects, would be some ten megabytes.
  expect(many.peakMb - few.peakMb).toBeLessThan(3);
});
