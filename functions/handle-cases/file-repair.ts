import { applyCase } from '../../lib/application/cases/resolve-case.ts';
import type { NamedDecision } from '../../lib/credit-file/cases/case-fact.ts';
import { nextDeadline } from '../../lib/credit-file/cases/case-state.ts';
import { countedFrom } from '../../lib/credit-file/cases/deadline.ts';
import { exclusionOf, exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import { obstaclesOf } from '../../lib/credit-file/cases/obstacles.ts';
import { type Repair, repairsOf } from '../../lib/credit-file/cases/repair.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { timeLimit } from '../../lib/regulation/time-limits.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Category } from '../../lib/shared/category.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import type { RepairRequest } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { rulesFor } from './repair-rules.ts';
import { entitled, receivedOn, resolved, subjectOf } from './subject.ts';

/**
 * Files an application for repair (信用修复申请, Art. 28, 30). It is accepted even if an obstacle of Art. 29 exists; the
 * obstacle is recorded, so that an officer can refuse by it. What another authority found is not accepted. The index entry
 * says that it is to be applied, so that the sweep completes the work after a crash.
 * @throws Problem 400, 403, 404, 409
 */
export async function fileRepair(
  request: RepairRequest,
  by: string,
  deps: CaseDeps,
): Promise<{ one: Repair; party: PartyKey }> {
  const { runtime, folders, vault, deadlines, ports } = deps;
  const subject = await subjectOf(request.subject, deps);
  const { folder, division } = subject;
  const { category, party } = subject.file;
  const applicant = await entitled(request.applicant, subject, deps);
  const now = runtime.clock();
  const today = dayOf(now);
  const received = receivedOn(request.receivedOn, now);
  const decisions = resolved(request.decisions, folder, category);
  const known = repairsOf(folder.facts, category, today);
  refuseTwice(decisions, known);
  refuseExcluded(decisions, folder, { category, today });
  refuseElsewhere(decisions);
  const number = String(known.length + 1);
  const decideBy = await countedFrom(received, timeLimit('repair.decide', received), {
    deadlines,
    place: { division },
  });
  const fact: CaseFact = {
    type: 'repair',
    key: `K.${category}.${number}`,
    origin: officerOrigin(by, now.toISOString()),
    category,
    case: number,
    receivedOn: received,
    decideBy,
    ...(division && { division }),
    decisions,
    applicant,
    grounds: vault.seal(request.grounds, party),
    attachments: request.attachments,
    obstacles: obstaclesOf(
      decisions,
      rulesFor({ receivedOn: received, today: received, book: ports.policy.book }, folder, category),
    ),
  };
  if (!(await folders.addCase(party, fact, { on: today, stage: 'settling' })))
    throw new Problem(
      409,
      'repair-open',
      'Another repair of this file was filed just now. Read the file again.',
    );
  const { one } = await applyCase({ filedAt: party, key: fact.key }, ports);
  runtime.log.info('case.filed', { kind: 'repair', category, party, number, by });
  if (one?.kind !== 'repair') throw new RangeError('the repair just filed is not there');
  return { one, party };
}

/** Who found it repairs it (谁认定谁修复, Art. 28). */
function refuseElsewhere(decisions: readonly NamedDecision[]): void {
  const elsewhere = decisions.find(({ isFoundElsewhere }) => isFoundElsewhere);
  if (!elsewhere) return;
  throw new Problem(
    409,
    'repair-found-elsewhere',
    `Document ${elsewhere.documentNumber} is a decision of ${elsewhere.authority}, which repairs it. Apply there; the repair takes effect here when its record arrives.`,
  );
}

/** A decision can have one open repair at a time. After a refused or stopped repair, another one may be filed. */
function refuseTwice(decisions: readonly NamedDecision[], known: readonly Repair[]): void {
  const open = known.find(
    (one) =>
      nextDeadline(one) &&
      one.fact.decisions.some(({ fact, person }) =>
        decisions.some((other) => other.fact === fact && other.person === person),
      ),
  );
  if (open)
    throw new Problem(
      409,
      'repair-open',
      `A repair of one of these decisions is ${open.state} since ${open.fact.receivedOn}. Wait for its end.`,
    );
}

function refuseExcluded(
  decisions: readonly NamedDecision[],
  { facts }: Folder,
  { category, today }: { category: Category; today: Day },
): void {
  const { inForce } = exclusionsOf(facts, category, today);
  for (const decision of decisions) {
    const exclusion = exclusionOf(inForce, decision);
    if (exclusion)
      throw new Problem(
        409,
        exclusion.by === 'repair' ? 'already-repaired' : 'already-struck-out',
        `Document ${decision.documentNumber} counts no more since ${exclusion.since}. There is nothing to repair.`,
      );
  }
}
