import type { Hints } from '../../lib/application/deliveries/hints.ts';
import { recordIdOf, suspensionIdOf } from '../../lib/application/deliveries/receiver-messages.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Delivery, type Receiver, triedAgain } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { ReceiverStates } from './receiver-states.ts';

export interface ReconcileDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly hints: Hints;
}

const filesAPage = 500;

/**
 * Compares the entries of a receiver with the desired state of the files. A file in sync that differs at the receiver
 * is delivered again. Entries of the receiver that belong to no file are counted as strangers, for a person to look at.
 */
export async function reconcile(
  receiver: Receiver,
  states: ReceiverStates,
  deps: ReconcileDeps,
): Promise<void> {
  const { runtime, folders } = deps;
  const idOf = receiver === 'directory' ? recordIdOf : suspensionIdOf;
  const strangers = new Set(states.keys());
  let compared = 0;
  let differences = 0;
  let after: string | undefined;
  do {
    const page = await folders.scanFiles({ limit: filesAPage, ...(after && { after }) });
    for (const file of page.files) {
      const id = idOf(file);
      strangers.delete(id);
      const delivery = file.deliveries[receiver];
      const receiverVersion = states.get(id);
      if (!delivery || (delivery.stage !== 'settled' && !isBehind(delivery, receiverVersion))) continue;
      compared++;
      if (isAsWanted(delivery, receiverVersion)) continue;
      differences++;
      await deliverAgain(withNewerVersion(file, receiver, receiverVersion), receiver, deps);
    }
    after = page.next;
  } while (after);
  runtime.metrics.add('ReconciliationDifferences', differences + strangers.size);
  runtime.log.info('reconciliation.done', { receiver, compared, differences, strangers: strangers.size });
}

/** Whether the receiver has the acknowledged version, or no entry where none was wanted. */
const isAsWanted = ({ wanted, acknowledged }: Delivery, receiverVersion: number | undefined): boolean =>
  wanted.digest === undefined ? receiverVersion === undefined : receiverVersion === acknowledged?.version;

/**
 * Whether the receiver has a newer version than the file ever wanted. That happens after the table was restored to an
 * earlier instant. The file's version then continues after the receiver's, otherwise every delivery would be refused as
 * stale. The receiver's entries were read before the file, so that a concurrent delivery cannot look like this.
 */
function isBehind({ wanted }: Delivery, receiverVersion: number | undefined): receiverVersion is number {
  return receiverVersion !== undefined && receiverVersion > wanted.version;
}

function withNewerVersion(
  file: FileState,
  receiver: Receiver,
  receiverVersion: number | undefined,
): FileState {
  const delivery = file.deliveries[receiver];
  if (!delivery || !isBehind(delivery, receiverVersion)) return file;
  const version = Math.max(receiverVersion, file.version) + 1;
  const wanted = { ...delivery.wanted, version };
  return { ...file, version, deliveries: { ...file.deliveries, [receiver]: { ...delivery, wanted } } };
}

/** A file that is changed concurrently is delivered by that change. */
async function deliverAgain(
  file: FileState,
  receiver: Receiver,
  { runtime, folders, hints }: ReconcileDeps,
): Promise<void> {
  const delivery = file.deliveries[receiver];
  if (!delivery) return;
  const next = {
    ...file,
    revision: file.revision + 1,
    deliveries: { ...file.deliveries, [receiver]: triedAgain(delivery, runtime.clock(), true) },
  };
  if (await folders.putFile(next)) hints.note(file, receiver);
}
