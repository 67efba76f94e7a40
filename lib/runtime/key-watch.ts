import { Fault } from '../shared/fault.ts';
import { beforeCall } from './call-watch.ts';
import type { Runtime } from './runtime.ts';

interface KeyWatch {
  /** Reads newer keys, unless that was done within the given seconds. */
  look(withinSeconds: number): Promise<void>;
}

/** Seconds. A host that has read the keys within this time knows the key that seals. */
const freshSeconds = 5;
/**
 * Seconds between reads for a value that cannot be opened. Its key number may be invented, and such values may be
 * requested often.
 */
const againSeconds = 2;

const watches = new WeakMap<Runtime, KeyWatch>();

/**
 * Lets a host read its keys again from time to time, because a host may run longer than a key is in use for sealing.
 */
export function watchKeys(runtime: Runtime, learn: () => Promise<void>): void {
  let lookedAt = runtime.clock().getTime();
  let looking: Promise<void> | undefined;
  const ageSeconds = (): number => (runtime.clock().getTime() - lookedAt) / 1000;
  watches.set(runtime, {
    async look(withinSeconds) {
      if (Math.abs(ageSeconds()) < withinSeconds) return;
      looking ??= learn()
        .then(() => {
          // Only then: after a reading that failed, the next call must not act with keys of any age.
          lookedAt = runtime.clock().getTime();
        })
        .finally(() => {
          looking = undefined;
        });
      await looking;
    },
  });
}

/**
 * Runs an action with keys that are at most a few seconds old. If a value was sealed with a newer key, the keys are
 * read again and the whole action is repeated once. A receipt that it wrote may then exist twice.
 */
export async function withFreshKeys<T>(runtime: Runtime, act: () => Promise<T>): Promise<T> {
  await beforeCall(runtime);
  const watch = watches.get(runtime);
  if (!watch) return act();
  await watch.look(freshSeconds);
  try {
    return await act();
  } catch (error) {
    if (!lacksKey(error)) throw error;
    await runtime.pause(againSeconds * 1000);
    await watch.look(againSeconds / 2);
    return act();
  }
}

const lacksKey = (error: unknown): boolean =>
  error instanceof Fault && (error.code === 'key-unavailable' || lacksKey(error.cause));
