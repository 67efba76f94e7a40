import { type Source, sources } from '../shared/source.ts';
import type { Feed } from './feed.ts';
import type { HeadedTable } from './find-header.ts';
import type { FileRow } from './formats/format.ts';
import { normaliseHeader } from './header.ts';
import { keptColumns } from './kept-columns.ts';
import { columnsRead, isHeaderOf, type Mismatch, unplacedColumns } from './match-template.ts';
import { type NearName, nearNames } from './near-names.ts';
import { feeds } from './sources.ts';

/**
 * Adds to a mismatch what the sender most likely did: sent the file as another source, spread the header over two lines,
 * or named a column nearly right.
 */
export async function explained(
  mismatch: Mismatch,
  feed: Feed,
  tables: readonly HeadedTable[],
): Promise<Mismatch> {
  const top = tables.flatMap((table) => table.top ?? []);
  if (mismatch.code === 'column-missing') {
    const own = Math.max(0, ...top.map(({ cells }) => columnsRead(feed, cells)));
    const fits = sources.filter((source) =>
      top.some(
        ({ cells }) => source !== feed.source && columnsRead(feeds[source], cells, true) >= Math.max(own, 1),
      ),
    );
    if (fits.length > 0) return { ...wrongSource(fits), columns: mismatch.columns ?? [] };
    const second = top.find((row, index) => index > 0 && isTwoLineHeader(feed, top[index - 1], row));
    if (second) return headerOnTwoLines(second.row);
  }
  if (mismatch.code !== 'column-missing' && mismatch.code !== 'unknown-column') return mismatch;
  const near = tables.flatMap(({ header }) => {
    const { unknown, open } = unplacedColumns(feed, header);
    return nearNames(unknown, open);
  });
  const found = [...new Map(near.map((name) => [name.column, name])).values()];
  const kept = mismatch.code === 'unknown-column' ? await keptColumns(mismatch.columns ?? [], tables) : [];
  return withHints(mismatch, found, kept);
}

function withHints(mismatch: Mismatch, near: readonly NearName[], kept: readonly string[]): Mismatch {
  const isHeld = mismatch.kind === 'held' && kept.length > 0;
  const hints = [
    ...near.map(({ column, meant }) => `Did you mean ${meant} by ${column}?`),
    ...(isHeld ? [`${kept.join(', ')} cannot be ignored: correct the names and send the file again.`] : []),
  ];
  return {
    ...mismatch,
    detail: [mismatch.detail, ...hints].join(' '),
    ...(near.length > 0 && { near }),
    ...(isHeld && { kept }),
  };
}

/** True when the two rows together name the columns of a template: a group above, its columns below. */
function isTwoLineHeader(feed: Feed, upper: FileRow | undefined, lower: FileRow): boolean {
  if (!upper) return false;
  const known = new Set(
    feed.templates.flatMap(({ columns }) =>
      Object.values(columns).flatMap(({ names }) => names.map(normaliseHeader)),
    ),
  );
  let group = '';
  const width = Math.max(upper.cells.length, lower.cells.length);
  const names = Array.from({ length: width }, (_, index) => {
    const own = upper.cells[index]?.trim() ?? '';
    group = own || group;
    const below = lower.cells[index]?.trim() ?? '';
    const both = group + below;
    return known.has(normaliseHeader(both)) ? both : below || own;
  });
  return isHeaderOf(feed, names);
}

const wrongSource = (fits: readonly Source[]): Mismatch => ({
  kind: 'failed',
  code: 'wrong-source',
  detail: `The header is none of this source. It looks like a file of ${fits.join(' or ')}: send it as ${fits.length === 1 ? 'that' : 'one of these'}.`,
  fits,
});

const headerOnTwoLines = (row: number): Mismatch => ({
  kind: 'failed',
  code: 'header-on-two-lines',
  detail: `The header stands on two lines, of which row ${row} is the second. Name each column in one row, without merged cells.`,
});
