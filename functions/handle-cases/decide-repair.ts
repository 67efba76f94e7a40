import { openCase } from '../../lib/application/cases/open-case.ts';
import { applyCase } from '../../lib/application/cases/resolve-case.ts';
import type { RefusalGround, RepairDecisionContent } from '../../lib/credit-file/cases/case-fact.ts';
import { countedFrom } from '../../lib/credit-file/cases/deadline.ts';
import { groundText } from '../../lib/credit-file/cases/obstacles.ts';
import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import type { FactBase } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import { timeLimit } from '../../lib/regulation/time-limits.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import type { RepairDecisionRequest } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { notRepairable, obstaclesTo } from './repair-rules.ts';
import { say } from './say.ts';
import { decideOrPropose } from './second-officer.ts';

type OpenedRepair = Awaited<ReturnType<typeof openCase<'repair'>>>;

/** Records that a named officer grants or refuses a repair (处理意见, Art. 31). @throws Problem 400, 403, 404, 409 */
export async function decideRepair(
  id: string,
  request: RepairDecisionRequest,
  by: string,
  deps: CaseDeps,
): Promise<OpenedRepair> {
  const { runtime, vault, deadlines } = deps;
  const opened = await openCase('repair', id, deps.ports);
  const { folder, one } = opened;
  await refuseDecided(opened, deps);
  const { category, division } = one.fact;
  const now = runtime.clock();
  const today = dayOf(now);
  const obstacles = obstaclesTo(one, folder, { today, book: deps.ports.policy.book });
  const isGranted = request.verdict === 'granted';
  if (isGranted && obstacles.length > 0) throw notRepairable(obstacles);
  const grounds = isGranted ? [] : groundsFor(request, obstacles);
  const decision: FactBase & RepairDecisionContent = {
    type: 'repair-decision',
    key: `KD.${category}.${one.id}`,
    origin: officerOrigin(by, now.toISOString()),
    category,
    case: one.id,
    isProposed: false,
    verdict: request.verdict,
    decidedOn: today,
    ...(await deps.numberNotice(opened, today)),
    reason: vault.seal(request.reason, folder.party),
    grounds,
    ...(isGranted && {
      notice: await countedFrom(today, timeLimit('repair.notice', today), { deadlines, place: { division } }),
    }),
  };
  const proposal = { proposal: one.proposal, proposalKey: `KP.${category}.${one.id}`, by };
  return decideOrPropose(opened, decision, proposal, deps);
}

/** @throws Problem 409 if the repair is already decided */
async function refuseDecided(opened: OpenedRepair, deps: CaseDeps): Promise<void> {
  const { decision } = opened.one;
  if (!decision) return;
  await applyCase(opened, deps.ports);
  throw new Problem(
    409,
    'already-decided',
    `This repair was ${decision.verdict} on ${decision.decidedOn}. A decision stands.`,
  );
}

/** A ground of Art. 29 must apply today. The ground `other` needs the article it rests on. */
function groundsFor(
  { ground, article }: RepairDecisionRequest,
  obstacles: readonly RefusalGround[],
): readonly RefusalGround[] {
  if (ground === 'other') return [{ ground, article: article ?? '' }];
  const found = obstacles.filter((obstacle) => obstacle.ground === ground);
  if (found.length > 0) return found;
  const there = obstacles.map(groundText).join('; ') || 'none of 第二十九条';
  throw new Problem(
    409,
    'ground-not-found',
    `The ground ${ground} does not stand today. What does: ${there}. Name that, or \`other\` with its article.`,
  );
}

/**
 * Extends a complicated repair once, to 30 working days from its receipt (延长处理时限, Art. 31).
 * @throws Problem 404, 409
 */
export async function extendRepair(
  id: string,
  reason: string,
  by: string,
  deps: CaseDeps,
): Promise<OpenedRepair> {
  const { runtime, vault, deadlines } = deps;
  const opened = await openCase('repair', id, deps.ports);
  const { folder, one } = opened;
  await refuseDecided(opened, deps);
  const now = runtime.clock();
  refuseExtension(one, dayOf(now));
  const { category, receivedOn, division } = one.fact;
  const place = { deadlines, place: { division } };
  const applied = await say(
    opened,
    {
      type: 'repair-extension',
      key: `KX.${category}.${one.id}`,
      origin: officerOrigin(by, now.toISOString()),
      category,
      case: one.id,
      decideBy: await countedFrom(receivedOn, timeLimit('repair.decide-extended', receivedOn), place),
      reason: vault.seal(reason, folder.party),
    },
    deps,
  );
  runtime.log.info('case.extended', { kind: 'repair', category, party: folder.party, number: one.id, by });
  return applied;
}

function refuseExtension({ extension, decideBy }: Repair, today: Day): void {
  if (extension)
    throw new Problem(
      409,
      'already-extended',
      `This repair was extended to ${decideBy.on}, the most that 第三十一条 allows. Decide it.`,
    );
  if (today > decideBy.on)
    throw new Problem(
      409,
      'deadline-passed',
      `This repair was due on ${decideBy.on}; it can be extended before that day is over only. Decide it.`,
    );
}
