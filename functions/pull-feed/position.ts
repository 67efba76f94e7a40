import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import type { PageSummary, PulledPage, PullPosition } from '../../lib/feeds/pull.ts';
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

/** Pages of a pass that are asked for though the one before was not full. */
const pagesOnTrust = 1000;

/** The records came before: the endpoint gives its last page for every later one, or knows no pages. */
export const isRepeated = (position: PullPosition, recordsDigest: string | undefined): boolean =>
  position.mode === 'since' && recordsDigest !== undefined && position.before?.digest === recordsDigest;

/** Endpoints also say that a page does not exist, which behind a full one would be a surprise. */
export const isPastEnd = (position: PullPosition, reason: string): boolean =>
  position.mode === 'since' && position.before?.isFull === false && reason === 'http-404';

/**
 * Where to go on after a page, and whether at once. The end of a list is asked for again at the next time: by cursor
 * the page that may have grown, since a day what is new since the day this pass began. A page that is not full may be
 * cut by the endpoint's own limit: since a day only one that is empty, or the one before once more, is the end.
 */
export function positionAfter(
  position: PullPosition,
  { records, next, recordsDigest: digest }: PageSummary & Partial<Pick<PulledPage, 'recordsDigest'>>,
  { today, pageLimit }: { today: Day; pageLimit: number },
): { position: PullPosition; hasMore: boolean } {
  if (position.mode === 'cursor') {
    const hasMore = next !== undefined && next !== position.cursor;
    return { position: hasMore ? { mode: 'cursor', cursor: next } : position, hasMore };
  }
  const beganOn = (position.page === 1 ? undefined : position.beganOn) ?? today;
  const isFull = next !== undefined || (records ?? 0) >= pageLimit;
  const isEnd = records === 0 || isRepeated(position, digest) || (!isFull && position.page >= pagesOnTrust);
  return digest === undefined || isEnd
    ? { position: { mode: 'since', since: beganOn, page: 1 }, hasMore: false }
    : {
        position: { ...position, page: position.page + 1, beganOn, before: { digest, isFull } },
        hasMore: true,
      };
}
