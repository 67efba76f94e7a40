import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Place } from './place.ts';

const root = join(import.meta.dirname, '../..');

/** Runs a program to its end with the place in its environment, while this process goes on serving. @returns its exit code */
export function runProgram(program: string, args: readonly string[], place: Place): Promise<number> {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...place } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
