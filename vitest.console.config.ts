import { defineConfig } from 'vitest/config';

/** A browser on one connector with samples, which all files share. */
export default defineConfig({
  test: {
    include: ['test/console/*.test.ts'],
    globalSetup: ['test/console/support/connector-with-samples.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    reporters: ['verbose'],
  },
});
