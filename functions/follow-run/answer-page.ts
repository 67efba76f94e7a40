import type { RowRemark } from '../../lib/feeds/index.ts';
import { markOf, type QuarantineStore } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';

/** Rows of one answer file at most. A row and its reasons have some hundred bytes. */
const rowsAPage = 10_000;
/** Bytes of a file: base64 adds a third to it, and a function may answer six megabytes. */
const fileBytesMost = 4_300_000;

/** The row to go on after. @throws Problem 400 */
export function afterRow(after = '0'): number {
  if (/^\d{1,9}$/.test(after)) return Number(after);
  throw new Problem(400, 'invalid-cursor', 'after must be the row that the page before names.');
}

/** The rows of a run that were not taken, behind a row, up to a page and one more. */
export async function refusedBehind(
  runId: string,
  after: number,
  quarantine: Pick<QuarantineStore, 'findings'>,
): Promise<ReadonlyMap<number, RowRemark>> {
  const refused = new Map<number, RowRemark>();
  for await (const { row, findings } of quarantine.findings(runId)) {
    if (row <= after) continue;
    refused.set(row, { findings, mark: markOf({ runId, row }) });
    if (refused.size > rowsAPage) break;
  }
  return refused;
}

/**
 * The file of the first of these rows, as many as a function can answer, and the last row that it has if more follow.
 * How large a file becomes is known when it is written: one that is too large is written again with fewer rows.
 */
export async function writePage<File extends { readonly body: Uint8Array }>(
  refused: ReadonlyMap<number, RowRemark>,
  write: (rows: ReadonlyMap<number, RowRemark>) => Promise<File>,
): Promise<{ file: File; last?: number | undefined }> {
  const all = [...refused];
  let count = Math.min(all.length, rowsAPage);
  for (;;) {
    const shown = all.slice(0, count);
    const file = await write(new Map(shown));
    const { length } = file.body;
    if (length <= fileBytesMost || count <= 1)
      return { file, last: count < all.length ? shown.at(-1)?.[0] : undefined };
    count = Math.max(1, Math.min(count - 1, Math.floor((0.9 * count * fileBytesMost) / length)));
  }
}
