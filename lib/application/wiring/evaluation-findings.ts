import type { Evaluation } from '../../evaluation/evaluation.ts';
import { type PeerTable, withPeers } from '../../evaluation/peers.ts';
import { type ChangeReport, emptyChangeReport, withChangeReport } from '../../evaluation/policy-change.ts';
import { emptyReport, type Report, withReport } from '../../evaluation/report.ts';
import type { EvaluationStore } from '../../store/evaluation-store.ts';

type Shards = Pick<EvaluationStore, 'shards'>;

/** Peer statistics of an evaluation, merged from its shards. */
export async function peersOf({ name, rehearsal }: Evaluation, evaluations: Shards): Promise<PeerTable> {
  const shards = await evaluations.shards<PeerTable>(name, { rehearsal, phase: 'collect' });
  return shards.map(({ found }) => found).reduce(withPeers, {});
}

/** Findings of a rehearsal, merged from its shards. Undefined before the first shard has any. */
export async function reportOf(
  { name, rehearsal }: Evaluation,
  evaluations: Shards,
): Promise<Report | undefined> {
  const shards = await evaluations.shards<Report>(name, { rehearsal, phase: 'rehearse' });
  return shards.length === 0 ? undefined : shards.map(({ found }) => found).reduce(withReport, emptyReport);
}

/** What a proposed policy value would change, merged from its shards. Undefined before the first shard has any. */
export async function changeReportOf(
  { name, rehearsal }: Evaluation,
  evaluations: Shards,
): Promise<ChangeReport | undefined> {
  const shards = await evaluations.shards<ChangeReport>(name, { rehearsal, phase: 'rehearse' });
  if (shards.length === 0) return undefined;
  return shards.map(({ found }) => found).reduce(withChangeReport, emptyChangeReport);
}
