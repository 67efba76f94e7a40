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
  holdings: ReceiverStates,
  deps: ReconcileDeps,
): Promise<void> {
  const { runtime, folders } = deps;
  const idOf = receiver === 'directory' ? recordIdOf : suspensionIdOf;
  const strangers = new Set(holdings.keys());
  let compared = 0;
  let differences = 0;
  let after: string | undefined;
  do {
    const page = await folders.scanFiles({ limit: filesAPage, ...(after && { after }) });
    for (const file of page.files) {
      const id = idOf(file);
      strangers.delete(id);
      const delivery = file.deliveries[receiver];
      const held = holdings.get(id);
      if (!delivery || (delivery.stage !== 'settled' && !isBehind(delivery, held))) continue;
      compared++;
      if (isAsWanted(delivery, held)) continue;
      differences++;
      await tellAgain(goneOn(file, receiver, held), receiver, deps);
    }
    after = page.next;
  } while (after);
  runtime.metrics.add('ReconciliationDifferences', differences + strangers.size);
  runtime.log.info('reconciliation.done', { receiver, compared, differences, strangers: strangers.size });
}

/** Whether the receiver has the acknowledged version, or no entry where none was wanted. */
const isAsWanted = ({ wanted, acknowledged }: Delivery, held: number | undefined): boolean =>
  wanted.digest === undefined ? held === undefined : held === acknowledged?.version;

/**
 * Whether the receiver has a newer version than the file ever wanted. That happens after the table was restored to an
 * earlier instant. The file's version then continues after the receiver's, otherwise every delivery would be refused as
 * stale. The receiver's entries were read before the file, so that a concurrent delivery cannot look like this.
 */
function isBehind({ wanted }: Delivery, held: number | undefined): held is number {
  return held !== undefined && held > wanted.version;
}

function goneOn(file: FileState, receiver: Receiver, held: number | undefined): FileState {
  const delivery = file.deliveries[receiver];
  if (!delivery || !isBehind(delivery, held)) return file;
  const version = Math.max(held, file.version) + 1;
  const wanted = { ...delivery.wanted, version };
  return { ...file, version, deliveries: { ...file.deliveries, [receiver]: { ...delivery, wanted } } };
}

/** A file that is changed concurrently is delivered by that change. */
async function tellAgain(
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
