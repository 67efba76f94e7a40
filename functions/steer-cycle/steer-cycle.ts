import { sendShards } from '../../lib/application/wiring/evaluation-queue.ts';
import type { ProjectionPolicy } from '../../lib/credit-file/projection/project-folder.ts';
import {
  abandoned,
  begun,
  type Evaluation,
  isAnnual,
  isWorking,
  type Trial,
} from '../../lib/evaluation/evaluation.ts';
import { hasPublished } from '../../lib/evaluation/levels.ts';
import type { PolicyName } from '../../lib/regulation/policy.ts';
import { parameters } from '../../lib/regulation/policy-parameters.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { policyFor } from '../../lib/scoring/index.ts';
import { dayOf, yearOf } from '../../lib/shared/day.ts';
import type { EvaluationStore } from '../../lib/store/evaluation-store.ts';

export interface SteerCycleDeps {
  readonly runtime: Runtime;
  readonly evaluations: EvaluationStore;
  readonly queue: Queue;
  readonly policy: ProjectionPolicy;
  /** Shards of the table that are processed in parallel. */
  readonly shards: number;
}

/** The regulation came into force in this year (docs/regulation.md). */
const firstYear = 2023;

/** A cycle from a path. @throws Problem 404 */
export function yearIn(text: string | undefined): number {
  if (!/^\d{4}$/.test(text ?? ''))
    throw new Problem(404, 'unknown-cycle', 'A cycle is a year of four digits.');
  return Number(text);
}

/** Starts a rehearsal, the first or a further one. @throws Problem 409 */
export async function startEvaluation(year: number, by: string, deps: SteerCycleDeps): Promise<Evaluation> {
  const { runtime, evaluations, shards } = deps;
  const now = runtime.clock();
  const before = await evaluations.read(String(year));
  await checkStart(year, before, deps);
  const evaluation = begun(before, { year, id: runtime.newId(), by, at: now.toISOString(), shards });
  await moved(evaluation, deps);
  runtime.log.info('evaluation.started', { year, rehearsal: evaluation.rehearsal, by });
  return evaluation;
}

async function checkStart(
  year: number,
  before: Evaluation | undefined,
  { runtime, evaluations, policy }: SteerCycleDeps,
): Promise<void> {
  const today = dayOf(runtime.clock());
  if (year < firstYear) {
    throw new Problem(
      409,
      'before-regulation',
      `The regulation is in force since ${firstYear}. Choose a later year.`,
    );
  }
  if (year >= yearOf(today)) {
    throw new Problem(
      409,
      'cycle-not-over',
      `The cycle ${year} runs until ${year}-12-31. Evaluate it after that day.`,
    );
  }
  if (before && hasPublished(before)) {
    throw new Problem(
      409,
      'cycle-published',
      `The results of ${year} are ${before.phase === 'published' ? 'published' : 'being published'}. What is wrong in one is corrected by an objection, a revocation or a repair.`,
    );
  }
  if (before && isWorking(before)) {
    throw new Problem(
      409,
      'evaluation-running',
      `The evaluation of ${year} is running (${before.phase}, rehearsal ${before.rehearsal}). Follow it with GET /v1/cycles/${year}, or abandon it.`,
    );
  }
  const others = (await evaluations.list()).filter(isAnnual);
  const later = others.find((other) => other.year > year && hasPublished(other));
  if (later) {
    throw new Problem(
      409,
      'later-cycle-published',
      `The cycle ${later.year} is published; an earlier one cannot follow it.`,
    );
  }
  const previous = others.find((other) => other.year === year - 1);
  if (year > policy.firstCycle && previous?.phase !== 'published') {
    throw new Problem(
      409,
      'earlier-cycle-open',
      `The cycle ${year - 1} is not published yet, and its grades are needed (Art. 26). Evaluate it first.`,
    );
  }
}

/** Starts a trial: evaluates a draft over all files and publishes nothing. @throws Problem 400 */
export async function startTrial(
  { cycle, ...trial }: Trial & { cycle: number },
  by: string,
  deps: SteerCycleDeps,
): Promise<Evaluation> {
  const { runtime, shards } = deps;
  try {
    policyFor(cycle, trial.policy);
  } catch (error) {
    throw new Problem(400, 'invalid-policy', `${(error as Error).message} Correct the draft.`);
  }
  const other = Object.keys(trial.policy ?? {}).find((name) => !parameters[name as PolicyName].isOfScore);
  if (other)
    throw new Problem(
      400,
      'invalid-policy',
      `${other} moves no score, so a trial shows nothing of it. Propose it with POST /v1/policies, which rehearses it.`,
    );
  const at = runtime.clock().toISOString();
  const evaluation = begun(undefined, { year: cycle, id: runtime.newId(), by, at, shards, trial });
  await moved(evaluation, deps);
  runtime.log.info('evaluation.started', { name: evaluation.name, year: cycle, by });
  return evaluation;
}

/** @throws Problem 404 */
export async function knownTrial(id: string, evaluations: EvaluationStore): Promise<Evaluation> {
  const evaluation = await evaluations.read(id);
  if (evaluation?.trial) return evaluation;
  throw new Problem(404, 'unknown-trial', 'There is no such trial. Begin one with POST /v1/trials.');
}

/** Abandons a rehearsal. @throws Problem 409 once it is being published */
export async function abandonEvaluation(
  year: number,
  { by, reason }: { by: string; reason: string },
  deps: SteerCycleDeps,
): Promise<Evaluation> {
  const { runtime, evaluations } = deps;
  const evaluation = await known(year, evaluations);
  if (hasPublished(evaluation) || evaluation.phase === 'abandoned') {
    throw new Problem(
      409,
      'not-abandonable',
      `The evaluation of ${year} is ${evaluation.phase}. Nothing is left to give up.`,
    );
  }
  const next = abandoned(evaluation, { by, reason, at: runtime.clock().toISOString() });
  await moved(next, deps);
  runtime.log.info('evaluation.abandoned', { year, rehearsal: next.rehearsal, by });
  return next;
}

/** @throws Problem 404 */
export async function known(year: number, evaluations: EvaluationStore): Promise<Evaluation> {
  const evaluation = await evaluations.read(String(year));
  if (evaluation) return evaluation;
  throw new Problem(
    404,
    'unknown-cycle',
    `No evaluation of ${year} was begun. Begin one with POST /v1/cycles/${year}/evaluation.`,
  );
}

/** Writes the next state of an evaluation and sends its shards. @throws Problem 409 */
export async function moved(evaluation: Evaluation, { evaluations, queue }: SteerCycleDeps): Promise<void> {
  if (!(await evaluations.put(evaluation))) {
    throw new Problem(
      409,
      'evaluation-moved',
      'Somebody else moved the evaluation just now. Look at it again.',
    );
  }
  await sendShards(evaluation, queue);
}
