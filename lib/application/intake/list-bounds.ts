import type { SourceSettings } from '../../feeds/index.ts';
import type { ListStore } from '../../feeds/list.ts';
import type { Run, RunProblem } from '../../feeds/run.ts';

/** Lists with fewer rows than this vary too much for the check. */
const fewRows = 20;

/**
 * Holds a full list that shrinks or grows beyond the bounds of its source, before any of its rows counts: a truncated
 * file would look like many removals. It is compared with the last list whose comparison is done.
 */
export async function boundsProblem(
  { isBoundsReleased }: Pick<Run, 'isBoundsReleased'>,
  list: string,
  {
    lists,
    bounds,
    count,
  }: {
    lists: Pick<ListStore, 'head'>;
    bounds: SourceSettings['snapshotBounds'];
    count: () => Promise<number>;
  },
): Promise<RunProblem | undefined> {
  const head = isBoundsReleased ? undefined : await lists.head(list);
  if (!head) return undefined;
  const rows = await count();
  if (Math.max(rows, head.rows) < fewRows) return undefined;
  const [least, most] = [head.rows * (1 - bounds.shrinks), head.rows * (1 + bounds.grows)];
  if (rows >= least && rows <= most) return undefined;
  return {
    code: 'snapshot-bounds',
    detail: `The list has ${rows} rows, the last one had ${head.rows}. Check with the authority that it is whole, then release the run.`,
  };
}
