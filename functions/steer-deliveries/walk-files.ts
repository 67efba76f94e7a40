import { scanCursorBehind } from '../../lib/application/wiring/scan-cursor.ts';
import type { AgendaEntry, FolderStore } from '../../lib/credit-file/ports.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { type AgendaState, mayHave, stretchesOf } from './agenda-stretches.ts';
import type { DeliveryCursor } from './delivery-cursor.ts';

/** Keys per request to the index or the table. At most as many files are then read in parallel. */
const keysARead = 100;

/** The result of one request. */
export interface Read {
  /** The most keys that were read for it. */
  readonly keys: number;
  readonly files: readonly { readonly file: FileState; readonly behind: DeliveryCursor }[];
  /** The position after all of them. Undefined when it was the last request. */
  readonly behind?: DeliveryCursor | undefined;
}

/** Files in the agenda that may have a delivery of the state. */
export async function* walkAgenda(
  filter: { state: AgendaState; receiver?: Receiver | undefined },
  { agenda }: DeliveryCursor,
  folders: Pick<FolderStore, 'due' | 'readFile'>,
): AsyncGenerator<Read> {
  const first = agenda?.stretch ?? 0;
  const fileAt = async (stretch: number, entry: AgendaEntry) => {
    if (entry.kind !== 'file' || !mayHave(filter, entry)) return [];
    const file = await folders.readFile(entry.subject);
    return file ? [{ file, behind: { agenda: { stretch, entry } } }] : [];
  };
  for (const [stretch, part] of stretchesOf(filter.state).entries()) {
    if (stretch < first) continue;
    let after = stretch === first ? agenda?.entry : undefined;
    do {
      const entries = await folders.due({ ...part, limit: keysARead, after });
      const files = await Promise.all(entries.map((entry) => fileAt(stretch, entry)));
      after = entries.at(-1);
      if (after)
        yield { keys: entries.length, files: files.flat(), behind: { agenda: { stretch, entry: after } } };
    } while (after);
  }
}

/** All files, in no particular order. */
export async function* walkTable(
  { scan }: DeliveryCursor,
  folders: Pick<FolderStore, 'scanFiles'>,
): AsyncGenerator<Read> {
  let after = scan;
  do {
    const { files, next } = await folders.scanFiles({ limit: keysARead, ...(after && { after }) });
    after = next;
    yield {
      keys: keysARead,
      files: files.map((file) => ({ file, behind: { scan: scanCursorBehind(file) } })),
      behind: next === undefined ? undefined : { scan: next },
    };
  } while (after);
}
