import type { SourceSettings } from '../../lib/feeds/index.ts';
import type { ListStore } from '../../lib/feeds/list.ts';
import type { Run, RunProblem } from '../../lib/feeds/run.ts';

/** Lists shorter than this swing too much to be held for it. */
const fewRows = 20;

/**
 * A full list that shrinks or grows beyond what is usual for its source is held before a row of it counts: half a file
 * would look like a thousand removals. Its measure is the last list that was compared: not one whose comparison is due.
 */
export async function boundsProblem(
  { isBoundsReleased }: Pick<Run, 'isBoundsReleased'>,
  list: string,
  {
    lists,
    bounds,
    count,
  }: { lists: ListStore; bounds: SourceSettings['snapshotBounds']; count: () => Promise<number> },
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
