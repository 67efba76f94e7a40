import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { SheetBody } from '../../lib/credit-file/projection/sheet-body.ts';

/** Sheets shown per file, newest first. */
const sheetLimit = 100;

export interface KnownSheet {
  readonly hash: string;
  readonly text: string;
  readonly body: SheetBody;
}

/** The chain of sheets up to a day, newest first. */
export async function sheetsOf(
  file: FileState,
  folders: FolderStore,
  asOf: string | undefined,
): Promise<KnownSheet[]> {
  const sheets: KnownSheet[] = [];
  let hash = file.gradeInForce?.sheet ?? null;
  while (hash && sheets.length < sheetLimit) {
    const text: string | undefined = await folders.readSheet(file, hash);
    if (!text) break;
    const body = JSON.parse(text) as SheetBody;
    if (asOf === undefined || body.evaluatedOn <= asOf) sheets.push({ hash, text, body });
    hash = body.previous;
  }
  return sheets;
}
