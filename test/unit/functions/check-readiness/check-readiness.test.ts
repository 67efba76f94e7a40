import { describe, expect, it } from 'vitest';
import {
  type Breakers,
  createReadiness,
  failingParts,
  type ReadinessDeps,
} from '../../../../functions/check-readiness/check-readiness.ts';
import { Fault } from '../../../../lib/shared/fault.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const nothingFailed: Breakers = { directory: undefined, settlement: undefined };
const answered = async (): Promise<void> => undefined;
const refused = async (): Promise<void> => {
  throw new Fault('access-refused', 'no');
};

function readiness(changed: Partial<ReadinessDeps['checks']> = {}, breakers = async () => nothingFailed) {
  const runtime = fakeRuntime();
  let looks = 0;
  const look = createReadiness({
    runtime,
    timeLimit: 20,
    checks: { queues: answered, bucket: answered, keys: answered, ...changed },
    breakers: async () => {
      looks++;
      return breakers();
    },
  });
  return { runtime, look, looks: () => looks };
}
const well = { table: 'ok', queues: 'ok', bucket: 'ok', keys: 'ok', directory: 'ok', settlement: 'ok' };

describe('readiness', () => {
  it('is all well while everything answers', async () => {
    const { look } = readiness();
    expect(await look()).toEqual(well);
    expect(failingParts(await look())).toEqual([]);
  });

  it.each(['queues', 'bucket', 'keys'] as const)('names %s that refuse, and logs the code', async (part) => {
    const { look, runtime } = readiness({ [part]: refused });
    expect(await look()).toEqual({ ...well, [part]: 'failing' });
    expect(failingParts(await look())).toEqual([part]);
    expect(runtime.said).toEqual(['part.failing']);
  });

  it('knows nothing of the receivers while the table does not answer', async () => {
    const { look } = readiness({}, refused as never);
    expect(await look()).toEqual({ ...well, table: 'failing', directory: 'unknown', settlement: 'unknown' });
  });

  it('does not wait for what never answers', async () => {
    const never = () => new Promise<void>(() => undefined);
    const { look } = readiness({ queues: never }, never as never);
    expect(failingParts(await look())).toEqual(['table', 'queues']);
  });

  it('tells an open breaker of a receiver, and not one that only counts failures', async () => {
    const { look } = readiness({}, async () => ({
      directory: { state: 'closed', failures: 2 },
      settlement: { state: 'open', failures: 5, openUntil: '2026-06-30T04:00:02.000Z' },
    }));
    expect(await look()).toEqual({ ...well, settlement: 'breaker-open' });
  });

  it('is looked at once for all who ask together, and again after five seconds', async () => {
    const { look, looks, runtime } = readiness();
    await Promise.all([look(), look(), look()]);
    runtime.pass(4999);
    await look();
    expect(looks()).toBe(1);
    runtime.pass(1);
    await look();
    expect(looks()).toBe(2);
    // A clock that was set back must not keep an answer for ever.
    runtime.pass(-3600_000);
    await look();
    expect(looks()).toBe(3);
  });
});
