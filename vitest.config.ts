import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout = 20_000) => ({
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
      project('contract', 60_000),
      project('infra', 240_000),
      project('flow', 240_000),
    ],
  },
});
