import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import { isAgendaState } from './agenda-stretches.ts';
import { cursorText, type DeliveryCursor } from './delivery-cursor.ts';
import { deliveryView } from './delivery-view.ts';
import { type Read, walkAgenda, walkTable } from './walk-files.ts';

/**
 * About the number of keys that one page reads at most, so that it is answered within seconds even for a rare state.
 */
const keysAPage = 1000;

type Folders = Pick<FolderStore, 'due' | 'readFile' | 'scanFiles'>;

export interface DeliveryFilter {
  readonly receiver?: Receiver | undefined;
  readonly state?: DeliveryView['state'] | undefined;
  readonly after?: DeliveryCursor | undefined;
  readonly limit: number;
}

/**
 * Lists deliveries. Those that are not in sync come from the agenda, which is fast. Those in sync, and a list without a
 * state, come from a scan of all files. A page has `limit` deliveries, or fewer if many keys were read. The list ends
 * when there is no `next`. The agenda is an eventually consistent index, and an entry that moves within it can be
 * missing for a moment. Only the list without a state proves that nothing is pending.
 */
export async function listDeliveries(
  filter: DeliveryFilter,
  folders: Folders,
): Promise<{ deliveries: DeliveryView[]; next?: string }> {
  const { after = {} } = filter;
  const deliveries: DeliveryView[] = [];
  let cursor = after;
  let keys = 0;
  for await (const { files, behind, ...read } of walk(filter, folders)) {
    for (const found of files) {
      const views = unseenOf(found.file, filter);
      const room = filter.limit - deliveries.length;
      deliveries.push(...views.slice(0, room));
      const isCut = views.length > room;
      cursor = isCut ? { ...cursor, shown: deliveries.at(-1)?.id } : found.behind;
      if (deliveries.length === filter.limit) return { deliveries, next: cursorText(cursor) };
    }
    if (!behind) return { deliveries };
    cursor = behind;
    keys += read.keys;
    if (keys >= keysAPage) return { deliveries, next: cursorText(cursor) };
  }
  return { deliveries };
}

const walk = ({ state, receiver, after = {} }: DeliveryFilter, folders: Folders): AsyncGenerator<Read> =>
  isAgendaState(state) ? walkAgenda({ state, receiver }, after, folders) : walkTable(after, folders);

/** The deliveries of a file that match the filter, without those that the page before has shown. */
function unseenOf(file: FileState, { receiver, state, after }: DeliveryFilter): DeliveryView[] {
  const views = (receiver ? [receiver] : receivers)
    .map((name) => deliveryView(file, name))
    .filter((view) => view !== undefined)
    .filter((view) => state === undefined || view.state === state);
  return views.slice(views.findIndex(({ id }) => id === after?.shown) + 1);
}
