import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { type Client, clientWith, Refused, type RunView } from '../../infra/cli/client.ts';
import { pendingDeliveries } from '../../infra/cli/deliveries.ts';
import { localIssuer, localIssuerFile, type TokenClaims } from '../../infra/cli/local-issuer.ts';
import { startHost } from '../../infra/local/host.ts';
import { feedBucket, tableName } from '../../infra/local/names.ts';
import type { Category } from '../../lib/shared/category.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { Scheme } from '../../lib/shared/scheme.ts';
import { scopes } from '../../lib/shared/scope.ts';
import type { Source } from '../../lib/shared/source.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import type { TrustedIssuer } from './hostile-tokens.ts';
import { localQueues, type StoredIn } from './storage.ts';

/** Noon of a day in the middle of the cycle. From there the clock runs in real time. */
const noon = Date.parse('2026-06-30T04:00:00Z');

/** Far below a lease: a sender that has asked a receiver is answered before its lease has run out. */
const aStep = 5000;

export const allScopes = scopes.join(' ');

export interface ReceiverState {
  readonly requests: number;
  /** Traces of its requests. Only simulators have them. */
  readonly traces: readonly string[];
  readonly entries: readonly Record<string, unknown>[];
  readonly tombstones: readonly Record<string, unknown>[];
  readonly violations: readonly string[];
  readonly refusedSignatures?: number;
}

/** The claims of a token that most tests leave out. */
export type Bearer = Pick<TokenClaims, 'person' | 'division' | 'name'>;

/** A whole connector of its own, local or deployed, used only through its API. */
export interface Connector {
  readonly apiUrl: string;
  readonly client: Client;
  /** The simulator of an authority's endpoint, when `AUTHORITY_SIMULATOR` is set. */
  readonly authorityUrl?: string;
  /**
   * The data folder of the local host.
   * @throws where the connector is deployed
   */
  readonly dataDir: string;
  as(agency: string, scope?: string, more?: Bearer): Promise<Client>;
  /** The token issuer it trusts. Tests also sign invalid tokens with it. */
  readonly issuer: TrustedIssuer;
  /** A bearer token of that issuer. */
  token(agency: string, scope?: string, more?: Bearer): Promise<string>;
  submit(source: Source, content: unknown): Promise<RunView>;
  untilInSync(): Promise<void>;
  /** The same, while the clock runs ahead: a retry that is due in minutes is made in seconds. */
  untilInSyncAhead(): Promise<void>;
  receiver(name: 'directory' | 'settlement'): Promise<ReceiverState>;
  fault(name: 'directory' | 'settlement', mode: string, times?: number): Promise<void>;
  /** Changes what a receiver has, as if by somebody else: ids that get lost, records that are kept. */
  plant(
    name: 'directory' | 'settlement',
    order: { lose?: readonly unknown[]; keep?: readonly object[] },
  ): Promise<void>;
  grade(
    subject: { scheme: Scheme; id: string; name?: string; category?: Category },
    purpose?: string,
  ): Promise<Record<string, unknown>>;
  file(subject: { scheme: Scheme; id: string; category: Category }): Promise<Record<string, unknown>>;
  /** Moves the clock forward. */
  pass(days: number): void;
  /** The current day of the connector. */
  today(): string;
  log(): string;
  readonly table: StoredIn;
  readonly feeds: FeedsIn;
  /** The messages in its queues, where they can be seen. */
  messages(): string;
  /**
   * Stops it and leaves its data.
   * @throws where the connector is deployed
   */
  halt(): Promise<Halted>;
  stop(): Promise<void>;
}

/** Where it stores files of senders, for checks that the API does not allow. */
export interface FeedsIn {
  readonly client: S3Client;
  readonly bucket: string;
}

/** What a stopped connector leaves. Its clock continues. */
export interface Halted {
  readonly dataDir: string;
  readonly ahead: number;
}

/** The parts of a connector, wherever it runs. */
export interface ConnectorParts {
  readonly apiUrl: string;
  readonly receiverUrls: { readonly directory: string; readonly settlement: string };
  readonly authorityUrl?: string;
  readonly issuer: TrustedIssuer;
  token(claims: TokenClaims): Promise<string>;
  /** Sets the clock so many milliseconds ahead of the machine's clock. */
  setAhead(milliseconds: number): void;
  log(): string;
  readonly table: StoredIn;
  readonly feeds: FeedsIn;
  messages(): string;
  stop(): Promise<void>;
  /**
   * Data folder and end of the local host.
   * @throws where it is deployed
   */
  dataDir(): string;
  halt(): Promise<void>;
}

/** A data folder that already has data: how it is made, and how far time has moved since noon. */
export interface Earlier {
  readonly fill: (dataDir: string) => Promise<void>;
  readonly milliseconds: number;
}

/**
 * Starts a connector on the local host, or on a stack of its own where `DEPLOYMENTS` says how to make one
 * (`test/deploy`).
 * @param pace how often the local host calls its schedules, in times as often as usual
 */
export async function startConnector(
  env: Record<string, string> = {},
  earlier?: Earlier | Halted,
  pace?: number,
): Promise<Connector> {
  const sinceNoon = earlier && 'milliseconds' in earlier ? earlier.milliseconds : 0;
  const ahead = earlier && 'ahead' in earlier ? earlier.ahead : noon - Date.now() + sinceNoon;
  if (!process.env['DEPLOYMENTS'] || earlier)
    return connectorOf(await startLocal(env, ahead, { earlier, pace }), ahead);
  const { deployConnector } = await import('../deploy/deployed-connector.ts');
  return connectorOf(await deployConnector(env, ahead), ahead);
}

