import { Fault } from '../shared/fault.ts';
import type { Runtime } from './runtime.ts';

interface KeyWatch {
  /** Looks for newer keys, unless somebody has within these seconds. */
  look(withinSeconds: number): Promise<void>;
}

/** A host that has looked within so long knows the key that seals. */
const freshSeconds = 5;
/** Before keys are read again for a value that nobody can open: its number may be made up, and asked for all the time. */
const againSeconds = 2;

const watches = new WeakMap<Runtime, KeyWatch>();

/** Has the keys of a host learnt again from time to time: a host may live longer than a key seals. */
export function watchKeys(runtime: Runtime, learn: () => Promise<void>): void {
  let lookedAt = runtime.clock().getTime();
  let looking: Promise<void> | undefined;
  const ageSeconds = (): number => (runtime.clock().getTime() - lookedAt) / 1000;
  watches.set(runtime, {
    async look(withinSeconds) {
      if (Math.abs(ageSeconds()) < withinSeconds) return;
      looking ??= learn().finally(() => {
        lookedAt = runtime.clock().getTime();
        looking = undefined;
      });
      await looking;
    },
  });
}

/**
 * Does something with keys that are no older than a few seconds. A value that was sealed with a key made since is no
 * failure: the keys are read again, and it is done once more, with all it did before: a receipt of it may stand twice.
 */
export async function withFreshKeys<T>(runtime: Runtime, act: () => Promise<T>): Promise<T> {
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
