import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient, Refused, type RunView } from '../../infra/cli/client.ts';
import { pendingDeliveries } from '../../infra/cli/deliveries.ts';
import { type Host, startHost } from '../../infra/local/host.ts';
import { type Category, type Scheme, type Source, sources } from '../../lib/shared/category.ts';
import { dayOf } from '../../lib/shared/day.ts';

/** Noon of a day in the middle of the cycle, going on as real time does. */
const noon = Date.parse('2026-06-30T04:00:00Z');

export const allScopes = [
  ...sources.map((source) => `feeds:write:${source}`),
  'grades:read',
  'files:read',
  'operations:write',
  'casework:write',
].join(' ');

export interface ReceiverState {
  readonly requests: number;
  readonly entries: readonly Record<string, unknown>[];
  readonly tombstones: readonly Record<string, unknown>[];
  readonly violations: readonly string[];
  readonly refusedSignatures?: number;
}

/** A whole connector in a folder of its own, spoken to through its front door. */
export interface Connector {
  readonly host: Host;
  readonly client: Client;
  readonly dataDir: string;
  as(agency: string, scope?: string): Promise<Client>;
  submit(source: Source, content: unknown): Promise<RunView>;
  settle(): Promise<void>;
  receiver(name: 'directory' | 'settlement'): Promise<ReceiverState>;
  fault(name: 'directory' | 'settlement', mode: string, times?: number): Promise<void>;
  grade(
    subject: { scheme: Scheme; id: string; name?: string; category?: Category },
    purpose?: string,
  ): Promise<Record<string, unknown>>;
  file(subject: { scheme: Scheme; id: string; category: Category }): Promise<Record<string, unknown>>;
  /** Moves the clock on. */
  pass(days: number): void;
  /** The day it is for the connector. */
  today(): string;
  log(): string;
  /** Stops it and leaves its data. */
  halt(): Promise<Halted>;
  stop(): Promise<void>;
}

/** What a connector that was halted leaves. */
export interface Halted {
  readonly dataDir: string;
  readonly ahead: number;
}

/** A new connector, or another one on the data of one that was halted, whose clock goes on. */
export async function startConnector(env: Record<string, string> = {}, halted?: Halted): Promise<Connector> {
  const dataDir = halted?.dataDir ?? mkdtempSync(join(tmpdir(), 'connector-'));
  const begun = Date.now();
  let ahead = halted?.ahead ?? 0;
  const host = await startHost({
    dataDir,
    port: 0,
    clock: () => new Date(noon + ahead + Date.now() - begun),
    env: {
      DIRECTORY_SETTINGS: '{"timeoutSeconds":1}',
      SETTLEMENT_SETTINGS: '{"timeoutSeconds":1}',
      ...env,
    },
  });
  const as = (agency: string, scope = allScopes): Promise<Client> =>
    createClient(host.apiUrl, { agency, scope });
  const client = await as('tests');
  const urls = { directory: host.directoryUrl, settlement: host.settlementUrl };
  return {
    host,
    client,
    dataDir,
    as,
    async submit(source, content) {
      const bytes =
        content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content));
      return client.follow(await client.submit(source, 'file', bytes));
    },
    settle: () => until('every delivery is settled', async () => (await pendingDeliveries(client)) === 0),
    receiver: async (name) => (await (await fetch(`${urls[name]}/_state`)).json()) as ReceiverState,
    async fault(name, mode, times) {
      const body = JSON.stringify({ mode, ...(times && { times }) });
      await fetch(`${urls[name]}/_faults`, { method: 'POST', body });
    },
    async grade(subject, purpose = 'supervision') {
      const answer = (await client.call('POST', '/v1/grades/query', {
        purpose,
        reference: 'test',
        subjects: [subject],
      })) as {
        results: Record<string, unknown>[];
      };
      return answer.results[0] ?? {};
    },
    file: async (subject) =>
      (await client.call('POST', '/v1/files/query', { ...subject, reason: 'test' })) as Record<
        string,
        unknown
      >,
    today: () => dayOf(new Date(noon + ahead + Date.now() - begun)),
    pass(days) {
      ahead += days * 86_400_000;
    },
    log: () => readFileSync(join(dataDir, 'log.ndjson'), 'utf8'),
    async halt() {
      await host.stop();
      return { dataDir, ahead: ahead + Date.now() - begun };
    },
    async stop() {
      await host.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition. @throws when it has not come within a minute and a half */
export async function until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const ends = Date.now() + 90_000;
  while (!(await condition())) {
    if (Date.now() > ends) throw new Error(`not within 90 s: ${what}`);
    await pause(50);
  }
}

/** Status and code of a refusal. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'answered';
  } catch (error) {
    if (error instanceof Refused) return `${error.status} ${error.message.split(':')[0]}`;
    throw error;
  }
}
