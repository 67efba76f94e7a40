import type { PolicyBook } from '../../regulation/policy.ts';
import { readBeforeCalls } from '../../runtime/call-watch.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { createPolicyStore } from '../../store/policy-store.ts';
import type { Table } from '../../store/table.ts';

/** What the bureau released of the policy parameters. */
export type ReleasedPolicy = Pick<PolicyBook, 'readings' | 'entries'>;

const known = new WeakMap<Runtime, ReleasedPolicy>();

/** What this host has read last; undefined for a host without a table. */
export const releasedPolicy = (runtime: Runtime): ReleasedPolicy | undefined => known.get(runtime);

/**
 * Reads the released policy before calls, because a host may run for a long time. An equal one stays the same object,
 * so that scores of equal policy are found again.
 */
export function watchPolicy(runtime: Runtime, table: Table): void {
  const policies = createPolicyStore(table);
  let revision: number | undefined;
  readBeforeCalls(runtime, async () => {
    const head = await policies.head();
    if (head.revision === revision) return;
    revision = head.revision;
    known.set(runtime, { readings: head.readings, entries: head.entries });
  });
}
