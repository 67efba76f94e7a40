import { defineConfig } from 'vitest/config';

/** The time limits are for hangs alone: a slow machine passes the same tests. */
const project = (name: string, testTimeout = 120_000, isolate = true) => ({
  test: {
    name,
    isolate,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    // A flow is a whole connector in several processes, and waits for it half of the time: three at once keep two cores busy.
    maxWorkers: 3,
    projects: [
      // Pure code: nothing that a file leaves behind, so the modules are loaded once a worker. That is a third of the time.
      project('unit', 120_000, false),
      project('cases', 120_000, false),
      project('contract'),
      project('infra', 240_000),
      project('flow', 600_000),
    ],
  },
});
