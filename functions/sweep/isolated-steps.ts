import type { Log, LogFields } from '../../lib/runtime/log.ts';

/** Steps of a sweep of which one that fails keeps no other from being done. */
export interface IsolatedSteps {
  /** Does the step; a failure is logged with what it was about. */
  run(step: () => Promise<void>, about?: LogFields): Promise<void>;
  /** Throws when a step has failed, so that the alarm of the function sounds. @throws AggregateError */
  conclude(): void;
}

export function createIsolatedSteps(log: Pick<Log, 'error'>): IsolatedSteps {
  const failures: unknown[] = [];
  return {
    async run(step, about = {}) {
      try {
        await step();
      } catch (error) {
        log.error('function.failed', error, about);
        failures.push(error);
      }
    },
    conclude() {
      if (failures.length === 0) return;
      throw new AggregateError(failures, `Of the sweep, ${failures.length} steps failed; each was logged.`);
    },
  };
}
