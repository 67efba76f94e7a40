import { openCase } from '../../lib/application/cases/open-case.ts';
import { applyCase } from '../../lib/application/cases/resolve-case.ts';
import type {
  ObjectionCorrectionContent,
  ObjectionDecisionContent,
} from '../../lib/credit-file/cases/case-fact.ts';
import { isUndecided } from '../../lib/credit-file/cases/objection.ts';
import type { FactBase } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { ObjectionDecisionRequest } from '../../schemas/cases.ts';
import { type Changes, upheldChanges } from './asked-changes.ts';
import type { CaseDeps } from './case-deps.ts';
import { decideOrPropose } from './second-officer.ts';

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
  const changes =
    request.verdict === 'upheld' ? upheldChanges(request, one, { folder, today: dayOf(now) }) : noChanges;
  const decision: FactBase & (ObjectionDecisionContent | ObjectionCorrectionContent) = {
    type: 'objection-decision',
    ...changesSaid(changes),
    key: `OD.${category}.${one.id}`,
    origin: officerOrigin(by, now.toISOString()),
    category,
    case: one.id,
    isProposed: false,
    verdict: request.verdict,
    decidedOn: dayOf(now),
    decisions: changes.decisions,
    reason: vault.seal(request.reason, folder.party),
    attachments: request.attachments ?? [],
    ...(await deps.numberNotice(opened, dayOf(now))),
  };
  const proposal = { proposal: one.proposal, proposalKey: `OP.${category}.${one.id}`, by };
  return decideOrPropose(opened, decision, proposal, deps);
}

const noChanges: Changes = { decisions: [], corrections: [], additions: [] };

/** A decision that only strikes out is said as earlier releases said it. */
export const changesSaid = ({ corrections, additions }: Changes) =>
  corrections.length + additions.length > 0
    ? ({
        type: 'objection-correction',
        ...(corrections.length > 0 && { corrections }),
        ...(additions.length > 0 && { additions }),
      } as const)
    : {};
