import type { RowFinding } from '../../schemas/record.ts';
import { writeRanges } from './row-ranges.ts';
import type { Item } from './table.ts';

/**
 * Items in forms that only earlier releases wrote (releases: `test/fixtures/layouts/README.md`). Forms that merely lack
 * a field are handled where they are read: facts as plain JSON in `folder-items.ts` (release 1), sheets without `input`
 * in `sheet-body.ts` and files without digests (releases 1 and 2), a single name in `proposedBy` of a pending
 * suspension (release 2), notices of days off that replaced each other in `calendar-store.ts`.
 */

/**
 * Release 1 stored only the findings of a row that was not understood, not the row. The sender's answer file shows
 * them, but nobody can decide on the row. When the file is sent again, the row waits like any other.
 */
export function findingsAlone(item: Item): { row: number; findings: readonly RowFinding[] } | undefined {
  if (item['revision'] !== undefined) return undefined;
  const body: unknown = JSON.parse(item['body']?.S ?? 'null');
  const row = Number((item['sk']?.S ?? '').slice('ROW#'.length));
  return Array.isArray(body) ? { row, findings: body as RowFinding[] } : undefined;
}

/** Release 1 stored the unmatched rows of ten batches as one set of numbers. Later releases store ranges per batch. */
export const unmatchedSet = (page: Item): string =>
  writeRanges((page['unmatchedRows']?.NS ?? []).map(Number));
