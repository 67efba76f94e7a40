import { evaluateShard } from '../../functions/evaluate-cycle/evaluate-shard.ts';
import { collecting, rehearsing } from '../../functions/evaluate-cycle/phase-work.ts';
import { publicationBy, publishing } from '../../functions/evaluate-cycle/publish-party.ts';
import type { SteerCycleDeps } from '../../functions/steer-cycle/steer-cycle.ts';
import { createDivisionOf } from '../../lib/application/cases/subject-division.ts';
import { peersOf } from '../../lib/application/wiring/evaluation-findings.ts';
import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { createEvaluationStore } from '../../lib/store/evaluation-store.ts';
import type { Table } from '../../lib/store/table.ts';
import { type EvaluationMessage, evaluationMessage } from '../../schemas/messages.ts';
import { openIntake } from './intake.ts';

/** The work of an annual evaluation on a table, its messages in an array. */
export function openEvaluating(table: Table) {
  const intake = openIntake(table);
  const { runtime, folders, ports } = intake;
  const evaluations = createEvaluationStore(table);
  const sent: EvaluationMessage[] = [];
  const queue = {
    send: async (bodies: readonly string[]) => {
      sent.push(...bodies.map((body) => evaluationMessage.parse(JSON.parse(body))));
    },
    depth: async () => sent.length,
  };
  const policy = { ...ports.policy, firstCycle: 2025 };
  let writesLeft = Number.POSITIVE_INFINITY;
  const broken = new Set<string>();
  const mayWrite = (): void => {
    if (writesLeft-- <= 0) throw new Error('killed');
  };
  const store: typeof folders = {
    ...ports.store,
    async addFact(...said) {
      mayWrite();
      return ports.store.addFact(...said);
    },
    async putFile(file) {
      mayWrite();
      if (broken.has(file.party)) throw new RangeError('the file is too large');
      return ports.store.putFile(file);
    },
  };
  const steer: SteerCycleDeps = { runtime, evaluations, queue, policy, shards: 5 };
  const workOf = async (evaluation: Evaluation) => {
    const today = dayOf(runtime.clock());
    const divisionOf = createDivisionOf(folders, today);
    const options = { evaluation, policy, scorer: ports.scorer, today, divisionOf };
    if (evaluation.phase === 'collect') return collecting(options);
    const peers = await peersOf(evaluation, evaluations);
    if (evaluation.phase === 'rehearse') return rehearsing({ ...options, peers });
    return publishing({ ...options, peers, ...publicationBy(evaluation) }, { ...ports, policy, store });
  };
  const work = (message: EvaluationMessage, remaining = () => 600_000) =>
    evaluateShard(message, { runtime, folders, evaluations, queue, workOf }, remaining);
  /** Processes every message twice at once, until no message is sent any more. */
  const workAll = async (): Promise<void> => {
    while (sent.length > 0) {
      const messages = sent.splice(0);
      await Promise.all([...messages, ...messages].map((message) => work(message)));
    }
  };
  /** Lets publications make so many writes of facts and files, and kills their worker at the next one. */
  const killAfter = (writes: number): void => {
    writesLeft = writes;
  };
  return { ...intake, evaluations, sent, steer, work, workAll, killAfter, broken };
}
