import { defineConfig } from 'vitest/config';

/** The exchange agent as a process, on one connector that all files share. The time limits are for hangs alone. */
export default defineConfig({
  test: {
    include: ['test/exchange/*.test.ts'],
    globalSetup: ['test/exchange/support/shared-connector.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
