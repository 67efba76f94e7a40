import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { environment } from '../../infra/environment.ts';
import { startAuthority } from '../../infra/local/authority.ts';
import { startSimulator } from '../../infra/local/children.ts';
import { generateSigningKey } from '../../infra/local/signing-key.ts';
import { type SigningSettings, signingSettings } from '../../lib/delivery/index.ts';
import type { ConnectorParts } from '../support/connector.ts';
import { startBell } from './bell.ts';
import { startCarrier } from './carried.ts';
import { type Deployment, deploy, resourceOf } from './deployment.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { openFront } from './front.ts';
import { audience, type Issuer, openIssuer } from './issuer.ts';

/** Where connectors are deployed: passed by `test/deploy/run.ts` to the tests. */
export interface Deployments {
  /** Folder for the files of the emulated clouds. */
  readonly folder: string;
  /** Folder of the synthesized app. */
  readonly assembly: string;
}

/** A deployed connector, and its stack for tests of operations. */
export interface DeployedConnector extends ConnectorParts {
  readonly deployment: Deployment;
  /** Stops its schedules and the reading of its logs, before it is taken down. */
  rest(): Promise<void>;
  /** The key with which the settlement system verifies. */
  readonly signing: SigningSettings;
  /** Has the issuer sign persons in for the console of this stack. Returns the origin of the issuer. */
  openConsole(): string;
}

const simulators = join(import.meta.dirname, '../../infra/local/simulators');

/** Settings of the local host, with the stack parameter of each. */
const parameterOf: Readonly<Record<string, string>> = {
  DIRECTORY_SETTINGS: 'DirectorySettings',
  SETTLEMENT_SETTINGS: 'SettlementSettings',
  SUSPENSION_MODE: 'SuspensionMode',
  HOLD_HOURS: 'HoldHours',
  ANCHOR_LIMIT_MINUTES: 'AnchorLimitMinutes',
  FIRST_CYCLE: 'FirstCycle',
  LATE_EVIDENCE: 'LateEvidence',
  UNMATCHED_YEARS: 'UnmatchedYears',
  SUBSCRIPTION_NETWORKS: 'SubscriptionNetworks',
  SUBSCRIPTION_FAILURE_DAYS: 'SubscriptionFailureDays',
  NOTICE_BUREAU: 'NoticeBureau',
  NOTICE_PHONE: 'NoticePhone',
  NOTICE_BUREAUS: 'NoticeBureaus',
  SOURCE_SETTINGS: 'SourceSettings',
  PULL_SOURCES: 'PullSources',
};

export function deploymentsHere(): Deployments {
  const said = process.env['DEPLOYMENTS'];
  if (!said) throw new Error('These tests need an emulated cloud: npm run test:deploy');
  return JSON.parse(said) as Deployments;
}

/** What a deployment needs besides itself: a cloud, two receivers and a token issuer, used by no other. */
export interface Surroundings {
  readonly emulator: Emulator;
  readonly issuer: Issuer;
  /** The address of each receiver for the deployment (TLS), and for the tests. */
  readonly receivers: Readonly<Record<'directory' | 'settlement', { front: string; behind: string }>>;
  readonly signing: SigningSettings;
  /** Adds a part that is stopped before these are. */
  add<Part extends { stop(): Promise<void> }>(part: Part): Part;
  stop(): Promise<void>;
}

