import type { Hints } from '../../lib/application/deliveries/hints.ts';
import { recordIdOf, suspensionIdOf } from '../../lib/application/deliveries/receiver-messages.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Delivery, type Receiver, triedAgain } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { longestRetrySeconds } from '../../lib/delivery/index.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { ReceiverStates } from './receiver-states.ts';

export interface ReconcileDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly hints: Hints;
}

const filesAPage = 500;

/** What a comparison found. A stranger is an entry of the receiver that belongs to no file. */
interface Counts {
  compared: number;
  differences: number;
  pending: number;
  givenUp: number;
}

/**
 * Compares the entries of a receiver with the desired state of the files. A file in sync that differs at the receiver
 * is delivered again. A file that is not in sync (pending or given up) cannot be compared: it is counted as unsettled,
 * and not among those without a difference. Strangers are counted for a person to look at.
 */
export async function reconcile(
  receiver: Receiver,
  states: ReceiverStates,
  deps: ReconcileDeps,
): Promise<void> {
  const { runtime, folders } = deps;
  const idOf = receiver === 'directory' ? recordIdOf : suspensionIdOf;
  const strangers = new Set(states.keys());
  const counts: Counts = { compared: 0, differences: 0, pending: 0, givenUp: 0 };
  let after: string | undefined;
  do {
    const page = await folders.scanFiles({ limit: filesAPage, ...(after && { after }) });
    for (const file of page.files) {
      const id = idOf(file);
      strangers.delete(id);
      await compare(file, { receiver, receiverVersion: states.get(id), counts }, deps);
    }
    after = page.next;
  } while (after);
  const { differences, pending, givenUp } = counts;
  const unsettled = pending + givenUp;
  runtime.metrics.add('ReconciliationDifferences', differences + strangers.size);
  runtime.metrics.add('ReconciliationUnsettled', unsettled);
  const found = { compared: counts.compared, differences, strangers: strangers.size };
  runtime.log.info('reconciliation.done', { receiver, ...found, unsettled, pending, givenUp });
}

async function compare(
  file: FileState,
  {
    receiver,
    receiverVersion,
    counts,
  }: { receiver: Receiver; receiverVersion: number | undefined; counts: Counts },
  deps: ReconcileDeps,
): Promise<void> {
  const delivery = file.deliveries[receiver];
  if (!delivery) return;
  if (delivery.stage !== 'settled' && !isBehind(delivery, receiverVersion)) {
    counts[delivery.stage === 'pending' ? 'pending' : 'givenUp']++;
    if (isPutOffTooLong(delivery, deps.runtime.clock()))
      await deliverAgain(file, { receiver, forget: false }, deps);
    return;
  }
  counts.compared++;
  if (isAsWanted(delivery, receiverVersion)) return;
  counts.differences++;
  await deliverAgain(withNewerVersion(file, receiver, receiverVersion), { receiver, forget: true }, deps);
}

/**
 * Whether a pending delivery waits longer for its next attempt than any schedule of this release lets it. An earlier
 * release waited as long as the receiver asked for, which could be days.
 */
const isPutOffTooLong = ({ stage, dueAt = '' }: Delivery, now: Date): boolean =>
  stage === 'pending' && Date.parse(dueAt) > now.getTime() + longestRetrySeconds * 1000;

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
  { receiver, forget }: { receiver: Receiver; forget: boolean },
  { runtime, folders, hints }: ReconcileDeps,
): Promise<void> {
  const delivery = file.deliveries[receiver];
  if (!delivery) return;
  const next = {
    ...file,
    revision: file.revision + 1,
    deliveries: { ...file.deliveries, [receiver]: triedAgain(delivery, runtime.clock(), forget) },
  };
  if (await folders.putFile(next)) hints.note(file, receiver);
}
