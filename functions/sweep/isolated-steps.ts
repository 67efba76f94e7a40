import type { Log, LogFields } from '../../lib/runtime/log.ts';

/** Steps of a sweep. A step that fails does not prevent the others. */
export interface IsolatedSteps {
  /** Runs the step. A failure is logged with the given fields. */
  run(step: () => Promise<void>, about?: LogFields): Promise<void>;
  /** Throws when a step has failed, so that the alarm of the function is raised. @throws AggregateError */
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
