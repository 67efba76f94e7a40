import { defineConfig } from 'vitest/config';

/** The built client on one connector with samples, which `test/clients/run.ts` starts. */
export default defineConfig({
  test: {
    include: ['test/clients/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ['verbose', 'json'],
  },
});
