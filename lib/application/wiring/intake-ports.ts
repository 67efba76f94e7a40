import type { Fact } from '../../credit-file/facts/fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { ProjectionPolicy } from '../../credit-file/projection/project-folder.ts';
import type { IntakePorts, ProjectionPorts } from '../../credit-file/projection-ports.ts';
import { type Policy, shippedBook } from '../../regulation/policy.ts';
import { valueFault } from '../../regulation/policy-parameters.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Vault } from '../../runtime/vault.ts';
import { scoreCase } from '../../scoring/index.ts';
import { Fault } from '../../shared/fault.ts';
import { createPolicyStore } from '../../store/policy-store.ts';
import type { Table } from '../../store/table.ts';
import type { Hints } from '../deliveries/hints.ts';
import { namePorts } from '../intake/names.ts';
import { wakeRemoval } from '../intake/removals.ts';
import { resealFact } from '../intake/reseal-fact.ts';
import { type ReleasedPolicy, releasedPolicy } from './released-policy.ts';
import type { Stores } from './stores.ts';

/** Hours that a second officer has to decide (policy parameter, default one day). */
const defaultHoldHours = 24;

const defaultFirstCycle = 2026;

/**
 * Policy parameters of a deployment: what its bureau released, and its settings `SUSPENSION_MODE` (automatic |
 * four-eyes), `LATE_EVIDENCE` (carry | reopen), `HOLD_HOURS` and `FIRST_CYCLE` (the first cycle that it evaluates).
 * @throws Fault `setting-missing`
 */
export function policyOf(
  { env }: Pick<Runtime, 'env'>,
  { readings, entries }: ReleasedPolicy = shippedBook,
): ProjectionPolicy {
  const holdHours = Number(env['HOLD_HOURS'] || defaultHoldHours);
  const firstCycle = Number(env['FIRST_CYCLE'] || defaultFirstCycle);
  if (!(holdHours > 0 && holdHours <= 720)) throw faulty('HOLD_HOURS must be a number of hours up to 720.');
  if (!Number.isInteger(firstCycle) || firstCycle < 2023 || firstCycle > 2100)
    throw faulty('FIRST_CYCLE must be a year from 2023 on.');
  return { holdHours, firstCycle, book: { readings, entries, settings: settingsOf(env) } };
}

/** The policy parameters of a deployment, with what is released in its table now. */
export const policyOfTable = async (runtime: Pick<Runtime, 'env'>, table: Table): Promise<ProjectionPolicy> =>
  policyOf(runtime, await createPolicyStore(table).head());

/** Settings that take the place of a shipped value, with their names in the environment. */
const settingNames = {
  'suspension.mode': 'SUSPENSION_MODE',
  'cycle.late-evidence': 'LATE_EVIDENCE',
} as const;

function settingsOf(env: Runtime['env']): Partial<Policy> {
  const settings = Object.entries(settingNames).flatMap(([name, variable]) => {
    const value = env[variable];
    if (!value) return [];
    const fault = valueFault(name, value);
    if (fault) throw faulty(`${variable}: ${fault}`);
    return [[name, value]];
  });
  return Object.fromEntries(settings) as Partial<Policy>;
}

const faulty = (message: string): Fault => new Fault('setting-missing', message, { retryable: false });

/** The ports for projecting files. */
export const projectionPorts = (
  runtime: Runtime,
  { folders, runs, lists }: Pick<Stores, 'folders' | 'runs' | 'lists'>,
  hints: Hints,
): ProjectionPorts => ({
  store: folders,
  scorer: (input, options) => scoreCase(input, options),
  get policy() {
    return policyOf(runtime, releasedPolicy(runtime));
  },
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
  { vault, ...stores }: Pick<Stores, 'folders' | 'runs' | 'lists' | 'quarantine'> & { readonly vault: Vault },
  hints: Hints,
): IntakePorts =>
  Object.assign(projectionPorts(runtime, stores, hints), {
    names: namePorts({ ...stores, vault }),
    reseal: <F extends Fact>(fact: F, way: { from: PartyKey; to: PartyKey }) => resealFact(fact, way, vault),
    seal: (words: string, party: PartyKey) => vault.seal(words, party),
  });
