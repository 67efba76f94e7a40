import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, clientWith } from '../../infra/cli/client.ts';
import { freePort } from '../support/free-port.ts';
import { servicesOf } from './compose.ts';
import { type Engines, startEngines } from './engines.ts';
import type { startIssuer } from './issuer.ts';
import type { Parts } from './parts.ts';
import type { startReceivers } from './receivers.ts';
import { runProgram, type Started, startProgram } from './support.ts';

export interface SiteOptions {
  readonly parts: Parts;
  /** The installed archive. */
  readonly installed: string;
  readonly folder: string;
  readonly issuer: Awaited<ReturnType<typeof startIssuer>>;
  readonly receivers: Awaited<ReturnType<typeof startReceivers>>;
}

/** An installation as `compose.yaml` describes it: engines, and a host beside them. */
export interface Site {
  readonly engines: Engines;
  readonly apiUrl: string;
  readonly host: () => Started;
  startHost(): Promise<void>;
  client(): Promise<Client>;
  /** Runs a command of the installation, in the environment of the host. */
  command(...args: string[]): Promise<{ code: number | null; out: string }>;
  stop(): Promise<void>;
}

export async function openSite({ parts, installed, folder, issuer, receivers }: SiteOptions): Promise<Site> {
  const secrets = join(folder, 'secrets');
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  writeFileSync(join(secrets, 'settlement-signing'), receivers.signing, { mode: 0o600 });
  writeFileSync(join(secrets, 'directory-token'), 'a token of the directory\n', { mode: 0o600 });
  const dotEnv = {
    BASE_IMAGE: 'base',
    DYNAMODB_IMAGE: 'dynamodb',
    ELASTICMQ_IMAGE: 'elasticmq',
    OBJECTS_IMAGE: 'objects',
    PROXY_IMAGE: 'proxy',
    TOKEN_ISSUER: issuer.url,
    DIRECTORY_URL: receivers.urls.directory,
    SETTLEMENT_URL: receivers.urls.settlement,
    ENGINES_KEY: 'pilot',
    ENGINES_SECRET: 'made-up-and-long-enough-for-a-test',
  };
  const engines = await startEngines({ parts, archive: installed, folder: join(folder, 'engines'), dotEnv });
  const port = await freePort();
  const { command, environment } = servicesOf(installed, dotEnv)('connector', {
    '/run/secrets': secrets,
    '/data': join(folder, 'connector'),
    'http://dynamodb:8000': engines.endpoints.dynamodb,
    'http://queues:9324': engines.endpoints.queues,
    'http://objects:7070': engines.endpoints.objects,
    '0.0.0.0': '127.0.0.1',
    '8080': String(port),
  });
  const apiUrl = `http://127.0.0.1:${port}`;
  const program = join(installed, 'credit-connector');
  let host: Started | undefined;
  return {
    engines,
    apiUrl,
    host: () => {
      if (!host) throw new Error('the host was not started');
      return host;
    },
    async startHost() {
      if (host) return host.again();
      host = await startProgram({
        name: 'connector',
        command: program,
        args: command,
        env: environment,
        folder,
        isReady: async () => (await fetch(`${apiUrl}/health`)).ok,
      });
    },
    client: async () => clientWith(apiUrl, await issuer.token()),
    command: async (...args) =>
      runProgram(program, args, { ...environment, API_URL: apiUrl, TOKEN: await issuer.token() }),
    async stop() {
      await host?.kill('SIGTERM');
      await engines.stop();
    },
  };
}
