import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunctions } from '../simulate/kernel/functions.ts';
import { plants } from '../simulate/plants.ts';
import { type Result, runSequence } from '../simulate/sequence.ts';
import { shrink } from '../simulate/shrink.ts';
import { comesAgain } from '../simulate/workload/again.ts';
import { hasSubscribers } from '../simulate/workload/subscriptions.ts';
import { isUpgraded } from '../simulate/workload/upgrades.ts';

/** The simulation finds bugs: each of a list is planted, found, and cut down. It runs in this process, with its own engines. */
beforeAll(() => loadFunctions());

/** Where to begin: seeds that were found to show a bug soon. Another schedule may need some more. */
const from: Readonly<Record<string, number>> = {
  'announcement-lost': 520,
  'batch-counted-twice': 746,
  'copy-dropped-early': 1093,
  'event-passed-over': 1036,
  'fact-lost': 741,
  'message-lost': 726,
  'older-taken': 710,
  'revision-ignored': 313,
};
/** A sequence of fewer steps may have nothing to cut off. */
const stepsLeast = 8;
const sequencesMost = 150;
const runsMost = 16;

async function found(name: string, isTried = (_: number): boolean => true): Promise<Result> {
  const first = from[name] ?? 3;
  const seeds = Array.from({ length: 100 * sequencesMost }, (_, at) => first + at).filter(isTried);
  for (const seed of seeds.slice(0, sequencesMost)) {
    const result = await runSequence({ seed, plant: plants[name] });
    if (result.broken.length > 0 && result.plan.steps.length >= stepsLeast) return result;
  }
  throw new Error(`${name} was not found in ${sequencesMost} sequences`);
}

/** Bugs that show in few sequences, or in long ones: they are not cut down here. */
const rare: Readonly<Record<string, (seed: number) => boolean>> = {
  'attempt-forgotten': comesAgain,
  'copy-dropped-early': isUpgraded,
  'event-passed-over': hasSubscribers,
};

const sizeOf = ({ plan, faults }: Result): number => plan.steps.length + faults.length;

describe('a bug that is planted', () => {
  it.each(Object.entries(rare))('%s is found', async (name, isTried) => {
    expect((await found(name, isTried)).broken).not.toEqual([]);
  });

  it.each(Object.keys(plants).filter((name) => !rare[name]))('%s is found and cut down', async (name) => {
    const result = await found(name);
    const { result: left } = await shrink(result, { plant: plants[name], runsMost });
    expect(left.broken).not.toEqual([]);
    // In so few runs either steps or faults may all be left.
    expect(sizeOf(left)).toBeLessThan(sizeOf(result));
  });
});

describe('a seed', () => {
  it('does the same each time, and without a plant everything holds', async () => {
    const [first, second] = [await runSequence({ seed: 7 }), await runSequence({ seed: 7 })];
    expect(first.broken).toEqual([]);
    expect(first.faults.length).toBeGreaterThan(0);
    expect(second.digest).toBe(first.digest);
    expect((await runSequence({ seed: 8 })).digest).not.toBe(first.digest);
  });

  it('does the same with the faults that happened as with its weather', async () => {
    const first = await runSequence({ seed: 9 });
    const again = await runSequence({ seed: 9, only: new Set(first.faults) });
    expect(again.digest).toBe(first.digest);
  });
});
