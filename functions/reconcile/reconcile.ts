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
 * Compares what a receiver holds with what the files want it to hold. A settled file that it holds otherwise is told
 * again; what it holds of no file of ours is reported, for a person.
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

/** It was acknowledged, so the receiver must hold that version, or nothing where nothing was wanted. */
const isAsWanted = ({ wanted, acknowledged }: Delivery, held: number | undefined): boolean =>
  wanted.digest === undefined ? held === undefined : held === acknowledged?.version;

/**
 * A receiver that holds a newer version than it was ever to hold was told by a table that was since restored to an earlier
 * instant: the file's version goes on behind it, or everything it is told would be refused as older. What receivers hold
 * was read before the file was, so that no other file is behind them like that.
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

/** A file that changes at this moment is told by that change. */
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
