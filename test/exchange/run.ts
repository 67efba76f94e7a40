import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitWithoutParts, missingParts } from './support/parts.ts';

const help = `Runs the exchange agent against a connector, folders, an SFTP server and two databases of this machine.

  npm run test:exchange [-- FILE…]

Needs the Debian packages openssh-server, postgresql and mariadb-server, and root to run them as their own users. Where one is missing nothing
is tested, it is named, and the exit code is ${exitWithoutParts}.`;

const root = join(import.meta.dirname, '../..');
const asked = process.argv.slice(2);
const missing = missingParts();
if (asked.includes('--help')) console.log(help);
else if (missing.length > 0) {
  console.error(`NOT TESTED: there is no ${missing.join(', no ')} here.`);
  process.exitCode = exitWithoutParts;
} else process.exitCode = run();

/** @returns the exit code */
function run(): number {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-report-'));
  const report = join(folder, 'report.json');
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...['--config', 'vitest.exchange.config.ts'],
      ...['--reporter', 'verbose', '--reporter', 'json', '--outputFile.json', report],
      ...asked,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  console.log(summaryOf(report));
  rmSync(folder, { recursive: true, force: true });
  return status ?? 1;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** False also where a server did not start. */
  readonly success: boolean;
}

function summaryOf(report: string): string {
  try {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    return `${numPassedTests} passed, ${Math.max(numFailedTests, success ? 0 : 1)} failed`;
  } catch {
    return '0 passed, 1 failed';
  }
}
