import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { Problem } from '../../lib/runtime/problem.ts';

export interface ScanQuery {
  readonly after?: string | undefined;
  /** The area of the token. */
  readonly area?: string | undefined;
}

const itemsAPage = 1000;

/** A page of the folders of the table, from a cursor of an earlier answer on. @throws Problem 400 */
export async function scanPage(
  after: string | undefined,
  folders: Pick<FolderStore, 'scanFolders'>,
): Promise<{ folders: readonly Folder[]; next?: string }> {
  const page = await folders.scanFolders({ shard: 0, shards: 1, after: placeOf(after), limit: itemsAPage });
  return {
    folders: page.folders,
    ...(page.next && { next: Buffer.from(page.next).toString('base64url') }),
  };
}

function placeOf(after: string | undefined): string | undefined {
  if (after === undefined) return undefined;
  const text = Buffer.from(after, 'base64url').toString();
  try {
    const { pk, sk } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pk === 'string' && typeof sk === 'string') return text;
  } catch {
    // The cursor was not returned by this API.
  }
  throw new Problem(400, 'bad-cursor', 'after must be the `next` of an earlier answer.');
}
