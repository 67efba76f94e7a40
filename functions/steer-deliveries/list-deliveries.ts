import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { agendaShards } from '../../lib/store/keys.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import { deliveryView } from './delivery-view.ts';

const entriesAShard = 100;
const filesAPage = 200;
/** Behind every instant and behind what was given up. */
const wholeAgenda = '9999-~';

export interface DeliveryFilter {
  readonly receiver?: Receiver;
  readonly state?: DeliveryView['state'];
  readonly after?: string;
}

/**
 * Deliveries that are not settled come from the agenda, so that they are found at once; settled ones, and a list
 * without a state, go through all files a page at a time. The agenda is an index, a moment behind the files, and an
 * entry that moves in it is for that moment nowhere: only the list without a state is sure that nothing is pending.
 */
export async function listDeliveries(
  { receiver, state, after }: DeliveryFilter,
  folders: FolderStore,
): Promise<{ deliveries: DeliveryView[]; next?: string }> {
  const wanted = receiver ? [receiver] : receivers;
  const viewsOf = (file: FileState): DeliveryView[] =>
    wanted
      .map((name) => deliveryView(file, name))
      .filter((view) => view !== undefined)
      .filter((view) => state === undefined || view.state === state);
  if (state !== undefined && state !== 'settled') {
    return { deliveries: (await filesOfAgenda(folders)).flatMap(viewsOf) };
  }
  const page = await folders.scanFiles({ limit: filesAPage, ...(after && { after }) });
  return { deliveries: page.files.flatMap(viewsOf), ...(page.next && { next: page.next }) };
}

async function filesOfAgenda(folders: FolderStore): Promise<FileState[]> {
  const shards = Array.from({ length: agendaShards }, (_, shard) => shard);
  const entries = await Promise.all(
    shards.map((shard) => folders.due({ shard, until: wholeAgenda, limit: entriesAShard })),
  );
  const files: FileState[] = [];
  for (const entry of entries.flat()) {
    const file = entry.kind === 'file' ? await folders.readFile(entry.subject) : undefined;
    if (file) files.push(file);
  }
  return files;
}
