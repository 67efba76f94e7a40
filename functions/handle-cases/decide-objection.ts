import { openCase } from '../../lib/application/cases/open-case.ts';
import { applyCase } from '../../lib/application/cases/resolve-case.ts';
import type { NamedDecision, ObjectionDecisionContent } from '../../lib/credit-file/cases/case-fact.ts';
import { isUndecided, type Objection } from '../../lib/credit-file/cases/objection.ts';
import type { FactBase } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { ObjectionDecisionRequest } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { decideOrPropose } from './second-officer.ts';
import { resolved } from './subject.ts';

/** Records that a named officer upholds or refuses an objection (复核, Art. 20). @throws Problem 400, 403, 404, 409 */
export async function decideObjection(
  id: string,
  request: ObjectionDecisionRequest,
  by: string,
  deps: CaseDeps,
): Promise<Awaited<ReturnType<typeof openCase<'objection'>>>> {
  const { runtime, vault } = deps;
  const opened = await openCase('objection', id, deps.ports);
  const { folder, one } = opened;
  if (!isUndecided(one)) {
    await applyCase(opened, deps.ports);
    throw new Problem(
      409,
      'already-decided',
      `This objection was ${one.state} on ${one.decision?.decidedOn}. A decision stands.`,
    );
  }
  const { category } = one.fact;
  const now = runtime.clock();
  const decisions = request.verdict === 'upheld' ? struckOut(request, one, folder) : [];
  const decision: FactBase & ObjectionDecisionContent = {
    type: 'objection-decision',
    key: `OD.${category}.${one.id}`,
    origin: officerOrigin(by, now.toISOString()),
    category,
    case: one.id,
    isProposed: false,
    verdict: request.verdict,
    decidedOn: dayOf(now),
    decisions,
    reason: vault.seal(request.reason, folder.party),
    attachments: request.attachments ?? [],
    ...(await deps.numberNotice(opened, dayOf(now))),
  };
  const proposal = { proposal: one.proposal, proposalKey: `OP.${category}.${one.id}`, by };
  return decideOrPropose(opened, decision, proposal, deps);
}

/** The decisions to strike out: those the officer names, else those proposed, else those named in the objection. */
function struckOut(
  { decisions }: ObjectionDecisionRequest,
  { fact, proposal }: Objection,
  folder: Parameters<typeof resolved>[1],
): readonly NamedDecision[] {
  const named = decisions && resolved(decisions, folder, fact.category);
  const proposed = proposal?.decisions;
  if (named && proposed && !isSame(named, proposed))
    throw new Problem(
      409,
      'differs-from-proposal',
      'Another officer proposed to strike out other decisions. Confirm those, or refuse the objection.',
    );
  const found = proposed ?? named ?? fact.decisions;
  if (found.length > 0) return found;
  throw new Problem(
    400,
    'nothing-named',
    'An objection is upheld by striking out decisions, and none is named. Name those that do not hold.',
  );
}

const isSame = (a: readonly NamedDecision[], b: readonly NamedDecision[]): boolean =>
  a.length === b.length &&
  a.every(({ fact, person }) => b.some((other) => other.fact === fact && other.person === person));
