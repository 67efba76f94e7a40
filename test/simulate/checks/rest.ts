import { isWorking } from '../../../lib/evaluation/evaluation.ts';
import { createEvaluationStore } from '../../../lib/store/evaluation-store.ts';
import { createFolderStore } from '../../../lib/store/folder-store.ts';
import { createLedgerStore } from '../../../lib/store/ledger-store.ts';
import { createRotationStore } from '../../../lib/store/rotation-store.ts';
import { openTable } from '../../../lib/store/table.ts';
import type { Item } from '../engines/values.ts';
import type { World } from '../kernel/world.ts';
import { subscriptionsDue } from './subscribers.ts';

/** What the sweep still has to do: deliveries, runs, comparisons, jobs, messages. */
export async function whatIsDue(world: World): Promise<string[]> {
  const items = world.table.all();
  const files = items.filter(({ sk }) => sk?.S?.startsWith('FILE#'));
  const runs = items.filter(({ pk, sk }) => pk?.S?.startsWith('RUN#') && sk?.S === 'HEAD');
  return [
    ...(world.queues.isEmpty ? [] : [`messages wait: ${world.queues.left}`]),
    ...(await pendingFiles(files)),
    ...(await workingJobs()),
    ...(await subscriptionsDue(world)),
    ...(await unsignedLedger()),
    ...runs.flatMap((run) => dueOfRun(run, world)),
  ];
}

/** Evaluations and rotations that have work to do without anybody's decision. */
async function workingJobs(): Promise<string[]> {
  const table = openTable('simulated');
  const working = (await createEvaluationStore(table).list()).filter(isWorking);
  const rotation = await createRotationStore(table).newest();
  const isRotating = rotation?.state === 'waiting' || rotation?.state === 'resealing';
  return [
    ...working.map(({ name, phase }) => `the evaluation ${name} is in ${phase}`),
    ...(isRotating ? [`the rotation to key ${rotation.number} is ${rotation.state}`] : []),
  ];
}

/** A batch of the last moment is signed by the next call of the schedule, also where nobody waits for its delivery any more. */
async function unsignedLedger(): Promise<string[]> {
  const ledger = createLedgerStore(openTable('simulated'));
  const [newest, anchor] = [await ledger.newest(), await ledger.lastAnchor()];
  const [written, signed] = [newest?.n ?? 0, anchor?.n ?? 0];
  return signed < written ? [`the ledger is signed to ${signed} of ${written}`] : [];
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
