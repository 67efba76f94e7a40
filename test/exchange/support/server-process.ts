import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

/** A user of this machine that a server runs as. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

export const userOf = (name: string): User => ({
  uid: Number(execFileSync('id', ['-u', name], { encoding: 'utf8' })),
  gid: Number(execFileSync('id', ['-g', name], { encoding: 'utf8' })),
});

/** A server of this machine: an own folder, an own port, ended with the test. */
export class ServerProcess {
  readonly folder: string;
  readonly #user: User | undefined;
  readonly #signal: NodeJS.Signals;
  #process: ChildProcess | undefined;
  #output = '';

  /** @param signal what ends the server without waiting for its clients */
  constructor(name: string, user?: User, signal: NodeJS.Signals = 'SIGTERM') {
    this.#signal = signal;
    this.folder = mkdtempSync(join(tmpdir(), `exchange-${name}-`));
    this.#user = user;
    if (user) chownSync(this.folder, user.uid, user.gid);
  }

  /** Runs a program of the server to its end. */
  prepare(program: string, args: readonly string[]): void {
    execFileSync(program, args, { ...this.#user, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  async start(program: string, args: readonly string[], port: number): Promise<void> {
    const child = spawn(program, args, {
      ...this.#user,
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        this.#output += String(chunk);
      });
    await until(`${program} answers`, () => {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${this.#output}`);
      return isOpen(port);
    });
  }

  /** Ends the server and keeps its folder. */
  async stop(signal: NodeJS.Signals = this.#signal): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    // Sessions of sshd are processes of their own, which would go on.
    const sessions = signal === 'SIGKILL' ? below(child.pid ?? 0) : [];
    child.kill(signal);
    for (const pid of sessions) process.kill(pid, 'SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The processes that a process began, and those they began. */
function below(parent: number): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = listed.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found: number[] = [];
  const add = (of: number): void => {
    for (const [pid = 0, ppid] of pairs)
      if (ppid === of) {
        found.push(pid);
        add(pid);
      }
  };
  add(parent);
  return found;
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
