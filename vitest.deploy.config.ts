import { defineConfig } from 'vitest/config';

/** Flows that speak to a connector through its front door alone, and so run on the deployed stack as on the local host. */
const flows = [
  'authorization',
  'bureau-year',
  'calendar',
  'cases',
  'casework',
  'corrected-answers',
  'discipline',
  'five-formats',
  'http',
  'insight',
  'ledger',
  'lists',
  'path',
  'pull',
  'receivers',
  'replays',
  'sender',
  'trace',
  'year',
];

export default defineConfig({
  test: {
    include: [...flows.map((name) => `test/flow/${name}.test.ts`), 'test/deploy/*.test.ts'],
    // One emulated cloud after the other.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ['verbose'],
  },
});
