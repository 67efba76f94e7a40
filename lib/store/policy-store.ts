import type { PolicyBook } from '../regulation/policy.ts';
import { partition, sort } from './keys.ts';
import { putMarked, saidBy } from './marked-item.ts';
import type { Table } from './table.ts';

/** Every value that was released, in one item: a bureau sets a few in a year. */
export interface PolicyHead extends Pick<PolicyBook, 'readings' | 'entries'> {
  /** 0: there is no item yet. */
  readonly revision: number;
  /** Proposals that were given up: none of them can be entered. Absent in books of earlier releases. */
  readonly abandoned?: readonly string[] | undefined;
}

/**
 * A table that an earlier release set up has no head, and keeps the readings of that release until the bureau releases
 * others.
 */
const ofEarlierRelease: PolicyHead = { revision: 0, readings: 'earlier', entries: [] };

export const createPolicyStore = (table: Table) => ({
  async head(): Promise<PolicyHead> {
    const item = await table.get(partition.policy, sort.head);
    return item ? saidBy<PolicyHead>(item) : ofEarlierRelease;
  },
  /** Writes the next revision. False when another writer was faster. */
  putHead: (head: PolicyHead): Promise<boolean> => putMarked(table, partition.policy, sort.head, head),
  /** Marks a new table: the readings of this release hold in it. */
  async begin(): Promise<void> {
    const head: PolicyHead = { revision: 1, readings: 'shipped', entries: [] };
    await putMarked(table, partition.policy, sort.head, head);
  },
});

export type PolicyStore = ReturnType<typeof createPolicyStore>;
