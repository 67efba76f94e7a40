import type { Opened } from '../../lib/application/cases/open-case.ts';
import { applyCase } from '../../lib/application/cases/resolve-case.ts';
import type { Case } from '../../lib/credit-file/cases/case-state.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { CaseDeps } from './case-deps.ts';

/**
 * Adds a fact to a case and applies it. The index entry is written first, so that the sweep completes the work after a
 * crash.
 * @throws Problem 409 when another officer was faster
 */
export async function say<K extends Case['kind']>(
  opened: Opened<K>,
  fact: CaseFact,
  deps: CaseDeps,
): Promise<Opened<K>> {
  const { filedAt, key, folder, one } = opened;
  const on = dayOf(deps.runtime.clock());
  await deps.folders.moveCase(filedAt, key, { on, stage: 'settling' });
  const isFirst = await deps.folders.addFact(folder.party, fact);
  const applied = await applyCase(opened, deps.ports);
  if (!isFirst)
    throw new Problem(
      409,
      'decided-meanwhile',
      `Another officer was faster; the ${one.kind} is now ${applied.one?.state}. Read it again before going on.`,
    );
  return applied as Opened<K>;
}