export async function openSurroundings(): Promise<Surroundings> {
  const here = mkdtempSync(join(deploymentsHere().folder, 'cloud-'));
  const parts: { stop(): Promise<void> }[] = [];
  const add = <Part extends { stop(): Promise<void> }>(part: Part): Part => {
    parts.push(part);
    return part;
  };
  const stop = async (): Promise<void> => {
    for (const part of parts.splice(0).toReversed()) await part.stop();
  };
  try {
    const emulator = add(await startEmulator(here));
    const signing = signingSettings.parse({ kind: 'sm2', ...generateSigningKey() });
    const receiver = async (name: string) => {
      const behind = add(
        await startSimulator(join(simulators, `${name}.ts`), {
          DATA_DIR: here,
          SIGNING: JSON.stringify(signing),
        }),
      );
      const front = add(await openFront({ target: behind.url, tls: emulator.certificates }));
      return { behind: behind.url, front: front.url };
    };
    const receivers = { directory: await receiver('directory'), settlement: await receiver('settlement') };
    const issuer = add(await openIssuer(emulator.certificates));
    return { emulator, issuer, receivers, signing, add, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Deploys a connector on its own emulated cloud, with receivers and a token issuer outside of the cloud. */
export async function deployConnector(
  env: Readonly<Record<string, string>> = {},
  aheadAtFirst?: number,
): Promise<DeployedConnector> {
  const surroundings = await openSurroundings();
  const { emulator, issuer, receivers, signing } = surroundings;
  try {
    if (aheadAtFirst !== undefined) emulator.setAhead(aheadAtFirst);
    const authority = env['AUTHORITY_SIMULATOR'] ? await openAuthority(surroundings, env) : undefined;
    const settings = {
      DIRECTORY_SETTINGS: '{"timeoutSeconds":1}',
      SETTLEMENT_SETTINGS: '{"timeoutSeconds":1}',
      ...withoutSimulator(env),
      ...(authority && { PULL_SOURCES: authority.sources }),
    };
    const deployment = await deploy({
      endpoint: emulator.url,
      assembly: deploymentsHere().assembly,
      parameters: {
        TokenIssuer: issuer.url,
        TokenAudience: audience,
        DirectoryUrl: receivers.directory.front,
        SettlementUrl: receivers.settlement.front,
        ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [parameterNamed(name), value])),
      },
    });
    const { cloud, outputs } = deployment;
    const secrets = { SettlementSecret: JSON.stringify(signing), AuthoritiesSecret: authority?.tokens };
    for (const [name, SecretString] of Object.entries(secrets)) {
      if (SecretString)
        await cloud.secrets.send(new PutSecretValueCommand({ SecretId: outputs[name], SecretString }));
    }
    const parts = await connect(surroundings, deployment);
    return { ...parts, ...(authority && { authorityUrl: authority.url }) };
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}

/** Connects to a deployed stack: its API, its log, and the calls of its schedules. */
export async function connect(
  { emulator, issuer, receivers, signing, add, stop }: Surroundings,
  deployment: Deployment,
): Promise<DeployedConnector> {
  const { cloud, outputs, resources } = deployment;
  const named = (type: string): string[] =>
    resources
      .filter(({ ResourceType }) => ResourceType === type)
      .map(({ PhysicalResourceId }) => PhysicalResourceId ?? '');
  // By path, because the emulator itself answers /health under the API's own host name.
  const apiId = resourceOf(deployment, 'AWS::ApiGatewayV2::Api', 'Api');
  const front = add(await openFront({ target: `${emulator.url}/_aws/execute-api/${apiId}/$default` }));
  const carrier = add(
    startCarrier({ cloud, logGroups: named('AWS::Logs::LogGroup'), queueUrls: named('AWS::SQS::Queue') }),
  );
  const bell = add(startBell(deployment));
  return {
    deployment,
    rest: async () => {
      await bell.stop();
      await carrier.stop();
    },
    signing,
    openConsole() {
      issuer.admit(`${front.url}/console`);
      return new URL(issuer.url).origin;
    },
    apiUrl: front.url,
    receiverUrls: { directory: receivers.directory.behind, settlement: receivers.settlement.behind },
    issuer: issuer.trusted,
    token: (claims) => issuer.sign(claims),
    setAhead: emulator.setAhead,
    log: carrier.log,
    table: { client: cloud.table, name: outputs['Table'] ?? '' },
    feeds: { client: cloud.objects, bucket: outputs['FeedBucket'] ?? '' },
    // A queue on AWS shows a message only by taking it.
    messages: () => '',
    dataDir: notHere,
    halt: notHere,
    stop,
  };
}

async function openAuthority(
  { emulator, add }: Surroundings,
  env: Readonly<Record<string, string>>,
): Promise<{ url: string; sources: string; tokens: string | undefined }> {
  const folder = mkdtempSync(join(deploymentsHere().folder, 'authority-'));
  const { url, settings, stop } = await startAuthority(folder, env);
  add({ stop });
  // The emulator removes TLS from requests to 127.0.0.1 that functions make with node:https.
  const front = add(await openFront({ target: url, tls: emulator.certificates, host: '127.0.0.2' }));
  const sources = settings[environment.pullSources]?.replaceAll(url, front.url) ?? '';
  return { url, sources, tokens: settings[environment.pullTokens] };
}

function notHere(): never {
  throw new Error('A deployed connector keeps nothing in a folder of this machine.');
}

const withoutSimulator = ({ AUTHORITY_SIMULATOR: _, ...settings }: Readonly<Record<string, string>>) =>
  settings;

function parameterNamed(setting: string): string {
  const name = parameterOf[setting];
  if (!name) throw new Error(`the stack has no parameter for ${setting}`);
  return name;
}
