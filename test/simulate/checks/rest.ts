import { createFolderStore } from '../../../lib/store/folder-store.ts';
import { openTable } from '../../../lib/store/table.ts';
import type { Item } from '../engines/values.ts';
import type { World } from '../kernel/world.ts';

/** What the sweep still has to do: deliveries, runs, comparisons, jobs, messages. */
export async function whatIsDue(world: World): Promise<string[]> {
  const items = world.table.all();
  const files = items.filter(({ sk }) => sk?.S?.startsWith('FILE#'));
  const runs = items.filter(({ pk, sk }) => pk?.S?.startsWith('RUN#') && sk?.S === 'HEAD');
  return [
    ...(world.queues.isEmpty ? [] : [`messages wait: ${world.queues.left}`]),
    ...(await pendingFiles(files)),
    ...runs.flatMap((run) => dueOfRun(run, world)),
  ];
}

async function pendingFiles(files: readonly Item[]): Promise<string[]> {
  const folders = createFolderStore(openTable('simulated'));
  const due: string[] = [];
  for (const { pk, sk } of files) {
    const party = pk?.S?.slice(2) ?? '';
    const category = sk?.S?.slice(5) ?? '';
    const file = await folders.readFile({ party, category } as never);
    for (const [receiver, { stage }] of Object.entries(file?.deliveries ?? {}))
      if (stage === 'pending') due.push(`a delivery of ${category} to ${receiver} is pending`);
  }
  return due;
}

/** A run whose file never arrived waits for it a day. It is no work of ours. */
function dueOfRun({ pk, body }: Item, { bucket }: World): string[] {
  const runId = pk?.S?.slice(4) ?? '';
  const { status, comparison } = JSON.parse(body?.S ?? '{}') as { status?: string; comparison?: string };
  if (comparison === 'due') return [`the list of run ${runId} is not compared`];
  return status === 'running' && bucket.has(`runs/${runId}`) ? [`run ${runId} is running`] : [];
}
