import { describe, expect, it } from 'vitest';
import { sweepComparison } from '../../../../functions/sweep/sweep-comparison.ts';
import { begunComparison, type Comparison } from '../../../../lib/convergence/comparison.ts';
import type { CurrentComparison } from '../../../../lib/convergence/current.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const at = '2026-06-29T19:00:00.000Z';
const order = { startedAt: at, repairs: true, receivers: ['directory', 'settlement'] as const };
const current: CurrentComparison = {
  revision: 1,
  id: 'id',
  order,
  isEnded: false,
  comparedAt: {},
  since: at,
};

/** A sweep nine hours after the night's comparison began. */
async function swept(change: Partial<CurrentComparison> | undefined, known?: Partial<Comparison>) {
  const sent: string[] = [];
  const measured: Record<string, number> = {};
  const measure = (name: string, value: number) => {
    measured[name] = value;
  };
  await sweepComparison({
    runtime: { ...fakeRuntime(), metrics: { add: measure, flush: () => undefined } },
    comparisons: {
      current: async () => change && { ...current, ...change },
      read: async () => known && { ...begunComparison('id', order), ...known },
    },
    queue: { send: async (bodies) => void sent.push(...bodies) },
  });
  return { sent, measured };
}
const goOn = [JSON.stringify({ comparison: 'id' })];

describe('the sweep of comparisons', () => {
  it('sends a message for one that does not go on, also before its first step', async () => {
    expect((await swept({})).sent).toEqual(goOn);
    expect((await swept({}, { movedAt: '2026-06-30T03:50:00.000Z' })).sent).toEqual(goOn);
    expect((await swept({}, { movedAt: '2026-06-30T03:59:30.000Z' })).sent).toEqual([]);
    expect((await swept({}, { dueAt: '2026-06-30T04:30:00.000Z' })).sent).toEqual([]);
    expect((await swept({ isEnded: true })).sent).toEqual([]);
  });

  it('reminds of removals that were decided and not carried out', async () => {
    const { sent } = await swept({ isEnded: true, removals: ['one', 'two'] });
    expect(sent).toEqual(['one', 'two'].map((removal) => JSON.stringify({ removal })));
  });

  it('measures how long ago the receiver was compared that was not compared for longest', async () => {
    const comparedAt = { directory: '2026-06-30T03:00:00.000Z', settlement: '2026-06-28T04:00:00.000Z' };
    const age = async (change: Partial<CurrentComparison>) =>
      (await swept(change)).measured['ReconciliationAgeSeconds'];
    expect(await age({ comparedAt })).toBe(48 * 3600);
    expect(await age({ comparedAt: { ...comparedAt, settlement: comparedAt.directory } })).toBe(3600);
    // Never compared to the end: since the first comparison was ordered.
    expect(await age({ comparedAt: { directory: comparedAt.directory } })).toBe(9 * 3600);
    expect((await swept(undefined)).measured).toEqual({});
  });
});
