import { setTimeout as pause } from 'node:timers/promises';

const mostMilliseconds = 120_000;

/** Waits until something is there. @throws with what was waited for */
export async function until<Found>(
  what: string | (() => string),
  find: () => Found | Promise<Found>,
): Promise<NonNullable<Found>> {
  const end = Date.now() + mostMilliseconds;
  for (;;) {
    const found = await find();
    if (found) return found as NonNullable<Found>;
    if (Date.now() > end) throw new Error(`waited in vain until ${typeof what === 'string' ? what : what()}`);
    await pause(40);
  }
}
