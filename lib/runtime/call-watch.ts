import type { Runtime } from './runtime.ts';

/** Seconds. What a host has read within this time is not read again. */
const freshSeconds = 5;

const watches = new WeakMap<Runtime, () => Promise<void>>();

/** Lets a host read something before its first call, and again before a call when some seconds have passed. */
export function readBeforeCalls(runtime: Runtime, read: () => Promise<void>): void {
  let readAt: number | undefined;
  let reading: Promise<void> | undefined;
  watches.set(runtime, async () => {
    const now = runtime.clock().getTime();
    if (readAt !== undefined && Math.abs(now - readAt) < freshSeconds * 1000) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
    readAt = now;
  });
}

export const beforeCall = async (runtime: Runtime): Promise<void> => watches.get(runtime)?.();
