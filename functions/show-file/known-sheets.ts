import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { SheetBody } from '../../lib/credit-file/projection/sheet-body.ts';

export interface KnownSheet {
  readonly hash: string;
  readonly text: string;
  readonly body: SheetBody;
}

/** The chain of sheets of a file up to a day, newest first, from a sheet on. Each is read when it is asked for. */
export async function* sheetsFrom(
  first: string | null | undefined,
  file: FileState,
  { folders, asOf }: { folders: Pick<FolderStore, 'readSheet'>; asOf: string | undefined },
): AsyncGenerator<KnownSheet> {
  let hash = first;
  while (hash) {
    const text = await folders.readSheet(file, hash);
    if (!text) return;
    const body = JSON.parse(text) as SheetBody;
    if (asOf === undefined || body.evaluatedOn <= asOf) yield { hash, text, body };
    hash = body.previous;
  }
}
