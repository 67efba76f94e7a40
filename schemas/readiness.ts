import * as z from 'zod';

/** `failing`: it did not answer as it should within some seconds. */
const partState = z.enum(['ok', 'failing']);
/** `breaker-open`: it did not answer several times, and deliveries to it wait. `unknown`: the table does not answer. */
const receiverState = z.enum(['ok', 'breaker-open', 'unknown']);

/** The state of each thing that work depends on: fixed words, nothing about a subject, an address or an error. */
export const readinessChecks = z.strictObject({
  table: partState,
  queues: partState,
  bucket: partState,
  /** The key of personal data. */
  keys: partState,
  directory: receiverState,
  settlement: receiverState,
});
export type ReadinessChecks = z.infer<typeof readinessChecks>;

/** `degraded`: intake and questions work, and what is for a receiver waits. What is not ready is a 503 with `checks`. */
export const readyAnswer = z.strictObject({ status: z.enum(['ready', 'degraded']), checks: readinessChecks });
export type ReadyAnswer = z.infer<typeof readyAnswer>;
