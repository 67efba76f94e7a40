import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { dayOf } from '../../lib/shared/day.ts';
import { senderScope } from '../../lib/shared/scope.ts';
import type { WaitingCounts } from '../../schemas/api.ts';
import { takeDataFolder } from '../local/data-folder.ts';
import { startHost } from '../local/host.ts';
import { signInText } from '../local/issuer/persons.ts';
import { makeSamples } from '../samples/feeds.ts';
import type { SampleFile } from '../samples/sample-file.ts';
import { type Client, createClient, type RunView } from './client.ts';
import { allDeliveries, pendingDeliveries } from './deliveries.ts';
import { type SimulatorState, summaryOf } from './demo-summary.ts';

const usage = `Starts everything on this machine, feeds sample files through the whole path and shows what came of them.

  npm run demo [-- --exit] [--seed N]

--exit stops after the summary; exit code 0 only if all counts add up and every push was acknowledged.
Environment: PORT (8080).`;

const { values } = parseArgs({
  options: {
    exit: { type: 'boolean' },
    seed: { type: 'string', default: '20260101' },
    help: { type: 'boolean', short: 'h' },
  },
  strict: false,
});

if (values['help']) {
  console.log(usage);
  process.exit(0);
}

const isTerminal = process.stdout.isTTY;
const step = (text: string): void => {
  process.stdout.write(isTerminal ? `\r\u001b[K${text}` : '');
};
const say = (text: string): void => {
  process.stdout.write(isTerminal ? `\r\u001b[K${text}\n` : `${text}\n`);
};

/** Sends a file and shows its progress. */
async function feed(client: Client, file: SampleFile): Promise<RunView> {
  const runId = await client.submit(file.source, file.name, file.bytes);
  const run = await client.follow(runId, ({ received }) => {
    const done = Math.min(1, received / file.rows);
    step(
      `  ${file.source.padEnd(20)} ${'█'.repeat(Math.round(done * 30)).padEnd(30, '░')} ${received}/${file.rows}`,
    );
  });
  say(`  ${file.source.padEnd(20)} ${run.status}: ${run.received} 行`);
  return run;
}

const deliverySeconds = 90;

/** Waits until no delivery is pending. */
async function untilDelivered(client: Client): Promise<number> {
  const ends = Date.now() + deliverySeconds * 1000;
  for (;;) {
    const pending = (await pendingDeliveries(client)).length;
    if (pending === 0 || Date.now() > ends) return pending;
    step(`  推送中：${pending >= 100 ? '100 条以上' : `${pending} 条`}待确认`);
    await pause(500);
  }
}

const waitingOf = async (client: Client): Promise<WaitingCounts['counts']> =>
  ((await client.call('GET', '/v1/quarantine/counts')) as WaitingCounts).counts;

const stateOf = async (url: string): Promise<SimulatorState> =>
  (await (await fetch(`${url}/_state`)).json()) as SimulatorState;

const demoFolder = '.demo';

/** The folder keeps one run: earlier ones are deleted, unless a demo still serves on them. */
async function forgetEarlierRuns(): Promise<void> {
  mkdirSync(demoFolder, { recursive: true });
  for (const name of readdirSync(demoFolder).filter((one) => one.startsWith('data-'))) {
    const path = join(demoFolder, name);
    try {
      await (await takeDataFolder(path)).stop();
    } catch {
      continue;
    }
    rmSync(path, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  await forgetEarlierRuns();
  const dataDir = mkdtempSync(join(demoFolder, 'data-'));
  const port = Number(process.env['PORT'] || 8080);
  const begun = Date.now();
  say('启动连接器与两个接收方模拟器 …');
  const host = await startHost({
    dataDir,
    port,
    env: { ...process.env, DIRECTORY_URL: '', SETTLEMENT_URL: '' },
  });
  const stop = async (code: number): Promise<never> => {
    await host.stop();
    process.exit(code);
  };
  process.once('SIGINT', () => stop(130));
  process.once('SIGTERM', () => stop(143));
  host.failed.then((what) => {
    console.error(`The demo stops: ${what}.`);
    return stop(1);
  });
  const files = makeSamples({ seed: Number(values['seed']), today: dayOf(new Date()) });
  for (const { source, name, bytes } of files) writeFileSync(join(dataDir, `${source}-${name}`), bytes);
  const authorities = new Set(files.map(({ source }) => senderScope(source)));
  const scope = [...authorities, 'runs:read', 'quarantine:write', 'deliveries:write'].join(' ');
  const client = await createClient(host.apiUrl, { agency: 'demo', scope });
  say(
    `READY ${JSON.stringify({ api: host.apiUrl, directory: host.directoryUrl, settlement: host.settlementUrl })}`,
  );
  say('送入样例文件：');
  const runs: RunView[] = [];
  for (const file of files) runs.push(await feed(client, file));
  const pending = await untilDelivered(client);
  const { text, isSound } = summaryOf({
    files,
    runs,
    pending,
    waiting: await waitingOf(client),
    directory: await stateOf(host.directoryUrl),
    settlement: await stateOf(host.settlementUrl),
    givenUp: (await allDeliveries(client, { state: 'given-up' })).length,
    apiUrl: host.apiUrl,
    dataDir,
    seconds: (Date.now() - begun) / 1000,
    today: dayOf(new Date()),
  });
  say(text);
  if (values['exit']) return stop(isSound ? 0 : 1);
  say(signInText(host.apiUrl));
  say('继续服务中，Ctrl-C 结束。');
  return new Promise(() => undefined);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
