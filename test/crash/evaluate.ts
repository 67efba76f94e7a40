import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Client, createClient } from '../../infra/cli/client.ts';
import { openData, verifyTable } from '../../infra/cli/verify.ts';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { createRandom } from '../../infra/samples/random.ts';
import type { SampleFile } from '../../infra/samples/sample-file.ts';
import { policyOfTable } from '../../lib/application/wiring/intake-ports.ts';
import { day } from '../../lib/shared/day.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import { allScopes } from '../support/connector.ts';
import { killProcess, startProcess, stopProcess } from '../support/host-process.ts';
import { untilInSync } from '../support/until-in-sync.ts';

const usage = `Kills the connector at random moments of an annual evaluation, and compares what it published with an undisturbed one.

  npm run crash:evaluation [-- --seed 1 --kills 10]

Exit code 0 when every subject was published once, with the same result, and every sheet is proved.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '10' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const seed = Number(values.seed);
const year = 2025;
const env = { FIRST_CYCLE: String(year) };
process.env['FIRST_CYCLE'] = String(year);
const size = { hospitals: 120, pharmacies: 90, doctors: 300, nurses: 210, pharmacists: 130, insured: 700 };

interface Result {
  readonly report: CycleView['report'];
  readonly published: number;
  readonly peers: CycleView['peers'];
  /** Results by subject. */
  readonly results: ReadonlyMap<string, string>;
  readonly publications: number;
  readonly findings: number;
  readonly directory: readonly string[];
}

async function evaluate(samples: readonly SampleFile[], kills: number): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crash-evaluation-'));
  const random = createRandom(seed);
  let running = await startProcess(dataDir, env);
  const client = (agency = 'crash'): Promise<Client> =>
    createClient(running.urls.api, { agency, scope: allScopes });
  for (const file of samples) {
    const sender = await client();
    await sender.follow(await sender.submit(file.source, file.name, file.bytes));
  }
  await untilInSync(await client(), 300);

  let left = kills;
  /** Follows the evaluation to a phase and kills the connector so many times meanwhile. */
  const untilPhase = async (phase: CycleView['phase'], killsOnTheWay: number): Promise<CycleView> => {
    const until = left - killsOnTheWay;
    for (;;) {
      if (left > until) {
        await pause(random.below(350));
        const isWholeTree = random.chance(0.5);
        const seen = await (await client()).call('GET', `/v1/cycles/${year}`);
        await killProcess(running, isWholeTree);
        running = await startProcess(dataDir, env);
        const { phase: at, progress } = seen as CycleView;
        console.log(
          `  kill ${kills - left + 1}: ${isWholeTree ? 'all processes' : 'the host'} in ${at}, ${progress.subjects} subjects`,
        );
        left--;
      }
      const view = (await (await client()).call('GET', `/v1/cycles/${year}`)) as CycleView;
      if (view.phase === phase) {
        left = until;
        return view;
      }
      await pause(20);
    }
  };
  await (await client()).call('POST', `/v1/cycles/${year}/evaluation`);
  const { rehearsal } = await untilPhase('review', Math.floor(kills / 2));
  const release = { rehearsal, reason: '核对无误' };
  await (await client('second')).call('POST', `/v1/cycles/${year}/release`, release);
  const view = await untilPhase('published', Math.ceil(kills / 2));
  await untilInSync(await client(), 300);
  const directory = (await (await fetch(`${running.urls.directory}/_state`)).json()) as {
    entries: Record<string, unknown>[];
  };
  await stopProcess(running);
  const proved = await prove(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  return {
    ...proved,
    report: view.report,
    peers: view.peers,
    published: view.progress.subjects,
    directory: directory.entries
      .map(({ category, uscc, certNo, grade, state, cycle }) =>
        [category, uscc ?? certNo, grade, state, cycle].join('/'),
      )
      .sort(),
  };
}

/** Reads the data folder of the stopped connector: what was published of each subject, and whether it is proved. */
async function prove(dataDir: string): Promise<Pick<Result, 'results' | 'publications' | 'findings'>> {
  const data = await openData(dataDir);
  const folders = createFolderStore(data.table);
  const { findings } = await verifyTable(folders, {
    policy: await policyOfTable({ env: process.env }, data.table),
  });
  for (const finding of findings.slice(0, 5)) console.log(`  ${JSON.stringify(finding)}`);
  const results = new Map<string, string>();
  let publications = 0;
  let after: string | undefined;
  do {
    const page = await folders.scanFolders({ shard: 0, shards: 1, after, limit: 1000 });
    for (const folder of page.folders) {
      publications += folder.facts.filter(({ type }) => type === 'publication').length;
      for (const file of folder.files.values()) {
        for (const { cycle, score, grade } of file.published ?? [])
          results.set(`${folder.party}/${file.category}/${cycle}`, `${score} ${grade}`);
      }
    }
    after = page.next;
  } while (after);
  await data.close();
  return { results, publications, findings: findings.length };
}

const samples = makeSamples({ seed, today: day('2025-12-20'), size, penalties: 160, findings: 260 });
console.log(`${samples.reduce((sum, file) => sum + file.rows, 0)} rows, seed ${seed}. Undisturbed:`);
const calm = await evaluate(samples, 0);
console.log(`  ${calm.publications} subjects published. With ${values.kills} kills:`);
const killed = await evaluate(samples, Number(values.kills));

/** Party keys differ between data folders, so results are compared without them. */
const spread = ({ results }: Result): string =>
  JSON.stringify([...results].map(([key, result]) => `${key.split('/')[1]} ${result}`).sort());
const figures = ({ report }: Result): string =>
  JSON.stringify({ ...report, largestMoves: report?.largestMoves.length }, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
const checks: [string, boolean, string][] = [
  [
    'every subject is published once',
    killed.publications === calm.publications && killed.results.size === killed.publications,
    `${killed.publications} of ${calm.publications}`,
  ],
  ['every result is the same', spread(killed) === spread(calm), `${killed.results.size} results`],
  ['the rehearsal says the same', figures(killed) === figures(calm), `${killed.report?.subjects} subjects`],
  [
    'the peers are the same',
    JSON.stringify(killed.peers) === JSON.stringify(calm.peers),
    `${Object.keys(killed.peers ?? {}).length} statistics`,
  ],
  ['every sheet is proved', killed.findings === 0, `${killed.findings} findings`],
  [
    'the directory holds what was published',
    String(killed.directory) === String(calm.directory),
    `${killed.directory.length} records`,
  ],
];
for (const [what, holds, figure] of checks) console.log(`  ${holds ? '✓' : '✗'} ${what}: ${figure}`);
const failed = checks.filter(([, holds]) => !holds).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
