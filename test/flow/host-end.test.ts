import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, vi } from 'vitest';
import { enginesPid, killProcess, type Running, startProcess } from '../support/host-process.ts';
import { onLocalHost } from '../support/on-local-host.ts';

/** Processes and a data folder of one machine: a deployed stack has neither. */
let folder: string;
let dataDir: string;
let host: Running;

beforeEach(async () => {
  if (process.env['DEPLOYMENTS']) return;
  folder = mkdtempSync(join(tmpdir(), 'host-end-'));
  dataDir = join(folder, 'data');
  host = await startProcess(dataDir);
});
afterEach(async () => {
  if (process.env['DEPLOYMENTS']) return;
  if (host.process.exitCode === null && host.process.signalCode === null) await killProcess(host, true);
  rmSync(folder, { recursive: true, force: true });
});

const engines = (): number => enginesPid(host) ?? Number.NaN;

async function health(): Promise<{ status: number; code?: string; explanation?: string }> {
  const response = await fetch(`${host.urls.api}/health`);
  return { ...((await response.json()) as object), status: response.status };
}

async function readiness(): Promise<{ status: number; code?: string; checks?: Record<string, string> }> {
  const response = await fetch(`${host.urls.api}/ready`);
  return { ...((await response.json()) as object), status: response.status };
}

/** The exit code, and the seconds until it came. */
async function ended(act: () => void): Promise<{ code: number | null; seconds: number }> {
  const from = performance.now();
  const exit = new Promise<number | null>((resolve) => host.process.once('exit', resolve));
  act();
  return { code: await exit, seconds: (performance.now() - from) / 1000 };
}

const unwell = { status: 503, code: 'machine-unwell', explanation: expect.stringContaining('数据目录') };
const patience = { timeout: 60_000, interval: 200 };

describe('a host', () => {
  onLocalHost('that loses its engines ends with a code that says so, within seconds', async () => {
    expect(await health()).toMatchObject({ status: 200 });
    const { code, seconds } = await ended(() => process.kill(engines(), 'SIGKILL'));
    expect(code).toBe(1);
    expect(seconds).toBeLessThan(20);
  });

  onLocalHost('whose engines do not answer is unwell until they do', async () => {
    expect(await readiness()).toMatchObject({ status: 200, checks: { table: 'ok', settlement: 'ok' } });
    process.kill(engines(), 'SIGSTOP');
    expect(await health()).toMatchObject(unwell);
    await vi.waitFor(
      async () =>
        expect(await readiness()).toMatchObject({
          status: 503,
          code: 'not-ready',
          detail: 'These do not answer: table, queues, bucket. See the log.',
          checks: {
            table: 'failing',
            queues: 'failing',
            bucket: 'failing',
            keys: 'ok',
            directory: 'unknown',
          },
        }),
      patience,
    );
    process.kill(engines(), 'SIGCONT');
    await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 200 }), patience);
    await vi.waitFor(async () => expect(await readiness()).toMatchObject({ status: 200 }), patience);
  });

  onLocalHost('whose data folder is gone is unwell until it is back', async () => {
    renameSync(dataDir, `${dataDir}-elsewhere`);
    expect(await health()).toMatchObject(unwell);
    expect(await readiness()).toMatchObject({ status: 503 });
    renameSync(`${dataDir}-elsewhere`, dataDir);
    expect(await health()).toMatchObject({ status: 200 });
  });

  onLocalHost('ends when it is told to, although clients keep and use their connections', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
    let answers = 0;
    const ask = (): void => {
      http
        .get(`${host.urls.api}/openapi.json`, { agent }, (response) => {
          answers += 1;
          response.resume().once('end', ask);
        })
        .once('error', () => undefined);
    };
    for (let client = 0; client < 4; client++) ask();
    const { hostname, port } = new URL(host.urls.api);
    const half = net.connect(Number(port), hostname).on('error', () => undefined);
    half.write('GET /health HTTP/1.1\r\nhost: x\r\n');
    await vi.waitFor(() => expect(answers).toBeGreaterThan(20), patience);
    const { code, seconds } = await ended(() => host.process.kill('SIGTERM'));
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(35);
    agent.destroy();
    half.destroy();
  });
});
