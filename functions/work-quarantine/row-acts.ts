import type { ResolveDeps, Saying } from '../../lib/application/quarantine/resolve-row.ts';
import { digestOf } from '../../lib/credit-file/facts/identity.ts';
import type { Act, Proposal, ProposalStore } from '../../lib/credit-file/proposal.ts';
import type { ListStore, MatchStore } from '../../lib/feeds/list.ts';
import { type QuarantinedRow, rowIdOf } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';

export interface DecideDeps extends ResolveDeps {
  readonly runtime: Runtime;
  readonly proposals: ProposalStore;
  readonly matches: MatchStore;
  readonly lists: ListStore;
}

/** The row after an officer's act, and the proposal if the act waits for a second officer. */
export interface ActedRow {
  readonly row: QuarantinedRow;
  readonly proposal?: Proposal | undefined;
}

/** An act on a row as it is now: after a further decision it is another act. The reason is not part of it. */
export const actOf = (kind: Act['kind'], row: QuarantinedRow, content: unknown): Act => ({
  kind,
  about: rowIdOf(row),
  digest: digestOf([kind, row.state, row.decisions.length, content]),
});

export function proposed(row: QuarantinedRow, proposal: Proposal, { runtime }: DecideDeps): ActedRow {
  const { kind, by, lifts } = proposal;
  runtime.log.info('row.proposed', { runId: row.runId, row: row.row, act: kind, by, lifts: lifts.join(' ') });
  return { row, proposal };
}

export const sayingOf = (
  kind: Saying['kind'],
  said: unknown,
  { by, runtime }: { by: string; runtime: Runtime },
): Saying => ({ kind, by, at: runtime.clock().toISOString(), said });

export const busy = (): Problem =>
  new Problem(409, 'row-busy', 'Another officer decides on this row just now. Look at it again.');

export const alreadyDecided = ({ state }: QuarantinedRow): Problem =>
  new Problem(409, 'row-decided', `The row is ${state}. Undo that first.`);
