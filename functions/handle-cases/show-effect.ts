import { effectView } from '../../lib/application/cases/effect-view.ts';
import { noteCaseDisclosure } from '../../lib/application/cases/note-case-disclosure.ts';
import { type Opened, openCase } from '../../lib/application/cases/open-case.ts';
import { isUndecided } from '../../lib/credit-file/cases/objection.ts';
import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import { changesBy } from '../../lib/credit-file/changes-by.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { addDays, type Day, dayOf } from '../../lib/shared/day.ts';
import type { ObjectionEffectRequest } from '../../schemas/cases.ts';
import type { EffectAnswer } from '../../schemas/effects.ts';
import { upheldChanges } from './asked-changes.ts';
import type { CaseDeps } from './case-deps.ts';
import { changesSaid } from './decide-objection.ts';

/** What upholding an objection would change in the file. Nothing is decided. @throws Problem 400, 404, 409 */
export async function effectOfObjection(
  id: string,
  request: ObjectionEffectRequest,
  by: string,
  deps: CaseDeps,
): Promise<EffectAnswer> {
  const opened = await openCase('objection', id, deps.ports);
  const { folder, one } = opened;
  if (!isUndecided(one)) throw decided(one.state);
  const today = dayOf(deps.runtime.clock());
  const changes = upheldChanges(request, one, { folder, today });
  const { category } = one.fact;
  return shown(
    opened,
    {
      type: 'objection-decision',
      ...changesSaid(changes),
      key: `OD.${category}.${one.id}`,
      ...said(opened, by, deps),
      isProposed: false,
      verdict: 'upheld',
      decidedOn: today,
      decisions: changes.decisions,
      attachments: [],
    },
    by,
    deps,
  );
}

/** What granting a repair would change in the file once its public notice is over. @throws Problem 404, 409 */
export async function effectOfRepair(id: string, by: string, deps: CaseDeps): Promise<EffectAnswer> {
  const opened = await openCase('repair', id, deps.ports);
  return shown(opened, grantOf(opened, by, deps), by, deps);
}

function grantOf(opened: Opened<'repair'>, by: string, deps: CaseDeps): CaseFact {
  const today = dayOf(deps.runtime.clock());
  const { one } = opened;
  const granted = {
    ...said(opened, by, deps),
    isProposed: false,
    decidedOn: today,
    notice: overBefore(today),
  };
  if (!isOpen(one)) throw decided(one.state);
  return one.state === 'refusal-contested'
    ? { type: 'refusal-ruling', key: `KR.${one.fact.category}.${one.id}`, verdict: 'upheld', ...granted }
    : {
        type: 'repair-decision',
        key: `KD.${one.fact.category}.${one.id}`,
        verdict: 'granted',
        serial: '',
        grounds: [],
        ...granted,
      };
}

const isOpen = ({ state }: Repair): boolean => ['open', 'proposed', 'refusal-contested'].includes(state);

/** A public notice that is over. */
const overBefore = (today: Day) => {
  const on = addDays(today, -1);
  return { on, provisional: false, from: on, workingDays: 0 };
};

const said = ({ one: { fact, id } }: Opened<'objection' | 'repair'>, by: string, { runtime }: CaseDeps) => ({
  origin: officerOrigin(by, runtime.clock().toISOString()),
  category: fact.category,
  case: id,
  reason: '' as Sealed,
});

async function shown(
  { one, folder }: Opened<'objection' | 'repair'>,
  fact: CaseFact,
  by: string,
  deps: CaseDeps,
): Promise<EffectAnswer> {
  const { ports, runtime, vault } = deps;
  const receiptId = await noteCaseDisclosure({ one, party: folder.party }, by, deps);
  const changes = changesBy([fact], folder, { ...ports, now: runtime.clock() });
  return effectView([changes], { receiptId, vault, nameAs: (name) => name });
}

const decided = (state: string): Problem =>
  new Problem(
    409,
    'already-decided',
    `The case is ${state}. Nothing waits for a decision that could change the file.`,
  );
