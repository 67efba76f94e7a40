import { describe, expect, it } from 'vitest';
import { createPace, type PaceOptions } from '../../../../functions/read-feed/pace.ts';
import type { Run } from '../../../../lib/feeds/run.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

/** A reader and its surroundings: complete pages, waiting files, time left. */
function reader({ skippedMilliseconds = 0 } = {}) {
  const world = { pages: 0, depth: 0, remaining: 900_000, finishesAPage: false, gets: 0 };
  const notes: number[] = [];
  const runtime = fakeRuntime(() => {
    if (world.finishesAPage) world.pages++;
  });
  const options: PaceOptions = {
    runId: 'run',
    runtime,
    runs: {
      progress: async () => {
        world.gets++;
        return { pages: world.pages, gapless: world.pages };
      },
      update: async (_run, change) => {
        notes.push((change as Partial<Run>).batchesSent ?? -1);
        return undefined;
      },
    },
    objects: { depth: async () => world.depth },
    remaining: () => world.remaining,
    skippedMilliseconds,
  };
  return { world, notes, runtime, next: createPace(options) };
}

describe('the window of a run', () => {
  it('lets two pages go without a look at the counting', async () => {
    const { next, world } = reader();
    for (const sent of [0, 10]) expect(await next(sent)).toBe('send');
    expect(world.gets).toBe(0);
  });

  it('waits for a page to be counted before a third', async () => {
    const { next, world } = reader();
    world.finishesAPage = true;
    expect(await next(20)).toBe('send');
    expect(world).toMatchObject({ pages: 1, gets: 2 });
  });

  it('goes on at once where the counting is ahead of what was noted', async () => {
    const { next, world } = reader();
    world.pages = 30;
    expect(await next(300)).toBe('send');
  });

  it('leaves its place after two minutes in which nothing was counted, also where others wait', async () => {
    const { next, runtime } = reader();
    const begun = runtime.clock().getTime();
    expect(await next(20)).toBe('leave');
    const seconds = (runtime.clock().getTime() - begun) / 1000;
    expect(seconds).toBeGreaterThan(119);
    expect(seconds).toBeLessThan(125);
  });

  it('hands over while it waits when its time is nearly up', async () => {
    const { next, world } = reader();
    world.remaining = 40_000;
    expect(await next(20)).toBe('hand-over');
  });

  it('notes where it is while it waits, so that the sweep lets it be', async () => {
    const { next, notes } = reader();
    await next(20);
    expect(notes).toEqual(Array(6).fill(20));
  });
});

describe('the turn of a reader', () => {
  it('goes on for ever while no other file waits', async () => {
    const { next, runtime } = reader();
    runtime.pass(600_000);
    expect(await next(0)).toBe('send');
  });

  it('ends after twenty seconds when another file waits', async () => {
    const { next, runtime, world } = reader();
    world.depth = 1;
    runtime.pass(19_000);
    expect(await next(0)).toBe('send');
    runtime.pass(1_000);
    expect(await next(0)).toBe('hand-over');
  });

  it('lasts at least twice as long as the way to its place', async () => {
    const { next, runtime, world } = reader({ skippedMilliseconds: 30_000 });
    world.depth = 1;
    runtime.pass(59_000);
    expect(await next(0)).toBe('send');
    runtime.pass(1_000);
    expect(await next(0)).toBe('hand-over');
  });

  it('ends while it waits for the counting, too', async () => {
    const { next, world } = reader();
    world.depth = 1;
    expect(await next(20)).toBe('hand-over');
  });
});
