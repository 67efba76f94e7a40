import { defineConfig } from 'vitest/config';

/** The exchange agent as a process, on one connector that all files share. */
export default defineConfig({
  test: {
    include: ['test/exchange/*.test.ts'],
    globalSetup: ['test/exchange/support/shared-connector.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
