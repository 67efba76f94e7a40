import { defineConfig } from 'vitest/config';

/** Tests of the deployed stack: flows of the local host that go through the front door alone, and those of operations. */
export default defineConfig({
  test: {
    include: ['test/flow/*.test.ts', 'test/deploy/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ['verbose'],
  },
});
