import { defineConfig } from 'vitest/config';

/** The time limits are for hangs alone: a slow machine passes the same tests. */
const project = (name: string, testTimeout = 120_000) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: 120_000,
    // A flow starts a whole connector: one after the other.
    fileParallelism: name !== 'flow',
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('cases'),
      project('contract'),
      project('infra', 240_000),
      project('flow', 600_000),
    ],
  },
});
