import { changeReportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { sendShards } from '../../lib/application/wiring/evaluation-queue.ts';
import {
  abandoned,
  begun,
  type Evaluation,
  isAnnual,
  type PolicyChange,
  releasedChange,
} from '../../lib/evaluation/evaluation.ts';
import { hasPublished } from '../../lib/evaluation/levels.ts';
import { beginFault } from '../../lib/evaluation/policy-change.ts';
import type { PolicyName } from '../../lib/regulation/policy.ts';
import { parameters, valueFault } from '../../lib/regulation/policy-parameters.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf, yearOf } from '../../lib/shared/day.ts';
import type { EvaluationStore } from '../../lib/store/evaluation-store.ts';
import type { PolicyHead, PolicyStore } from '../../lib/store/policy-store.ts';

export interface KeepPoliciesDeps {
  readonly runtime: Runtime;
  readonly evaluations: EvaluationStore;
  readonly policies: PolicyStore;
  readonly queue: Queue;
  /** Shards of the table that are processed in parallel. */
  readonly shards: number;
}

/** Proposes a value and starts its rehearsal over all files. @throws Problem 400 */
export async function proposeChange(
  { name, ...said }: Omit<PolicyChange, 'name'> & { name: string },
  by: string,
  { runtime, evaluations, queue, shards }: KeepPoliciesDeps,
): Promise<Evaluation> {
  const change: PolicyChange = { ...said, name: name as PolicyName };
  const fault = valueFault(name, change.value) ?? (await dayFault(change, { runtime, evaluations }));
  if (fault) throw new Problem(400, 'invalid-policy', `${fault} See GET /v1/policies for the bounds.`);
  const at = runtime.clock().toISOString();
  const id = runtime.newId();
  const evaluation = begun(undefined, { year: yearOf(change.from), id, by, at, shards, change });
  await moved(evaluation, evaluations);
  await sendShards(evaluation, queue);
  runtime.log.info('policy.proposed', { id, parameter: name, from: change.from, by });
  return evaluation;
}

async function dayFault(
  change: PolicyChange,
  { runtime, evaluations }: Pick<KeepPoliciesDeps, 'runtime' | 'evaluations'>,
): Promise<string | undefined> {
  const annual = (await evaluations.list()).filter(isAnnual);
  const published = annual.filter(hasPublished);
  return beginFault(change, {
    ...parameters[change.name],
    today: dayOf(runtime.clock()),
    published: published.map(({ year }) => year),
  });
}

/** @throws Problem 404 */
export async function knownChange(
  id: string,
  { evaluations }: Pick<KeepPoliciesDeps, 'evaluations'>,
): Promise<Evaluation & { readonly change: PolicyChange }> {
  const evaluation = await evaluations.read(id);
  if (evaluation?.change) return { ...evaluation, change: evaluation.change };
  throw new Problem(
    404,
    'unknown-policy',
    'There is no such proposal. GET /v1/policies lists the open ones.',
  );
}

/**
 * A second officer releases a rehearsed value. The policy book decides: the value is entered there first, under the id of
 * the proposal, and a repetition after a crash only moves the proposal, on whatever day. The sweep starts the projection
 * of the files a minute later: by then every host knows the value.
 * @throws Problem 403, 404, 409
 */
export async function releaseChange(
  id: string,
  { by, reason }: { by: string; reason: string },
  deps: KeepPoliciesDeps,
): Promise<Evaluation> {
  const { runtime, evaluations, policies } = deps;
  const evaluation = await knownChange(id, deps);
  const head = await policies.head();
  checkOfficer(evaluation, by, head);
  const now = runtime.clock();
  const entered = head.entries.find((entry) => entry.id === id);
  const release = { by: entered?.releasedBy ?? by, reason, at: entered?.releasedAt ?? now.toISOString() };
  if (!entered) {
    await checkRelease(evaluation, deps);
    await enter(evaluation, release, { head, policies });
  }
  const next = releasedChange(evaluation, release, { isDue: evaluation.change.from <= dayOf(now) });
  await moved(next, evaluations);
  runtime.log.info('policy.released', { id, parameter: evaluation.change.name, by });
  return next;
}

function checkOfficer(evaluation: Evaluation, by: string, { abandoned: givenUp = [] }: PolicyHead): void {
  if (evaluation.phase !== 'review' || givenUp.includes(evaluation.id))
    throw new Problem(
      409,
      'not-in-review',
      `The proposal is ${evaluation.phase === 'review' ? 'given up' : `in phase ${evaluation.phase}`}. Only one whose rehearsal is finished can be released.`,
    );
  if (evaluation.startedBy === by)
    throw new Problem(
      403,
      'same-officer',
      'Who proposed the value cannot release it. A second officer must.',
    );
}

async function checkRelease(
  evaluation: Evaluation & { readonly change: PolicyChange },
  deps: KeepPoliciesDeps,
): Promise<void> {
  const fault = await dayFault(evaluation.change, deps);
  if (fault) throw new Problem(409, 'policy-late', `${fault} Propose the value again from a later day.`);
  const { problems = 0 } = (await changeReportOf(evaluation, deps.evaluations)) ?? {};
  if (problems > 0)
    throw new Problem(
      409,
      'rehearsal-has-problems',
      `${problems} subjects could not be projected. See report.problemSubjects, mend them, and propose it again.`,
    );
}

/** @throws Problem 409 */
async function enter(
  { id, change, startedBy }: Evaluation & { readonly change: PolicyChange },
  release: NonNullable<Evaluation['release']>,
  { head, policies }: { head: PolicyHead; policies: PolicyStore },
): Promise<void> {
  const { name, value, from, reason } = change;
  const entry = {
    id,
    name,
    value,
    from,
    reason,
    proposedBy: startedBy,
    releasedBy: release.by,
    releasedAt: release.at,
  };
  const next = { ...head, revision: head.revision + 1, entries: [...head.entries, entry] };
  if (!(await policies.putHead(next))) throw meanwhile();
}

/**
 * Gives up a proposal that is not released. The policy book notes it first, so that a release at the same moment fails,
 * or this does.
 * @throws Problem 404, 409
 */
export async function abandonChange(
  id: string,
  { by, reason }: { by: string; reason: string },
  deps: KeepPoliciesDeps,
): Promise<Evaluation> {
  const evaluation = await knownChange(id, deps);
  const head = await deps.policies.head();
  const isEntered = head.entries.some((entry) => entry.id === id);
  if (isEntered || evaluation.release || evaluation.phase === 'abandoned')
    throw new Problem(
      409,
      'not-abandonable',
      `The proposal is ${isEntered ? 'released' : evaluation.phase}. Nothing is left to give up.`,
    );
  await noteAbandoned(id, head, deps.policies);
  const next = abandoned(evaluation, { by, reason, at: deps.runtime.clock().toISOString() });
  await moved(next, deps.evaluations);
  deps.runtime.log.info('policy.abandoned', { id, by });
  return next;
}

/** @throws Problem 409 */
async function noteAbandoned(id: string, head: PolicyHead, policies: PolicyStore): Promise<void> {
  const { abandoned: known = [] } = head;
  if (known.includes(id)) return;
  const next = { ...head, revision: head.revision + 1, abandoned: [...known, id] };
  if (!(await policies.putHead(next))) throw meanwhile();
}

/** @throws Problem 409 */
async function moved(evaluation: Evaluation, evaluations: EvaluationStore): Promise<void> {
  if (!(await evaluations.put(evaluation))) throw meanwhile();
}

const meanwhile = (): Problem =>
  new Problem(409, 'policy-moved', 'Another officer changed it just now. Look at it again.');
