import { defineConfig } from 'vitest/config';

/** The time limits are for hangs alone: a slow machine passes the same tests. */
const project = (name: string, testTimeout = 120_000) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    // A flow is a whole connector that mostly waits: two of them at once keep two cores busy, and more would starve.
    maxWorkers: 2,
    projects: [
      project('unit'),
      project('cases'),
      project('contract'),
      project('infra', 240_000),
      project('flow', 600_000),
    ],
  },
});
