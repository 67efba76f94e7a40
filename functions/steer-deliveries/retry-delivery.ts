import type { Hints } from '../../lib/application/deliveries/hints.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { triedAgain } from '../../lib/credit-file/projection/delivery-state.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import { deliveryView, parseDeliveryId, unknownDelivery } from './delivery-view.ts';

const writes = 12;

/**
 * Schedules another attempt of a pending or given-up delivery, on an operator's request.
 * @throws Problem 404, 409, 503
 */
export async function retryDelivery(
  id: string,
  { runtime, folders, hints }: { runtime: Runtime; folders: FolderStore; hints: Hints },
): Promise<DeliveryView> {
  const { receiver, subject } = parseDeliveryId(id);
  for (let count = 0; count < writes; count++) {
    const file = await folders.readFile(subject);
    const delivery = file?.deliveries[receiver];
    if (!file || !delivery) throw unknownDelivery();
    if (delivery.stage === 'settled') {
      throw new Problem(
        409,
        'delivery-settled',
        'The receiver has acknowledged this state. Order a reconciliation if in doubt.',
      );
    }
    const next = {
      ...file,
      revision: file.revision + 1,
      deliveries: { ...file.deliveries, [receiver]: triedAgain(delivery, runtime.clock()) },
    };
    if (!(await folders.putFile(next))) continue;
    hints.note(subject, receiver);
    return deliveryView(next, receiver) ?? raise();
  }
  throw new Problem(503, 'busy', 'The file changes too often just now. Try again.');
}

function raise(): never {
  throw unknownDelivery();
}
