import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Client, createClient, type RunView } from '../../infra/cli/client.ts';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { createRandom } from '../../infra/samples/random.ts';
import type { SampleFile } from '../../infra/samples/sample-file.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { allScopes } from '../support/connector.ts';
import { type FinalState, finalState, subjectsOf } from '../support/final-state.ts';
import { killProcess, startProcess, stopProcess } from '../support/host-process.ts';
import { untilInSync } from '../support/until-in-sync.ts';

const usage = `Kills the connector with SIGKILL at random moments of its work, and compares what is left with an undisturbed run.

  npm run crash [-- --seed 1 --kills 10]

Exit code 0 when every run's counts add up, no evidence is lost or doubled, and each receiver holds what the files say.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '10' },
    help: { type: 'boolean' },
  },
});
const seed = Number(values.seed);
const kills = Number(values.kills);

/** Enough work that ten kills fall into it. */
const size = { hospitals: 60, pharmacies: 50, doctors: 160, nurses: 100, pharmacists: 60, insured: 300 };

/** Sends a file until a connector has confirmed it. */
async function submitted(file: SampleFile, client: () => Promise<Client>): Promise<string> {
  for (;;) {
    try {
      return await (await client()).submit(file.source, file.name, file.bytes);
    } catch {
      await pause(100);
    }
  }
}

interface Result {
  readonly state: FinalState;
  readonly runs: readonly RunView[];
}

async function work(samples: readonly SampleFile[], killCount: number): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crash-'));
  const random = createRandom(seed);
  let running = await startProcess(dataDir);
  const client = (): Promise<Client> => createClient(running.urls.api, { agency: 'crash', scope: allScopes });
  const sending = (async () => {
    const ids: string[] = [];
    for (const file of samples) ids.push(await submitted(file, client));
    return ids;
  })();
  for (let count = 1; count <= killCount; count++) {
    const milliseconds = 150 + random.below(2200);
    await pause(milliseconds);
    const isWholeTree = random.chance(0.5);
    await killProcess(running, isWholeTree);
    const begun = Date.now();
    running = await startProcess(dataDir);
    const what = isWholeTree ? 'all processes' : 'the host';
    console.log(
      `  kill ${count}: ${what} after ${milliseconds} ms; serving again after ${Date.now() - begun} ms`,
    );
  }
  const ids = await sending;
  const runs: RunView[] = [];
  for (const id of ids) runs.push(await (await client()).follow(id));
  await untilInSync(await client(), 120);
  const state = await finalState(await client(), subjectsOf(samples), running.urls);
  await stopProcess(running);
  rmSync(dataDir, { recursive: true, force: true });
  return { state, runs };
}

const isConserved = ({ received, accepted, duplicates, unmatched, quarantined, status }: RunView): boolean =>
  status === 'completed' && received === accepted + duplicates + unmatched + quarantined;

if (values.help) {
  console.log(usage);
  process.exit(0);
}
const samples = makeSamples({ seed, today: dayOf(new Date()), size, penalties: 160, findings: 200 });
const rows = samples.reduce((sum, file) => sum + file.rows, 0);
console.log(`${rows} rows of ${samples.length} files, seed ${seed}. Undisturbed:`);
const calm = await work(samples, 0);
console.log(`With ${kills} kills:`);
const killed = await work(samples, kills);

const differing = Object.keys(calm.state.files).filter(
  (key) => calm.state.files[key] !== killed.state.files[key],
);
for (const key of differing.slice(0, 5)) {
  console.log(`  undisturbed: ${calm.state.files[key]}`);
  console.log(`  with kills:  ${killed.state.files[key]}`);
}
const checks: [string, boolean, string][] = [
  ['every run is completed and adds up', killed.runs.every(isConserved), `${killed.runs.length} runs`],
  [
    'every row of every file was received once',
    killed.runs.every(({ received }, index) => received === samples[index]?.rows),
    `${killed.runs.reduce((sum, { received }) => sum + received, 0)} of ${rows} rows`,
  ],
  [
    'no evidence is lost or doubled',
    killed.state.evidence === calm.state.evidence,
    `${killed.state.evidence} of ${calm.state.evidence} decisions`,
  ],
  [
    'every file says the same',
    differing.length === 0,
    `${Object.keys(killed.state.files).length} files, ${differing.length} differ`,
  ],
  [
    'the directory holds what the files say',
    String(killed.state.directory) === String(calm.state.directory),
    `${killed.state.directory.length} records`,
  ],
  [
    'the settlement system holds what the files say',
    String(killed.state.settlement) === String(calm.state.settlement),
    `${killed.state.settlement.length} suspensions`,
  ],
  [
    'nothing older overwrote anything newer',
    killed.state.violations === 0,
    `${killed.state.violations} violations`,
  ],
];
for (const [what, holds, figure] of checks) console.log(`  ${holds ? '✓' : '✗'} ${what}: ${figure}`);
const failed = checks.filter(([, holds]) => !holds).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
