import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createDivisionOf } from '../../lib/application/cases/subject-division.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { peersOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { policyOfTable, projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores } from '../../lib/application/wiring/stores.ts';
import type { Scorer } from '../../lib/credit-file/projection/scorer.ts';
import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { evaluationMessage } from '../../schemas/messages.ts';
import { evaluateShard } from './evaluate-shard.ts';
import { collecting, type PhaseWork, rehearsing } from './phase-work.ts';
import { refreshing, rehearsingChange } from './policy-work.ts';
import { publicationBy, publishing } from './publish-party.ts';
import { upgrading } from './upgrade-work.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = (runtime) => {
  const stores = openStores(runtime);
  const { folders, evaluations } = stores;
  const queue = openQueue(runtime, 'EVALUATIONS_QUEUE_URL');
  return queueHandler(runtime, evaluationMessage, async (message, context) => {
    const hints = createHints(runtime);
    const ports = projectionPorts(runtime, stores, hints);
    const workOf = async (evaluation: Evaluation): Promise<PhaseWork> => {
      const { scorer, policy } = ports;
      const { change, phase } = evaluation;
      if (phase === 'upgrade') return upgrading(folders);
      if (change && phase === 'rehearse') return rehearsingChange(change, ports);
      // Read again: this host may not know the release yet.
      if (change) return hinting(refreshing(ports, await policyOfTable(runtime, stores.table)));
      const today = dayOf(runtime.clock());
      const options = { evaluation, policy, scorer, today, divisionOf: createDivisionOf(folders, today) };
      if (evaluation.phase === 'collect') return collecting(options);
      const peers = await peersOf(evaluation, evaluations);
      if (evaluation.phase === 'rehearse')
        return rehearsing({ ...options, peers, tried: triedScorer(evaluation) });
      return hinting(publishing({ ...options, peers, ...publicationBy(evaluation) }, ports));
    };
    /** Sends hints (queue messages to the senders) for published results, page by page. */
    const hinting = (work: PhaseWork): PhaseWork => ({
      ...work,
      async page(some, found) {
        const done = await work.page(some, found);
        await hints.flush();
        return done;
      },
    });
    await evaluateShard(message, { runtime, folders, evaluations, queue, workOf }, () =>
      context.getRemainingTimeInMillis(),
    );
  });
};

/** For a trial: scores the trial's own cycle with the draft and every other cycle with the tables in force. */
function triedScorer({ trial, year }: Evaluation): Scorer | undefined {
  if (!trial) return undefined;
  const { table: draft, policy } = trial;
  return ({ tableVersion, ...input }, options) =>
    input.cycle === year
      ? scoreCase(input, { ...options, draft, ...(policy && { policy }) })
      : scoreCase({ ...input, tableVersion }, options);
}

export const handler = lambda('evaluate-cycle', createHandler);