async function startLocal(
  env: Record<string, string>,
  aheadAtFirst: number,
  { earlier, pace = 1 }: { earlier?: Earlier | Halted | undefined; pace?: number | undefined },
): Promise<ConnectorParts> {
  const isHalted = earlier && 'dataDir' in earlier;
  const dataDir = isHalted ? earlier.dataDir : mkdtempSync(join(tmpdir(), 'connector-'));
  if (earlier && 'fill' in earlier) await earlier.fill(dataDir);
  let ahead = aheadAtFirst;
  const host = await startHost({
    dataDir,
    port: 0,
    clock: () => new Date(Date.now() + ahead),
    pace,
    env: {
      DIRECTORY_SETTINGS: '{"timeoutSeconds":1}',
      SETTLEMENT_SETTINGS: '{"timeoutSeconds":1}',
      ...env,
    },
  });
  const issuer = await localIssuer();
  const key = JSON.parse(readFileSync(localIssuerFile, 'utf8')) as TrustedIssuer['key'];
  return {
    apiUrl: host.apiUrl,
    receiverUrls: { directory: host.directoryUrl, settlement: host.settlementUrl },
    ...(host.authorityUrl && { authorityUrl: host.authorityUrl }),
    issuer: { issuer: issuer.issuer, audience: issuer.audience, key },
    token: (claims) => issuer.sign({ ...claims, minutes: 240 }),
    setAhead(milliseconds) {
      ahead = milliseconds;
    },
    log: () => readFileSync(join(dataDir, 'log.ndjson'), 'utf8'),
    table: { client: new DynamoDBClient({}), name: tableName },
    feeds: { client: new S3Client({ forcePathStyle: true }), bucket: feedBucket },
    messages: () => localQueues(dataDir),
    dataDir: () => dataDir,
    halt: () => host.stop(),
    async stop() {
      await host.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Milliseconds to pass until the first attempt is due, where each pending delivery waits for one as the test says. Nobody has
 * a lease then.
 */
function untilDue(
  pending: readonly DeliveryView[],
  waits: (delivery: DeliveryView) => boolean,
  now: number,
): number {
  const due = pending.map((one) => (waits(one) && one.dueAt ? Date.parse(one.dueAt) : now));
  const first = due.length > 0 ? Math.min(...due) : now;
  return first > now ? first - now + 1 : 0;
}

const wasTried = ({ attempt }: DeliveryView): boolean => attempt > 0;

/**
 * A test that moved the clock by days before an entry of the ledger was signed made the entry as old; the signature comes
 * within a second.
 */
const waitsForSignature = ({ problem }: DeliveryView): boolean => problem === 'ledger-unsigned';

/** Makes a connector of these parts, with a clock that is so many milliseconds ahead. */
export async function connectorOf(parts: ConnectorParts, aheadAtFirst: number): Promise<Connector> {
  let ahead = aheadAtFirst;
  const { apiUrl, receiverUrls, authorityUrl } = parts;
  const token = (agency: string, scope = allScopes, more: Bearer = {}): Promise<string> =>
    parts.token({ agency, scope, ...more });
  const as = async (agency: string, scope = allScopes, more: Bearer = {}): Promise<Client> =>
    clientWith(apiUrl, await token(agency, scope, more));
  const client = await as('tests');
  const pass = (milliseconds: number): void => {
    ahead += milliseconds;
    parts.setAhead(ahead);
  };
  return {
    apiUrl,
    client,
    ...(authorityUrl && { authorityUrl }),
    get dataDir() {
      return parts.dataDir();
    },
    as,
    issuer: parts.issuer,
    token,
    async submit(source, content) {
      const bytes =
        content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content));
      return client.follow(await client.submit(source, 'file', bytes));
    },
    untilInSync: () =>
      until('no delivery is pending', async () => {
        const pending = await pendingDeliveries(client);
        pass(untilDue(pending, waitsForSignature, Date.now() + ahead));
        return pending.length === 0;
      }),
    untilInSyncAhead: () =>
      until('no delivery is pending', async () => {
        const pending = await pendingDeliveries(client);
        if (pending.length > 0) pass(untilDue(pending, wasTried, Date.now() + ahead) || aStep);
        return pending.length === 0;
      }),
    receiver: async (name) => (await (await fetch(`${receiverUrls[name]}/_state`)).json()) as ReceiverState,
    async fault(name, mode, times) {
      const body = JSON.stringify({ mode, ...(times && { times }) });
      await fetch(`${receiverUrls[name]}/_faults`, { method: 'POST', body });
    },
    async plant(name, order) {
      const answer = await fetch(`${receiverUrls[name]}/_records`, {
        method: 'POST',
        body: JSON.stringify(order),
      });
      if (!answer.ok) throw new Error(await answer.text());
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
    today: () => dayOf(new Date(Date.now() + ahead)),
    pass: (days) => pass(days * 86_400_000),
    log: parts.log,
    table: parts.table,
    feeds: parts.feeds,
    messages: parts.messages,
    async halt() {
      await parts.halt();
      return { dataDir: parts.dataDir(), ahead };
    },
    stop: parts.stop,
  };
}

/**
 * Waits for a condition. Asking costs the connector work of its own, so it asks less often the longer it waits.
 * @throws when it is not met within 240 seconds
 */
export async function until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const ends = Date.now() + 240_000;
  for (let wait = 25; !(await condition()); wait = Math.min(wait * 1.5, 250)) {
    if (Date.now() > ends) throw new Error(`not within 240 s: ${what}`);
    await pause(wait);
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
