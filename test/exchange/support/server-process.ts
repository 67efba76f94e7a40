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
    child.kill(signal);
    await gone;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
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
