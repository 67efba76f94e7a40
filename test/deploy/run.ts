import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWithoutPython, pythonTool, withPython } from '../support/python-tool.ts';
import type { Deployments } from './deployed-connector.ts';
import { stackName, synthesize } from './deployment.ts';
import { groupFile } from './emulator.ts';

const usage = `Deploys the stack on an emulated cloud and drives it.

  npm run test:deploy                     everything
  npm run test:deploy -- --only NAME …    test files whose name contains one of these
  npm run test:deploy -- --keep           leaves the emulator's folder (log, certificates) for a look

Needs Python 3.10 or newer with venv; without it the exit code is ${exitWithoutPython}.`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    only: { type: 'string', multiple: true },
    keep: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'emulated-cloud-'));
try {
  await withPython(drive);
} finally {
  if (values.keep) console.log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

async function drive(): Promise<number> {
  const begun = Date.now();
  pythonTool('emulator');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      endEmulators();
      process.exit(1);
    });
  try {
    const assembly = join(folder, 'assembly');
    await synthesize(assembly);
    console.log(
      `synthesized the app in ${Math.round((Date.now() - begun) / 1000)} s; each connector is a stack of`,
    );
    console.log(contentsOf(assembly));
    return await vitest({ folder, assembly });
  } finally {
    endEmulators();
  }
}

/** The resources of the stack by type, most frequent first. */
function contentsOf(assembly: string): string {
  const { Resources } = JSON.parse(readFileSync(join(assembly, `${stackName}.template.json`), 'utf8')) as {
    Resources: Readonly<Record<string, { Type: string }>>;
  };
  const counts = Object.values(Object.groupBy(Object.values(Resources), ({ Type }) => Type))
    .map((some = []) => ({ type: some[0]?.Type ?? '', count: some.length }))
    .sort((a, b) => b.count - a.count);
  return counts.map(({ type, count }) => `  ${count} ${type}`).join('\n');
}

/** Ends the emulators that a killed test has left. */
function endEmulators(): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, groupFile);
    if (!existsSync(file)) continue;
    console.error(`ending an emulated cloud that was left: ${name}`);
    process.kill(-Number(readFileSync(file, 'utf8')), 'SIGKILL');
  }
}

function vitest(deployments: Deployments): Promise<number> {
  const script = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const config = join(import.meta.dirname, '../../vitest.deploy.config.ts');
  const child = spawn(process.execPath, [script, 'run', '--config', config, ...(values.only ?? [])], {
    stdio: 'inherit',
    env: { ...process.env, DEPLOYMENTS: JSON.stringify(deployments) },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
