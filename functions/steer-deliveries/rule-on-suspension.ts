import type { RulingFact } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Suspension } from '../../lib/credit-file/projection/suspension.ts';
import type { ProjectionPorts } from '../../lib/credit-file/projection-ports.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Category } from '../../lib/shared/category.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import { deliveryView, parseDeliveryId, unknownDelivery } from './delivery-view.ts';

/**
 * Records that a second officer releases or refuses a pending suspension (四眼原则). The person who sent, corrected or
 * matched the record may not.
 * @throws Problem 403, 404, 409
 */
export async function ruleOnSuspension(
  id: string,
  { verdict, reason, by }: { verdict: RulingFact['verdict']; reason: string; by: string },
  { runtime, folders, ports }: { runtime: Runtime; folders: FolderStore; ports: ProjectionPorts },
): Promise<DeliveryView | { id: string; state: 'refused' }> {
  const { receiver, subject } = parseDeliveryId(id);
  const { facts, files } = await folders.readFolder(subject.party);
  const file = files.get(subject.category);
  if (!file || receiver !== 'settlement') throw unknownDelivery();
  if (!file.pendingSuspension)
    throw new Problem(409, 'not-held', 'No suspension of this file waits for a release.');
  const { suspension, proposedBy } = file.pendingSuspension;
  if ([proposedBy].flat().includes(by)) {
    throw new Problem(
      403,
      'same-officer',
      'Who sent, corrected or matched the record cannot rule on it. A second officer must decide.',
    );
  }
  const rulings = facts.filter((known) => known.type === 'ruling');
  if (rulings.some((ruling) => covers(ruling, suspension))) {
    // Whoever ruled may have been stopped before the file was projected.
    await projectParty(subject.party, ports);
    throw alreadyRuled();
  }
  const at = runtime.clock().toISOString();
  const fact: RulingFact = {
    type: 'ruling',
    key: rulingKey(subject.category, rulings),
    origin: officerOrigin(by, at),
    category: subject.category,
    suspension: suspension.id,
    ...(suspension.restsOn && { restsOn: suspension.restsOn }),
    ...(suspension.months !== undefined && { months: suspension.months }),
    verdict,
    reason,
  };
  const isFirst = await folders.addFact(subject.party, fact);
  await projectParty(subject.party, ports);
  if (!isFirst) throw alreadyRuled();
  runtime.log.info('suspension.ruled', { ...subject, verdict, by });
  const after = await folders.readFile(subject);
  return (after && deliveryView(after, receiver)) ?? { id, state: 'refused' };
}

/** Whether a ruling is about this very suspension, which the file still shows as pending. */
const covers = (ruling: RulingFact, { id, kind, months = 0, restsOn = [] }: Suspension): boolean =>
  ruling.restsOn && (kind === undefined || ruling.suspension === id)
    ? (ruling.months ?? 0) >= months && restsOn.every((key) => ruling.restsOn?.includes(key))
    : ruling.suspension === id;

const alreadyRuled = (): Problem =>
  new Problem(409, 'already-ruled', 'Another officer has decided on this suspension just now.');

/** Rulings are numbered, because a clock may step back. Of two officers at once only one can use a number. */
const rulingKey = (category: Category, rulings: readonly RulingFact[]): string =>
  `V.${category}.r${String(rulings.length + 1).padStart(6, '0')}`;
