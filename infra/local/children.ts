import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { compileCache } from './names.ts';

/** A child process. It ends with its parent, however the parent ends. */
export interface Child {
  /** The JSON of its first line on standard output. */
  readonly announced: Record<string, string>;
  stop(): Promise<void>;
}

const startSeconds = 60;

/**
 * Starts a script and waits for the line that says where it listens. Its standard input stays open. When this process
 * dies, even by `kill -9`, the child reads the end of its input and exits.
 */
export async function startChild(
  script: string,
  env: Record<string, string>,
  onExit: (code: number | null) => void,
): Promise<Child> {
  const child = spawn(process.execPath, [script], {
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let stopping = false;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      resolve();
      if (!stopping) onExit(code);
    });
  });
  const announced = await firstLine(child, script);
  return {
    announced,
    async stop() {
      stopping = true;
      child.stdin?.end();
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/**
 * Starts the simulator of a receiver. If it dies, the receiver is down for a moment; it is started again at the same
 * address. The connector must tolerate that.
 */
export async function startSimulator(
  script: string,
  env: Record<string, string>,
): Promise<{ url: string; stop(): Promise<void> }> {
  let stopped = false;
  let current: Child;
  let next: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (stopped) return;
    next = setTimeout(async () => {
      try {
        current = await startChild(script, { ...env, PORT: new URL(url).port }, again);
      } catch {
        again();
      }
    }, 1000);
  };
  current = await startChild(script, { ...env, PORT: '0' }, again);
  const url = current.announced['listening'] ?? '';
  return {
    url,
    async stop() {
      stopped = true;
      clearTimeout(next);
      await current.stop();
    },
  };
}

function firstLine(child: ChildProcess, script: string): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const name = script.split('/').at(-1);
    const timer = setTimeout(
      () => reject(new Error(`${name} did not start within ${startSeconds} s`)),
      startSeconds * 1000,
    );
    if (!child.stdout) return reject(new Error(`${name} has no output`));
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve(JSON.parse(line) as Record<string, string>);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${name} ended with code ${code} before it was ready`));
    });
  });
}

/** In a child: calls `end` when the parent is gone or asks to stop. */
export function endWithParent(end: () => Promise<void> | void): void {
  let ending = false;
  const once = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await end();
    process.exit(0);
  };
  process.stdin.resume();
  process.stdin.once('end', once);
  process.stdin.once('close', once);
  process.once('SIGTERM', once);
  process.once('SIGINT', () => {
    // Ctrl-C signals the whole process group. The parent ends the child in order, so the child ignores the signal.
  });
}
