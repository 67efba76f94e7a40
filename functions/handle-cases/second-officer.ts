import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import { sanctionsLiftedBy } from '../../lib/credit-file/lifted-sanctions.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { CaseDeps } from './case-deps.ts';

/** What a confirmed decision keeps of its proposal: who proposed it, and why. The second officer's words stand beside. */
export const confirmed = (
  { reason }: { reason: Sealed },
  proposal: { readonly origin: { readonly by: string }; readonly reason: Sealed },
) => ({ proposedBy: proposal.origin.by, reason: proposal.reason, confirmation: reason });

/**
 * Four-eyes principle (四眼原则): a decision that lifts a sanction in force is first proposed, then confirmed by another
 * officer.
 * @throws Problem 403 same-officer
 */
export function eyesFor(
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
