import { createHash } from 'node:crypto';
import { storeFile } from '../../../lib/application/intake/open-run.ts';
import { decisionStates } from '../../../lib/credit-file/facts/decision-state.ts';
import type { PartyKey } from '../../../lib/credit-file/facts/subject.ts';
import { type Folder, projectFolder } from '../../../lib/credit-file/projection/project-folder.ts';
import type { Run } from '../../../lib/feeds/run.ts';
import { openBucket } from '../../../lib/runtime/bucket.ts';
import { openVault } from '../../../lib/runtime/open-vault.ts';
import { scoreCase } from '../../../lib/scoring/index.ts';
import { createDataKeyStore } from '../../../lib/store/data-key-store.ts';
import { createRunStore } from '../../../lib/store/run-store.ts';
import { openTable } from '../../../lib/store/table.ts';
import { World } from '../kernel/world.ts';
import type { Act, Plan } from '../workload/steps.ts';
import { contentOf, firstDifference } from './projection.ts';
import { look, type Seen } from './stores.ts';

/** A file that arrived, with the run that it has. */
interface Arrived {
  readonly run: Run;
  readonly body: Uint8Array;
}

/**
 * The files of a sequence, taken one after the other in the order in which they arrived, without faults, say the same. Only for
 * plans without officers: what they decide depends on what they see.
 */
export async function sameWithoutFaults(seen: Seen, plan: Plan): Promise<string[]> {
  if (!plan.steps.every(({ act }) => changesNoContent.has(act.kind))) return [];
  const arrived = await arrivedIn(seen);
  if (overtakeEachOther(arrived)) return [];
  const now = seen.world.kernel.now;
  const calm = await take(arrived, seen.world.kernel.seed, plan);
  const one = pictureOf(seen, now);
  const other = pictureOf(calm, now);
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((key) => one.get(key) !== other.get(key))
    .map(
      (key) =>
        `${key} differs from a run without faults: ${firstDifference(one.get(key) ?? '', other.get(key) ?? '')}`,
    );
}

/** What is sent decides what files say; of the rest, these change nothing that files say. */
const changesNoContent: ReadonlySet<Act['kind']> = new Set([
  'send',
  'earlier-layout',
  'upgrade',
  'upgrade-messages-again',
  'rotation',
  'subscribe',
  'subscription-change',
]);

/** Hours within which a file may be taken after one that arrived later. */
const hoursMost = 6;

/**
 * Whether two different registries were under way at once. Of an entry that repeats the one before it nothing is kept; when a
 * third one that arrived between the two is taken last, it holds (README, Known differences).
 */
function overtakeEachOther(arrived: readonly Arrived[]): boolean {
  const registries = arrived.flatMap(({ run }) => (run.source === 'registry' ? [run] : []));
  return registries.some((run, index) => {
    const before = registries[index - 1];
    const apart = before && Date.parse(run.startedAt) - Date.parse(before.startedAt);
    return apart !== undefined && before?.sha256 !== run.sha256 && apart < hoursMost * 3_600_000;
  });
}

async function arrivedIn({ world, table }: Seen): Promise<Arrived[]> {
  const runs = createRunStore(table);
  const arrived: Arrived[] = [];
  for (const { pk, sk } of world.table.all()) {
    const runId = sk?.S === 'HEAD' && pk?.S?.startsWith('RUN#') ? pk.S.slice(4) : '';
    const body = world.bucket.bytesOf(`runs/${runId}`);
    const run = body && (await runs.read(runId));
    if (body && run) arrived.push({ run, body });
  }
  return arrived.sort(({ run: a }, { run: b }) => (a.startedAt + a.runId < b.startedAt + b.runId ? -1 : 1));
}

/** Takes the files in a world of its own, each when the one before it is done. */
async function take(arrived: readonly Arrived[], seed: number, plan: Plan): Promise<Seen> {
  const world = new World({ seed, now: plan.begins, weather: {}, settings: plan.settings });
  await world.begin();
  const table = openTable('simulated');
  const runtime = world.functions.runtimeOf('receive-feed');
  const deps = {
    runtime,
    runs: createRunStore(table),
    vault: await openVault(runtime, createDataKeyStore(table)),
    bucket: openBucket(runtime),
  };
  for (const { run, body } of arrived) {
    const { runId, source, by: agency, channel = 'file', startedAt } = run;
    world.kernel.moveTo(Date.parse(startedAt));
    const opening = { name: 'rows.json', channel, body, runId, startedAt };
    await storeFile(opening, { source, agency }, deps);
    await world.untilStill();
  }
  return look(world);
}

/** What facts say by party: decisions by their keys, and the files that follow. */
function pictureOf({ folders, policy }: Seen, at: number): Map<string, string> {
  const picture = new Map<string, string>();
  for (const folder of folders) {
    picture.set(`the decisions about ${nameOf(folder.party)}`, decisionsOf(folder));
    for (const { file } of projectFolder(
      { ...folder, files: new Map() },
      { now: new Date(at), scorer: scoreCase, policy },
    ))
      picture.set(`the file of ${file.category} ${nameOf(folder.party)}`, contentOf(file));
  }
  return picture;
}

/** A statement that was set aside and said again has a number behind its key. */
const statementOf = (key: string): string => key.split('.').slice(0, 5).join('.');

const nameOf = (party: PartyKey): string => createHash('sha256').update(party).digest('hex').slice(0, 6);

/** Those in effect: what waits for an officer may be there and set aside, or not be there at all. */
const decisionsOf = ({ facts }: Folder): string =>
  decisionStates(facts)
    .map(({ fact }) => statementOf(fact.key))
    .sort()
    .join(' ');
