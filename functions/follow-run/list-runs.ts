import type * as z from 'zod';
import type { Run, RunStatus } from '../../lib/feeds/run.ts';
import { liesIn } from '../../lib/shared/division.ts';
import { type Source, sources } from '../../lib/shared/source.ts';
import type { createRunList } from '../../lib/store/run-list.ts';
import type { runsAnswer } from '../../schemas/api.ts';
import { type FollowRunDeps, viewOf } from './follow-run.ts';

export interface ListRunsDeps extends FollowRunDeps {
  readonly list: ReturnType<typeof createRunList>;
}

export interface RunFilter {
  readonly source?: Source | undefined;
  readonly status?: RunStatus | undefined;
  /** Only runs that were opened before the one with this id. */
  readonly after?: string | undefined;
  /** Only runs that were sent for this area. */
  readonly area?: string | undefined;
}

const runsAPage = 50;
/** Runs read for one page. With a rare status a page may be short, and says where to go on. */
const readMost = 500;

/** Runs, newest first. */
export async function listRuns(filter: RunFilter, deps: ListRunsDeps): Promise<z.infer<typeof runsAnswer>> {
  const { status, area } = filter;
  const found: Run[] = [];
  let [next, read] = ['', 0];
  for await (const { runId, run } of newestFirst(filter, deps)) {
    if (found.length === runsAPage || read === readMost) return { runs: await viewsOf(found, deps), next };
    [next, read] = [runId, read + 1];
    if (run && (status === undefined || run.status === status) && liesIn(run.division, area)) found.push(run);
  }
  return { runs: await viewsOf(found, deps) };
}

const viewsOf = (runs: readonly Run[], deps: FollowRunDeps) =>
  Promise.all(runs.map(async (run) => viewOf({ run, counts: await deps.runs.counts(run.runId) }, deps)));

async function* newestFirst(
  { source, after }: RunFilter,
  { list, runs }: ListRunsDeps,
): AsyncGenerator<{ runId: string; run: Run | undefined }> {
  for (let from = after; ; ) {
    const ids = await list.newest(source ? [source] : sources, { after: from, limit: runsAPage });
    const heads = await Promise.all(ids.map((runId) => runs.read(runId)));
    for (const [index, runId] of ids.entries()) yield { runId, run: heads[index] };
    from = ids.at(-1);
    if (ids.length < runsAPage) return;
  }
}
