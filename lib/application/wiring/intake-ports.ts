import type { CyclePolicy } from '../../credit-file/projection/project-cycles.ts';
import type { ProjectionPolicy } from '../../credit-file/projection/project-folder.ts';
import type { IntakePorts, ProjectionPorts } from '../../credit-file/save-projection.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Vault } from '../../runtime/vault.ts';
import { policyFor, scoreCase } from '../../scoring/index.ts';
import { Fault } from '../../shared/fault.ts';
import type { Hints } from '../deliveries/hints.ts';
import { wakeRemoval } from '../intake/removals.ts';
import { resealFact } from '../intake/reseal-fact.ts';
import type { Stores } from './stores.ts';

/** Hours that a second officer has to decide (policy parameter, default one day). */
const defaultHoldHours = 24;

const defaultFirstCycle = 2026;

/**
 * Policy parameters of a deployment: `SUSPENSION_MODE` (automatic | four-eyes), `HOLD_HOURS`, and those of cycles.
 * @throws Fault `setting-missing`
 */
export function policyOf({ env }: Pick<Runtime, 'env'>): ProjectionPolicy {
  const mode = env['SUSPENSION_MODE'] || 'automatic';
  const holdHours = Number(env['HOLD_HOURS'] || defaultHoldHours);
  if (mode !== 'automatic' && mode !== 'four-eyes') {
    throw new Fault('setting-missing', 'SUSPENSION_MODE must be automatic or four-eyes.', {
      retryable: false,
    });
  }
  if (!(holdHours > 0 && holdHours <= 720)) {
    throw new Fault('setting-missing', 'HOLD_HOURS must be a number of hours up to 720.', {
      retryable: false,
    });
  }
  return { suspensionMode: mode, holdHours, ...cyclePolicyOf(env) };
}

/**
 * `FIRST_CYCLE`: the first cycle that this deployment evaluates. `LATE_EVIDENCE`: policy parameter
 * `cycle.late-evidence`.
 */
function cyclePolicyOf(env: Runtime['env']): CyclePolicy {
  const firstCycle = Number(env['FIRST_CYCLE'] || defaultFirstCycle);
  const lateEvidence = env['LATE_EVIDENCE'] || policyFor(firstCycle)['cycle.late-evidence'];
  if (!Number.isInteger(firstCycle) || firstCycle < 2023 || firstCycle > 2100) {
    throw new Fault('setting-missing', 'FIRST_CYCLE must be a year from 2023 on.', { retryable: false });
  }
  if (lateEvidence !== 'carry' && lateEvidence !== 'reopen') {
    throw new Fault('setting-missing', 'LATE_EVIDENCE must be carry or reopen.', { retryable: false });
  }
  return { firstCycle, lateEvidence };
}

/** The ports for projecting files. */
export const projectionPorts = (
  runtime: Runtime,
  { folders, runs, lists }: Pick<Stores, 'folders' | 'runs' | 'lists'>,
  hints: Hints,
): ProjectionPorts => ({
  store: folders,
  scorer: (input, options) => scoreCase(input, options),
  policy: policyOf(runtime),
  clock: runtime.clock,
  onChanged: (file) => hints.noteFile(file),
  onMatched: async (party, fact) => {
    const { run, row, batch } = fact.origin;
    await runs.matchLater(run, row, batch);
    await wakeRemoval(party, fact, lists);
    await folders.stopWaiting(party, fact.key);
  },
});

/** The ports for taking records into folders, for hosts that can open sealed values. */
export const intakePorts = (
  runtime: Runtime,
  { vault, ...stores }: Parameters<typeof projectionPorts>[1] & { readonly vault: Vault },
  hints: Hints,
): IntakePorts => ({
  ...projectionPorts(runtime, stores, hints),
  reseal: (fact, way) => resealFact(fact, way, vault),
  seal: (words, party) => vault.seal(words, party),
});
