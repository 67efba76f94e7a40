import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Summary {
  readonly operations: { readonly tested: number };
  readonly failures: readonly { readonly title: string; readonly operations: readonly string[] }[];
  readonly errors: readonly unknown[];
}

/**
 * Runs the fuzzer over a contract.
 * @returns how many operations it tried, which failed, and where its record is
 */
export async function fuzz(task: {
  program: string;
  contract: string;
  url: string;
  token: string;
  folder: string;
  examples: string;
  seed: string;
  only: string;
}): Promise<{ operations: number; failed: string[]; report: string }> {
  const summary = join(task.folder, 'summary.json');
  const report = join(task.folder, 'report.ndjson');
  const child = spawn(
    task.program,
    [
      ...['--config-file', join(import.meta.dirname, 'schemathesis.toml'), 'run', task.contract],
      ...['--url', task.url, '--header', `Authorization: Bearer ${task.token}`],
      ...['--seed', task.seed, '--max-examples', task.examples],
      ...['--include-path-regex', `^${task.only}`],
      // A part of the contract can lack links between its operations.
      ...(task.only === '/' ? [] : ['--phases', 'examples,coverage,fuzzing']),
      ...['--report', 'json,ndjson', '--report-json-path', summary, '--report-ndjson-path', report],
    ],
    { cwd: task.folder, stdio: 'inherit' },
  );
  process.once('exit', () => child.kill());
  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  const { operations, failures, errors } = JSON.parse(readFileSync(summary, 'utf8')) as Summary;
  const failed = new Set(failures.flatMap(({ operations: labels }) => labels));
  if (errors.length > 0 || (code !== 0 && failed.size === 0))
    throw new Error(`schemathesis ended with code ${code}: ${JSON.stringify(errors)}`);
  return { operations: operations.tested, failed: [...failed], report };
}
