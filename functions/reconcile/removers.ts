import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { DirectoryClient, SettlementClient } from '../../lib/delivery/index.ts';
import { liftReason } from '../../lib/regulation/sanction-reasons.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Day } from '../../lib/shared/day.ts';
import type { ListedRecord } from './deps.ts';

/** What a receiver said to the removal of a record. `unanswered`: it is asked for again later. */
export type RemovalOutcome =
  | { readonly kind: 'removed' }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'unanswered'; readonly problem: string };

export type Remove = (record: ListedRecord) => Promise<RemovalOutcome>;

/** Removes a record, with a version behind the one that is there. */
export const removersOf = (
  { directory, settlement }: { directory: DirectoryClient; settlement: SettlementClient },
  { clock }: Pick<Runtime, 'clock'>,
): Readonly<Record<Receiver, Remove>> => ({
  async directory({ id, version }) {
    const row = {
      recordId: id,
      operation: 'D',
      version: version + 1,
      updatedAt: clock().toISOString(),
    } as const;
    const answer = await directory.report([row]);
    if (answer.kind !== 'answered') return { kind: 'unanswered', problem: answer.reason };
    const refusal = answer.rejected.get(id);
    return refusal ? { kind: 'refused', problem: refusal.code } : { kind: 'removed' };
  },
  async settlement({ id, version, row }) {
    const answer = await settlement.lift({
      suspensionId: id,
      certType: textOf(row['psn_cert_type']),
      certno: textOf(row['certno']),
      name: textOf(row['psn_name']),
      kind: textOf(row['kind']),
      from: textOf(row['begndate']) as Day,
      version: version + 1,
      reason: liftReason('insured-person', 'corrected'),
    });
    if (answer.kind === 'accepted') return { kind: 'removed' };
    return answer.kind === 'refused'
      ? { kind: 'refused', problem: answer.code }
      : { kind: 'unanswered', problem: answer.reason };
  },
});

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
