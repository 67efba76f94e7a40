import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { pythonTool } from '../support/python-tool.ts';

/** An emulated cloud on loopback in one process, with the processes of the functions it runs. */
export interface Emulator {
  readonly url: string;
  readonly logFile: string;
  /**
   * Certificates for the services outside of it: an authority that functions trust, and a certificate for 127.0.0.1.
   */
  readonly certificates: { readonly authority: string; readonly front: string; readonly frontKey: string };
  /** Sets the clock of its functions so many milliseconds ahead of the machine's clock. */
  setAhead(milliseconds: number): void;
  /** @throws when one of its processes is left */
  stop(): Promise<void>;
}

const startSeconds = 60;

/** File in an emulator's folder with its process group, while it runs. */
export const groupFile = 'group';

/**
 * Starts an emulator with its files in `folder`.
 * @throws PythonMissing
 */
export async function startEmulator(folder: string): Promise<Emulator> {
  const programs = pythonTool('emulator');
  mkdirSync(folder, { recursive: true });
  const made = spawnSync(join(programs, 'python'), [join(import.meta.dirname, 'certificates.py'), folder], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`no certificates: ${made.stderr}`);
  const certificates = {
    authority: join(folder, 'authority.pem'),
    front: join(folder, 'front.pem'),
    frontKey: join(folder, 'front.key'),
  };
  const clockFile = join(folder, 'clock');
  const port = await freePort();
  const logFile = join(folder, 'emulator.log');
  const log = openSync(logFile, 'w');
  const child = spawn(join(programs, 'ministack'), [], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
      // Its functions run on the Node of this project, which is the version of Lambda.
      PATH: [dirname(process.execPath), programs, process.env['PATH']].join(delimiter),
      GATEWAY_PORT: String(port),
      // Loopback only, and without the additional ports it would open.
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      SERVICES: '',
      LAMBDA_EXECUTOR: 'local',
      LAMBDA_WARM_TTL_SECONDS: '60',
      LOG_LEVEL: 'WARNING',
      // The token issuer and the receivers use TLS. These variables are for the emulator and its functions.
      SSL_CERT_FILE: certificates.authority,
      NODE_EXTRA_CA_CERTS: certificates.authority,
      NODE_OPTIONS: `--import ${join(import.meta.dirname, 'moved-clock.mjs')}`,
      MOVED_CLOCK: clockFile,
    },
  });
  closeSync(log);
  writeFileSync(join(folder, groupFile), String(child.pid));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const setAhead = (milliseconds: number): void => {
    // Replaced atomically, because a function that read half of the file would have a wrong clock.
    writeFileSync(`${clockFile}.next`, String(milliseconds));
    renameSync(`${clockFile}.next`, clockFile);
  };
  const isGone = (): boolean => !isAlive(-(child.pid ?? 0));
  const stop = async (): Promise<void> => {
    if (!isGone()) process.kill(-(child.pid ?? 0), 'SIGTERM');
    for (let left = 100; left > 0 && !isGone(); left--) await pause(100);
    if (!isGone()) process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
    for (let left = 50; left > 0 && !isGone(); left--) await pause(100);
    if (!isGone()) throw new Error(`processes of the emulator are left in group ${child.pid}`);
    rmSync(join(folder, groupFile));
  };
  for (let left = startSeconds * 10; left > 0; left--) {
    if (await answers(`${url}/_ministack/health`)) return { url, logFile, certificates, setAhead, stop };
    if (child.exitCode !== null) break;
    await pause(100);
  }
  await stop();
  throw new Error(`the emulator did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
