import type { PartyKey, SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import { type Receiver, triesOf } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Category, categories } from '../../lib/shared/category.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import { explainDelivery } from '../../schemas/reasons/deliveries.ts';
import { sentencesOf } from '../../schemas/reasons/reason.ts';

/** `<receiver>.<category>.<party>`. Contains no personal data. */
export const deliveryIdOf = (receiver: Receiver, { category, party }: SubjectKey): string =>
  `${receiver}.${category}.${party}`;

/** @throws Problem 404 if the text is not an id of a delivery */
export function parseDeliveryId(id: string): { receiver: Receiver; subject: SubjectKey } {
  const [receiver, category, party, ...rest] = id.split('.');
  const isReceiver = receiver === 'directory' || receiver === 'settlement';
  if (
    !isReceiver ||
    !categories.includes(category as Category) ||
    !/^[\w-]{22}$/.test(party ?? '') ||
    rest.length > 0
  ) {
    throw unknownDelivery();
  }
  return { receiver, subject: { category: category as Category, party: party as PartyKey } };
}

export const unknownDelivery = (): Problem =>
  new Problem(404, 'unknown-delivery', 'There is no such delivery. Use an id of GET /v1/deliveries.');

/**
 * One delivery as operations see it. The state `held` of the contract means a pending suspension: it waits for a second
 * officer.
 */
export function deliveryView(file: FileState, receiver: Receiver): DeliveryView | undefined {
  const isPendingSuspension = receiver === 'settlement' && file.pendingSuspension !== undefined;
  const delivery = file.deliveries[receiver];
  if (!delivery && !isPendingSuspension) return undefined;
  return {
    id: deliveryIdOf(receiver, file),
    receiver,
    category: file.category,
    state: isPendingSuspension ? 'held' : (delivery?.stage ?? 'settled'),
    version: delivery?.wanted.version ?? file.version,
    attempt: delivery ? triesOf(delivery) : 0,
    ...(delivery?.pendingSince && { pendingSince: delivery.pendingSince }),
    ...(isPendingSuspension && file.pendingSuspension
      ? { dueAt: file.pendingSuspension.dueAt }
      : delivery?.dueAt && { dueAt: delivery.dueAt }),
    ...(delivery?.acknowledged && { acknowledgedAt: delivery.acknowledged.at }),
    ...(delivery?.problem && {
      problem: delivery.problem,
      explanation: sentencesOf(explainDelivery(delivery.problem)),
    }),
  };
}
