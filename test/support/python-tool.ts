import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Exit code of a command that needs Python and finds none (EX_UNAVAILABLE). */
export const exitWithoutPython = 69;

/** The machine lacks a Python that can install tools. */
export class PythonMissing extends Error {
  override readonly name = 'PythonMissing';
}

/**
 * A virtual environment for a tool written in Python, with the packages pinned in `test/tools/<tool>.txt`, each file by
 * its checksum. It is made on first use and again when the list changes.
 * @returns the folder of its programs
 * @throws PythonMissing where no Python from 3.11 on with `venv` is found
 */
export function pythonTool(tool: string): string {
  const list = join(root, 'test/tools', `${tool}.txt`);
  const folder = join(root, '.tools', tool);
  const programs = join(folder, 'bin');
  const made = join(folder, 'made-from');
  const digest = createHash('sha256').update(readFileSync(list)).digest('hex');
  if (existsSync(made) && readFileSync(made, 'utf8') === digest) return programs;
  rmSync(folder, { recursive: true, force: true });
  const python = findPython();
  run(python, ['-m', 'venv', folder]);
  run(join(programs, 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--only-binary=:all:',
    '--require-hashes',
    '--requirement',
    list,
  ]);
  writeFileSync(made, digest);
  return programs;
}

function findPython(): string {
  const found = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'].find((name) => {
    const check = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 11) else 1)';
    return spawnSync(name, ['-c', check], { stdio: 'ignore' }).status === 0;
  });
  if (!found)
    throw new PythonMissing(
      'This command needs Python 3.11 or newer with its venv module; install it and try again.',
    );
  return found;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
}

/** Runs a command that needs Python. Where there is none it says so and ends with a code of its own. */
export async function withPython(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof PythonMissing)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitWithoutPython;
  }
}
