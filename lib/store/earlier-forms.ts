import type { RowFinding } from '../../schemas/record.ts';
import { writeRanges } from './row-ranges.ts';
import type { Item } from './table.ts';

/**
 * Items in forms that only earlier releases wrote (releases: `test/fixtures/layouts/README.md`). Forms that lack a field
 * and nothing else are read where they are read: plain JSON of facts in `folder-items.ts` (release 1), sheets without
 * `input` in `sheet-body.ts` and files without digests (releases 1 and 2), one name in `PendingSuspension.proposedBy` (release 2).
 */

/**
 * Release 1 kept of a row that was not understood why, and not the row itself: the sender's answer shows it, and nobody
 * can decide on it. Once its file is sent again it waits as any other.
 */
export function findingsAlone(item: Item): { row: number; findings: readonly RowFinding[] } | undefined {
  if (item['revision'] !== undefined) return undefined;
  const body: unknown = JSON.parse(item['body']?.S ?? 'null');
  const row = Number((item['sk']?.S ?? '').slice('ROW#'.length));
  return Array.isArray(body) ? { row, findings: body as RowFinding[] } : undefined;
}

/** Release 1 noted the unmatched rows of ten batches as one set of numbers; ranges a batch came later. */
export const unmatchedSet = (page: Item): string =>
  writeRanges((page['unmatchedRows']?.NS ?? []).map(Number));
