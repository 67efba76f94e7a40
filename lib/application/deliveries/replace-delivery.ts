import type { FileStore } from '../../credit-file/ports.ts';
import type { Delivery, Receiver } from '../../credit-file/projection/delivery-state.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import { Fault } from '../../shared/fault.ts';

const writes = 12;

/**
 * Changes the delivery of a file to one receiver, on the current state of the file, and releases its lease.
 * @throws Fault when the file changed at each try
 */
export async function replaceDelivery(
  known: FileState,
  receiver: Receiver,
  { change, folders }: { change: (delivery: Delivery) => Delivery; folders: FileStore },
): Promise<FileState> {
  let file: FileState | undefined = known;
  for (let count = 0; file && count < writes; count++) {
    const next = withDelivery(file, receiver, change);
    if (await folders.putFile(next)) return next;
    file = await folders.readFile(known);
  }
  throw new Fault(
    'store-contention',
    `The file of ${known.party} changed too often while a delivery was noted.`,
  );
}

function withDelivery(
  file: FileState,
  receiver: Receiver,
  change: (delivery: Delivery) => Delivery,
): FileState {
  const known = file.deliveries[receiver];
  const { [receiver]: _, ...leases } = file.leases;
  const { [receiver]: left, ...abandoned } = file.abandoned ?? {};
  const delivery: Delivery | undefined = known && (left ? { ...known, unconfirmed: true } : known);
  return {
    ...file,
    revision: file.revision + 1,
    leases,
    abandoned,
    deliveries: { ...file.deliveries, ...(delivery && { [receiver]: change(delivery) }) },
  };
}
