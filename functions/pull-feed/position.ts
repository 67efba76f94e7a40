import type { PullSource } from '../../lib/composition/pull-settings.ts';
import type { PageSummary, PullPosition } from '../../lib/feeds/pull.ts';
import type { Day } from '../../lib/shared/day.ts';

/** Where the first pull of an endpoint begins. */
export const firstPosition = ({ mode }: Pick<PullSource, 'mode'>): PullPosition =>
  mode === 'cursor' ? { mode } : { mode, page: 1 };

/** The address of the page at a position. */
export function addressOf(source: PullSource, position: PullPosition): URL {
  const address = new URL(source.url);
  const query = address.searchParams;
  if (position.mode === 'cursor') {
    if (position.cursor !== undefined) query.set(source.cursorParam, position.cursor);
  } else {
    if (position.since !== undefined) query.set(source.sinceParam, position.since);
    query.set(source.pageParam, String(position.page));
  }
  query.set(source.limitParam, String(source.pageLimit));
  return address;
}

/**
 * Where to go on after a page, and whether at once. The end of a list is asked for again at the next time: by cursor
 * the page that may have grown, since a day what is new since the day this pass began.
 */
export function positionAfter(
  position: PullPosition,
  { records, next }: PageSummary,
  { today, pageLimit }: { today: Day; pageLimit: number },
): { position: PullPosition; hasMore: boolean } {
  if (position.mode === 'cursor') {
    const hasMore = next !== undefined && next !== position.cursor;
    return { position: hasMore ? { mode: 'cursor', cursor: next } : position, hasMore };
  }
  const beganOn = (position.page === 1 ? undefined : position.beganOn) ?? today;
  const hasMore = records !== 0 && (next !== undefined || (records ?? 0) >= pageLimit);
  return {
    position: hasMore
      ? { ...position, page: position.page + 1, beganOn }
      : { mode: 'since', since: beganOn, page: 1 },
    hasMore,
  };
}
