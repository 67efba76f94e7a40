import { createRunStore } from '../../../lib/store/run-store.ts';
import type { Outside } from '../workload/perform.ts';
import type { Seen } from './stores.ts';

/** Each row that was sent is exactly one of four things, and every run that has its file ended. */
export async function conservation({ world, table }: Seen, { sent }: Outside): Promise<string[]> {
  const runs = createRunStore(table);
  const broken: string[] = [];
  for (const { runId, rows, source } of sent) {
    const run = await runs.read(runId);
    if (!run) {
      broken.push(`the run ${runId} of ${source}, which was taken, is lost`);
      continue;
    }
    if (run.status === 'held' || run.status === 'failed') continue;
    if (run.status !== 'completed') {
      broken.push(`the run ${runId} of ${source} is ${run.status}`);
      continue;
    }
    const { received, accepted, duplicates, unmatched, quarantined } = await runs.counts(runId);
    const counts = [accepted, duplicates, unmatched, quarantined];
    const sum = counts.reduce((all, count) => all + count);
    if (received !== rows.length || sum !== received || counts.some((count) => count < 0))
      broken.push(`of ${rows.length} rows of ${source} ${received} are counted: ${counts.join(' + ')}`);
    const kept = world.table
      .all()
      .filter(({ pk, sk }) => pk?.S === `RUN#${runId}` && sk?.S?.startsWith('ROW#'));
    if (quarantined > kept.length)
      broken.push(`${quarantined} rows of ${source} are counted as quarantined, ${kept.length} are there`);
  }
  return broken;
}
