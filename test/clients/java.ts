import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryJavaReadme } from './java-readme.ts';
import type { Place } from './place.ts';
import { runProgram } from './run-program.ts';

export const exitWithoutJava = 3;
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'clients/java');

/** Whether Java 17 and Maven are there. */
export function hasJava(): boolean {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const isNew = /version "(1[7-9]|[2-9]\d)/.test(stderr ?? '');
  return isNew && spawnSync('mvn', ['-version']).status === 0;
}

/** Builds the client and the example, with their tests on the connector. */
export async function testJava(place: Place): Promise<{ passed: number; failed: number }> {
  await runProgram('npm', ['run', '-s', 'contract:java'], place);
  const args = [
    '--quiet',
    '--batch-mode',
    '--no-transfer-progress',
    '-f',
    join(folder, 'pom.xml'),
    'install',
  ];
  const status = await runProgram('mvn', args, place);
  const reports = join(folder, 'client/target/surefire-reports');
  const suites = readdirSync(reports)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => /<testsuite [^>]*>/.exec(readFileSync(join(reports, name), 'utf8'))?.[0] ?? '');
  const sum = (what: string): number =>
    suites.reduce((all, suite) => all + Number(new RegExp(` ${what}="(\\d+)"`).exec(suite)?.[1] ?? 0), 0);
  const failed = sum('failures') + sum('errors');
  const passed = sum('tests') - failed - sum('skipped');
  if (status !== 0) return { passed, failed: Math.max(1, failed) };
  const readme = await tryJavaReadme(place);
  return { passed: passed + readme.passed, failed: failed + readme.failed };
}
