import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import type { PullPosition, PullTrail } from '../../lib/feeds/pull.ts';
import type { Day } from '../../lib/shared/day.ts';
import { type EndlessList, type SeenPage, trailBehind } from './page-trail.ts';

/** The position of the first pull of an endpoint. */
export const firstPosition = ({ mode }: Pick<PullSource, 'mode'>): PullPosition =>
  mode === 'cursor' ? { mode } : { mode, page: 1 };

/** The URL of the page at a position. */
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

/** Pages per pass that are requested although the page before was not full. */
const pagesOnTrust = 1000;

/**
 * Whether the page repeats the records of the page before it. An endpoint may repeat its last page for every later page
 * number, or may have no pages at all.
 */
export const isRepeated = (position: PullPosition, recordsDigest: string | undefined): boolean =>
  position.mode === 'since' && recordsDigest !== undefined && position.before?.digest === recordsDigest;

/** Whether a refusal means that the page does not exist. Some endpoints answer like that after their last page. */
export const isPastEnd = (position: PullPosition, reason: string): boolean =>
  position.mode === 'since' && position.before?.isFull === false && reason === 'http-404';

/** The position after a page, and whether to request it at once. `fault`: the list has no end; the position stays. */
export interface NextPosition {
  readonly position: PullPosition;
  readonly hasMore: boolean;
  readonly fault?: EndlessList;
}

/**
 * The next position after a page. The end of a list is requested again at the next scheduled time: in cursor mode the
 * last page, which may have grown; in since mode all records since the day on which this pass began. A page may be short
 * because of the endpoint's own limit, so in since mode only an empty or a repeated page is the end.
 */
export function positionAfter(
  position: PullPosition,
  page: SeenPage,
  { today, pageLimit }: { today: Day; pageLimit: number },
): NextPosition {
  const { records, next, recordsDigest: digest } = page;
  const goesOn = (at: SeenPage, to: (trail: PullTrail) => PullPosition): NextPosition => {
    const trail = trailBehind(at, position.trail);
    return trail.ok
      ? { position: to(trail.value), hasMore: true }
      : { position, hasMore: false, fault: trail.error };
  };
  if (position.mode === 'cursor') {
    if (next !== undefined && next !== position.cursor)
      return goesOn(page, (trail) => ({ mode: 'cursor', cursor: next, trail }));
    const { trail: _, ...last } = position;
    return { position: last, hasMore: false };
  }
  const beganOn = (position.page === 1 ? undefined : position.beganOn) ?? today;
  const isFull = next !== undefined || (records ?? 0) >= pageLimit;
  const isEnd = records === 0 || isRepeated(position, digest) || (!isFull && position.page >= pagesOnTrust);
  if (digest === undefined || isEnd)
    return { position: { mode: 'since', since: beganOn, page: 1 }, hasMore: false };
  // Pages have numbers here. `next` says at most that there is a further one.
  return goesOn({ records, recordsDigest: digest }, (trail) => ({
    ...position,
    page: position.page + 1,
    beganOn,
    before: { digest, isFull },
    trail,
  }));
}
