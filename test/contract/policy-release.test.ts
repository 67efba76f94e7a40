import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  abandonChange,
  type KeepPoliciesDeps,
  proposeChange,
  releaseChange,
} from '../../functions/keep-policies/keep-policies.ts';
import { withShardDone } from '../../lib/evaluation/evaluation.ts';
import { day } from '../../lib/shared/day.ts';
import { createEvaluationStore, type EvaluationStore } from '../../lib/store/evaluation-store.ts';
import { createPolicyStore } from '../../lib/store/policy-store.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The release of a policy value writes two items: the policy book, then the proposal. It can end between them. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let proposals = 0;
const firstDay = day('2026-06-10');

/** A rehearsed proposal of one shard, on a clock that a test sets. */
async function openRehearsed() {
  const { runtime } = openIntake(real.table);
  let now = new Date('2026-06-10T02:00:00Z');
  const deps: KeepPoliciesDeps = {
    runtime: { ...runtime, clock: () => now, newId: () => `PROPOSAL${++proposals}` },
    evaluations: createEvaluationStore(real.table),
    policies: createPolicyStore(real.table),
    queue: { send: async () => undefined, depth: async () => 0 },
    shards: 1,
  };
  const said = { name: 'suspension.mode', value: 'four-eyes', from: firstDay, reason: '试行' };
  const proposed = await proposeChange(said, 'first', deps);
  await deps.evaluations.put(withShardDone(proposed, 0, now.toISOString()));
  return {
    deps,
    id: proposed.id,
    entries: async () => (await deps.policies.head()).entries.filter(({ id }) => id === proposed.id),
    nextDay: () => {
      now = new Date('2026-06-11T02:00:00Z');
    },
  };
}
type Rehearsed = Awaited<ReturnType<typeof openRehearsed>>;

/** Ends where the proposal would be written. */
const dying = (evaluations: EvaluationStore): EvaluationStore => ({
  ...evaluations,
  put: () => Promise.reject(new Error('killed')),
});

const release = ({ deps, id }: Rehearsed, by: string) => releaseChange(id, { by, reason: '核对无误' }, deps);
const abandon = ({ deps, id }: Rehearsed, by: string) => abandonChange(id, { by, reason: '撤回' }, deps);

async function openEntered(): Promise<Rehearsed> {
  const opened = await openRehearsed();
  const { deps } = opened;
  const killed = { ...deps, evaluations: dying(deps.evaluations) };
  await expect(release({ ...opened, deps: killed }, 'second')).rejects.toThrow('killed');
  expect(await opened.entries()).toHaveLength(1);
  return opened;
}

describe('a release that ended after the value was entered', () => {
  it('is repeated after the first day of the value, and says who released it', async () => {
    const opened = await openEntered();
    opened.nextDay();
    expect(await release(opened, 'third')).toMatchObject({
      phase: 'refresh',
      release: { by: 'second', at: '2026-06-10T02:00:00.000Z' },
    });
    expect(await opened.entries()).toHaveLength(1);
  });

  it('cannot be given up', async () => {
    const opened = await openEntered();
    await expect(abandon(opened, 'third')).rejects.toMatchObject({ code: 'not-abandonable' });
  });
});

describe('a release and an abandonment at the same time', () => {
  it('do not both happen: who comes second is refused', async () => {
    const opened = await openRehearsed();
    const { deps } = opened;
    // The abandonment has read the policy book when the value is entered.
    const slow: KeepPoliciesDeps = {
      ...deps,
      policies: {
        ...deps.policies,
        async head() {
          const head = await deps.policies.head();
          await release(
            { ...opened, deps: { ...deps, evaluations: dying(deps.evaluations) } },
            'second',
          ).catch(() => undefined);
          return head;
        },
      },
    };
    await expect(abandon({ ...opened, deps: slow }, 'first')).rejects.toMatchObject({ code: 'policy-moved' });
    expect(await release(opened, 'second')).toMatchObject({ phase: 'refresh' });
  });

  it('an abandonment that ended before the proposal was written is repeated, and nothing releases it', async () => {
    const opened = await openRehearsed();
    const killed = { ...opened.deps, evaluations: dying(opened.deps.evaluations) };
    await expect(abandon({ ...opened, deps: killed }, 'first')).rejects.toThrow('killed');
    await expect(release(opened, 'second')).rejects.toMatchObject({ code: 'not-in-review' });
    expect(await abandon(opened, 'first')).toMatchObject({ phase: 'abandoned' });
    expect(await opened.entries()).toEqual([]);
  });
});
