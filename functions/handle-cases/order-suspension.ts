import type { OrderFact } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import { orderedIn } from '../../lib/credit-file/projection/staff-orders.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { OrderAnswer, OrderRequest } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { type CaseSubject, subjectOf } from './subject.ts';

/**
 * Notes what the bureau decided of a member of staff at a published C (Art. 24 (2)). It waits for a second officer, as a
 * suspension does.
 * @throws Problem 400, 404, 409
 */
export async function orderSuspension(
  { subject, act, reason }: OrderRequest,
  by: string,
  deps: CaseDeps,
): Promise<OrderAnswer> {
  const found = await subjectOf(subject, deps);
  const { party, category } = found.file;
  const cycle = cycleAtC(found);
  const before = orderedIn(cycle, { facts: found.folder.facts, category });
  // Whoever ordered it may have been stopped before the file was projected.
  if (before.pending) await projectParty(party, deps.ports);
  refuseAgain(act, before);
  const now = deps.runtime.clock();
  const fact: OrderFact = {
    type: 'order',
    key: orderKey(found, cycle),
    origin: officerOrigin(by, now.toISOString()),
    category,
    cycle,
    act,
    reason: deps.vault.seal(reason, party),
  };
  const isFirst = await deps.folders.addFact(party, fact);
  await projectParty(party, deps.ports);
  if (!isFirst) throw meanwhile();
  deps.runtime.log.info('suspension.ordered', { category, party, cycle, act, by });
  return {
    act,
    cycle,
    state: 'held',
    decide: `POST /v1/deliveries/settlement.${subjectText(found.file)}/release`,
  };
}

/** The cycle of the last published result, which is C. @throws Problem 409 */
function cycleAtC({ file }: CaseSubject): number {
  const last = file.published?.at(-1);
  if (last?.grade === 'C') return last.cycle;
  throw new Problem(
    409,
    'not-at-c',
    `The last published result is ${last ? `${last.cycle} ${last.grade}` : 'none'}, and this is decided at C alone. At D and E the grade decides.`,
  );
}

/** @throws Problem 409 */
function refuseAgain(act: OrderFact['act'], { suspendedFrom, pending }: ReturnType<typeof orderedIn>): void {
  if (pending) throw meanwhile();
  if ((act === 'suspend') === (suspendedFrom === undefined)) return;
  throw new Problem(
    409,
    'nothing-to-order',
    act === 'suspend' ? 'The services are suspended already.' : 'Nothing is suspended by an order.',
  );
}

const meanwhile = (): Problem =>
  new Problem(
    409,
    'order-waits',
    'An order about this subject waits for a second officer. See GET /v1/reviews.',
  );

/** Orders are numbered, so that of two officers at once only one can use a number. */
function orderKey({ file, folder }: CaseSubject, cycle: number): string {
  const known = folder.facts.filter(({ type }) => type === 'order');
  return `B.${file.category}.${cycle}.r${String(known.length + 1).padStart(6, '0')}`;
}
