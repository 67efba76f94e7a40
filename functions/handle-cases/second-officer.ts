import type { Opened } from '../../lib/application/cases/open-case.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import { sanctionsLiftedBy } from '../../lib/credit-file/lifted-sanctions.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { CaseDeps } from './case-deps.ts';
import { say } from './say.ts';

/** A decision that one officer can propose and another confirm. */
type Decision = Extract<
  CaseFact,
  { type: 'objection-decision' | 'objection-correction' | 'repair-decision' | 'refusal-ruling' }
>;

/**
 * Says a decision, or proposes it under a key of its own where a second officer has to confirm it.
 * @throws Problem 403, 409
 */
export async function decideOrPropose<Kind extends 'objection' | 'repair'>(
  opened: Opened<Kind>,
  decision: Decision,
  { proposal, proposalKey, by }: { proposal: Decision | undefined; proposalKey: string; by: string },
  deps: CaseDeps,
): Promise<Opened<Kind>> {
  const { folder, one } = opened;
  const { log } = deps.runtime;
  const about = { kind: one.kind, category: decision.category, party: folder.party, number: one.id, by };
  if (eyesFor(decision, { folder, proposal, by }, deps) === 'propose') {
    const waiting = await say(opened, { ...decision, key: proposalKey, isProposed: true }, deps);
    log.info('case.proposed', about);
    return waiting;
  }
  const isConfirmed = decision.verdict !== 'refused' && proposal !== undefined;
  const applied = await say(opened, { ...decision, ...(isConfirmed && confirmed(decision, proposal)) }, deps);
  log.info('case.decided', { ...about, verdict: decision.verdict });
  return applied;
}

/** What a confirmed decision keeps of its proposal: who proposed it, and why. The second officer's words stand beside. */
const confirmed = (
  { reason }: { reason: Sealed },
  proposal: { readonly origin: { readonly by: string }; readonly reason: Sealed },
) => ({ proposedBy: proposal.origin.by, reason: proposal.reason, confirmation: reason });

/**
 * Four-eyes principle (四眼原则): a decision that lifts a sanction in force is first proposed, then confirmed by another
 * officer.
 * @throws Problem 403 same-officer
 */
function eyesFor(
  decision: CaseFact,
  { folder, proposal, by }: { folder: Folder; proposal: CaseFact | undefined; by: string },
  { ports, runtime }: Pick<CaseDeps, 'ports' | 'runtime'>,
): 'enough' | 'propose' {
  const lifted = sanctionsLiftedBy([decision], folder, { ...ports, now: runtime.clock() });
  if (lifted.length === 0) return 'enough';
  if (!proposal) return 'propose';
  if (proposal.origin.by !== by) return 'enough';
  throw new Problem(
    403,
    'same-officer',
    `This lifts ${lifted.join(', ')} and was proposed by the same officer. A second officer must confirm it.`,
  );
}
