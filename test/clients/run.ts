import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Client, createClient } from '../../infra/cli/client.ts';
import { localIssuer } from '../../infra/cli/local-issuer.ts';
import { lineOf } from '../../lib/ledger/line.ts';
import { fingerprintOf } from '../../lib/ledger/prove.ts';
import { loadSamples } from '../fuzz/api/planted.ts';
import { allScopes, until } from '../support/connector.ts';
import { type Running, startProcess, stopProcess } from '../support/host-process.ts';
import { untilInSync } from '../support/until-in-sync.ts';
import { clientId, clientSecret, startIssuer } from './issuer.ts';
import { exitWithoutJava, hasJava, testJava } from './java.ts';
import { writeLedgers } from './ledgers.ts';
import type { Place } from './place.ts';
import { runProgram } from './run-program.ts';

const help = `Builds the clients, and tries them and what their READMEs say on a connector with samples.

  npm run test:clients [-- --only typescript|java]

Java 17 and Maven are needed for the Java client. Without them it is not tested, and the exit code is ${exitWithoutJava}.`;

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });

interface Count {
  readonly passed: number;
  readonly failed: number;
}

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  const issuer = await startIssuer();
  const host = await startProcess(join(folder, 'data'), {});
  try {
    const place = await prepare(host, { folder, tokenUrl: issuer.url });
    const counts: Count[] = [];
    if (values.only !== 'java') counts.push(await testTypescript(place, folder));
    const isJavaAsked = values.only !== 'typescript';
    if (isJavaAsked && hasJava()) counts.push(await testJava(place));
    return summed(counts, isJavaAsked && !hasJava());
  } finally {
    issuer.close();
    await stopProcess(host);
    rmSync(folder, { recursive: true, force: true });
  }
}

function summed(counts: readonly Count[], isJavaMissing: boolean): number {
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const failed = counts.reduce((sum, one) => sum + one.failed, 0);
  if (isJavaMissing) console.log('NOT TESTED: the Java client (no Java 17 or no Maven)');
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) return 1;
  return isJavaMissing ? exitWithoutJava : 0;
}

const pharmacy = '91540100MA6T1000XP';

/** Samples, a known pharmacy, a signed ledger, and the packed client, installed. */
async function prepare(
  host: Running,
  { folder, tokenUrl }: { folder: string; tokenUrl: string },
): Promise<Place> {
  const samples = join(root, 'docs/samples');
  const feedFile = join(samples, 'market-supervision.csv');
  const client = await createClient(host.urls.api, { agency: 'samples', scope: allScopes });
  await loadSamples(client);
  for (const [source, name] of [
    ['registry', 'registry.csv'],
    ['market-supervision', 'market-supervision.csv'],
  ] as const)
    await client.follow(await client.submit(source, name, readFileSync(join(samples, name))));
  await untilInSync(client, 120);
  const ledgers = join(folder, 'ledgers');
  writeLedgers(ledgers);
  const TOKEN = await (await localIssuer()).sign({ agency: 'agency', scope: allScopes, minutes: 60 });
  return {
    CONNECTOR_URL: host.urls.api,
    TOKEN_URL: tokenUrl,
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    TOKEN,
    LEDGER_KEY: await signingKey(host.urls.api, TOKEN),
    PHARMACY: pharmacy,
    RECORD: await recordOf(client),
    LEDGERS: ledgers,
    FEED_FILE: feedFile,
    INSTALLED: join(folder, 'agency'),
  };
}

/** The record of the pharmacy in the directory. */
async function recordOf(client: Client): Promise<string> {
  const asked = { purpose: 'supervision', reference: 'r', subjects: [{ scheme: 'uscc', id: pharmacy }] };
  const { results } = (await client.call('POST', '/v1/grades/query', asked)) as {
    results: { recordId?: string }[];
  };
  return results[0]?.recordId ?? '';
}

/** The fingerprint of the key of the ledger, once all of it is signed. */
async function signingKey(url: string, token: string): Promise<string> {
  let key: string | undefined;
  await until('the ledger is signed', async () => {
    let isSigned = false;
    for (let after = 0, next = -1; next !== after; after = Math.max(after, next)) {
      if (next > after) after = next;
      const answer = await fetch(`${url}/v1/ledger?after=${after}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      next = Number(answer.headers.get('next-after'));
      const lines = (await answer.text()).split('\n').map(lineOf);
      for (const line of lines) {
        if (line?.kind === 'batch') isSigned = false;
        if (line?.kind !== 'anchor') continue;
        key = fingerprintOf(line.publicKey);
        isSigned = line.n === next;
      }
      if (next === after) break;
    }
    return isSigned && key !== undefined;
  });
  return key ?? '';
}

/** Builds and packs it, installs it as an agency would, and runs its tests on that. */
async function testTypescript(place: Place, folder: string): Promise<Count> {
  run('npm', ['run', '-s', 'build:client']);
  const packed = run('npm', [
    'pack',
    '--silent',
    '--pack-destination',
    folder,
    './clients/typescript',
  ]).trim();
  mkdirSync(place.INSTALLED, { recursive: true });
  run('npm', ['init', '-y', '--silent'], place.INSTALLED);
  run(
    'npm',
    ['install', '--silent', '--offline', '--no-audit', '--no-fund', join(folder, packed)],
    place.INSTALLED,
  );
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const status = await runProgram(
    process.execPath,
    [vitest, 'run', '--config', 'vitest.clients.config.ts', `--outputFile.json=${report}`],
    place,
  );
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  const isUnsaid = status !== 0 && numFailedTests === 0;
  return { passed: numPassedTests, failed: numFailedTests + (isUnsaid ? 1 : 0) };
}

function run(program: string, args: readonly string[], cwd = root): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr} ${stdout}`);
}

if (values.help) console.log(help);
else process.exitCode = await main();
