import type { PageSummary, PulledPage, PullTrail } from '../../lib/feeds/pull.ts';
import { err, ok, type Result } from '../../lib/shared/result.ts';
import { trailTo } from '../../lib/shared/trail.ts';

/** Pages of one list: fifty million records in pages of 500. */
const pagesAtMost = 100_000;
/** Pages in a row without records, each of which names a next one. */
const emptyAtMost = 1000;
/** Pages whose records came on an earlier page. Two pages may be alike by chance, but not time after time. */
const repeatedAtMost = 10;

/** Why a list has no end. The position stays, so that the pull goes on once the endpoint was mended. */
export type EndlessList = 'repeated-cursor' | 'repeated-page' | 'endless-list';

export type SeenPage = PageSummary & Partial<Pick<PulledPage, 'recordsDigest'>>;

/** The trail behind a page that is not the last one, or why there is no end. */
export function trailBehind(
  page: SeenPage,
  before: PullTrail = { pages: 0, empty: 0, repeated: 0 },
): Result<PullTrail, EndlessList> {
  const { next } = page;
  const trail = {
    pages: before.pages + 1,
    empty: page.records === 0 ? before.empty + 1 : 0,
    ...recordsBehind(page, before),
  };
  if (trail.pages > pagesAtMost || trail.empty > emptyAtMost) return err('endless-list');
  if (trail.repeated > repeatedAtMost) return err('repeated-page');
  const cursors = next === undefined ? undefined : trailTo(next, before.cursors);
  if (next !== undefined && !cursors) return err('repeated-cursor');
  return ok({ ...trail, ...(cursors && { cursors }) });
}

/** Counts a page whose records came before. Pages without records are alike and do not count. */
function recordsBehind(
  { records, recordsDigest }: SeenPage,
  { records: seen, repeated }: PullTrail,
): Pick<PullTrail, 'records' | 'repeated'> {
  if (records === 0 || recordsDigest === undefined) return { records: seen, repeated };
  const further = trailTo(recordsDigest, seen);
  return further ? { records: further, repeated } : { records: seen, repeated: repeated + 1 };
}
