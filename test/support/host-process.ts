import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** A connector in processes of its own that can be killed. */
export interface Running {
  readonly process: ChildProcess;
  readonly urls: { api: string; directory: string; settlement: string };
}

export async function startProcess(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../infra/local/start.ts')], {
    env: { ...process.env, ...env, DATA_DIR: dataDir, PORT: '0', DIRECTORY_URL: '', SETTLEMENT_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('READY '))
      return { process: child, urls: JSON.parse(line.slice(6)) as Running['urls'] };
  }
  throw new Error('the connector did not start');
}

/** Sends SIGKILL to the host only, or to its whole process tree at once. */
export async function killProcess({ process: child }: Running, isWholeTree: boolean): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(isWholeTree ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGKILL');
  await gone;
  // The other processes end after their parent. Their files must be free before the next start.
  for (let left = 200; left > 0 && isGroupAlive(child.pid ?? 0); left--) await pause(50);
}

export async function stopProcess({ process: child }: Running): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(child.pid ?? 0, 'SIGINT');
  await gone;
}

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Peak memory of the host and its engines so far, in MB. Undefined where there is no `/proc`. */
export function peakMemory({ process: child }: Running): { host: number; engines: number } | undefined {
  try {
    const host = statusOf(child.pid ?? 0);
    return { host: host.peak, engines: enginesOf(child)?.status?.peak ?? 0 };
  } catch {
    return undefined;
  }
}

/** The process of the engines of a host. Undefined where there is none, or no `/proc`. */
export function enginesPid({ process: child }: Running): number | undefined {
  const pid = enginesOf(child)?.pid;
  return pid === undefined ? undefined : Number(pid);
}

const enginesOf = (child: ChildProcess) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid, status: statusOrNothing(Number(pid)) }))
    .find(({ pid, status }) => status?.parent === child.pid && commandOf(pid).includes('engines.ts'));

function statusOf(pid: number): { parent: number; peak: number } {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const figure = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
  return { parent: figure('PPid'), peak: figure('VmHWM') / 1024 };
}

function statusOrNothing(pid: number): ReturnType<typeof statusOf> | undefined {
  try {
    return statusOf(pid);
  } catch {
    // The process has ended meanwhile.
    return undefined;
  }
}

const commandOf = (pid: string): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');
