import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A program of the installation, as a process that can be killed and started again. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Resolves to true once the program does its work. */
  readonly isReady: () => Promise<boolean>;
}

export interface Started {
  readonly name: string;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, after it was killed. */
  again(): Promise<void>;
}

const readySeconds = 90;

/** What every program finds in its environment: nothing of the machine but where programs are. */
const bare = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', LANG: 'C.UTF-8' };

export async function startProgram(program: Program): Promise<Started> {
  const { name, command, args, env, folder, isReady } = program;
  let child: ChildProcess;
  const begin = async (): Promise<void> => {
    mkdirSync(folder, { recursive: true });
    const log = openSync(join(folder, `${name}.out`), 'a');
    child = spawn(command, args, { cwd: folder, env: { ...bare, ...env }, stdio: ['ignore', log, log] });
    closeSync(log);
    const died = new Promise<never>((_, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => fail(new Error(`${name} ended with ${code}: see ${folder}/${name}.out`)));
    });
    died.catch(() => undefined);
    await Promise.race([until(isReady, `${name} is ready`, readySeconds), died]);
  };
  await begin();
  return {
    name,
    async kill(signal = 'SIGKILL') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await gone;
    },
    again: begin,
  };
}

/** Runs a program to its end. */
export function runProgram(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; out: string }> {
  const child = spawn(command, args, { env: { ...bare, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      out += String(text);
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out }));
  });
}

export async function until(isSo: () => Promise<boolean>, what: string, seconds = 60): Promise<void> {
  const ends = Date.now() + seconds * 1000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > ends) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(100);
  }
}

/** Whether anything answers there. */
export const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (answer) => {
      await answer.body?.cancel();
      return true;
    },
    () => false,
  );
