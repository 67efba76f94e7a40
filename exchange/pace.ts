/** When a box is looked at again, in milliseconds. */
export interface Pace {
  /** Something is on its way. */
  readonly movingMilliseconds: number;
  readonly idleMilliseconds: number;
}

const firstPause = 1000;
const longestPause = 5 * 60_000;

/** The pause after so many looks in a row that reached nothing: 1 s, doubled to 5 minutes, spread over its second half. */
export function backOff(failures: number, random: () => number): number {
  const whole = Math.min(longestPause, firstPause * 2 ** Math.min(failures - 1, 20));
  return whole / 2 + (random() * whole) / 2;
}

/** The pause before the next look. */
export function nextPause(
  { failures, moving }: { failures: number; moving: number },
  { movingMilliseconds, idleMilliseconds }: Pace,
  random: () => number,
): number {
  if (failures > 0) return backOff(failures, random);
  return moving > 0 ? Math.min(movingMilliseconds, idleMilliseconds) : idleMilliseconds;
}
