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
import { startEmulator } from './emulator.ts';
import { openFront } from './front.ts';
import { audience, openIssuer } from './issuer.ts';

/** Where deployments are made: what `test/deploy/run.ts` hands to the tests. */
export interface Deployments {
  /** Emulated clouds keep their files in folders of this one. */
  readonly folder: string;
  /** The synthesized app. */
  readonly assembly: string;
}

/** A deployed connector, and the stack behind it for tests of operations. */
export interface DeployedConnector extends ConnectorParts {
  readonly deployment: Deployment;
  /** The key with which the settlement system verifies. */
  readonly signing: SigningSettings;
}

const simulators = join(import.meta.dirname, '../../infra/local/simulators');

/** Settings of the local host, and the parameters of the stack they are. */
const parameterOf: Readonly<Record<string, string>> = {
  DIRECTORY_SETTINGS: 'DirectorySettings',
  SETTLEMENT_SETTINGS: 'SettlementSettings',
  SUSPENSION_MODE: 'SuspensionMode',
  HOLD_HOURS: 'HoldHours',
  ANCHOR_LIMIT_MINUTES: 'AnchorLimitMinutes',
  FIRST_CYCLE: 'FirstCycle',
  LATE_EVIDENCE: 'LateEvidence',
  UNMATCHED_YEARS: 'UnmatchedYears',
  SOURCE_SETTINGS: 'SourceSettings',
  PULL_SOURCES: 'PullSources',
};

export function deploymentsHere(): Deployments {
  const said = process.env['DEPLOYMENTS'];
  if (!said) throw new Error('These tests need an emulated cloud: npm run test:deploy');
  return JSON.parse(said) as Deployments;
}

/** A connector on an emulated cloud of its own, with receivers and a token issuer outside of it. */
export async function deployConnector(
  env: Readonly<Record<string, string>> = {},
  aheadAtFirst?: number,
): Promise<DeployedConnector> {
  const { folder, assembly } = deploymentsHere();
  const here = mkdtempSync(join(folder, 'cloud-'));
  const parts: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of parts.toReversed()) await part.stop();
  };
  const started = async <Part extends { stop(): Promise<void> }>(part: Promise<Part>): Promise<Part> => {
    const made = await part;
    parts.push(made);
    return made;
  };
  try {
    const emulator = await started(startEmulator(here));
    const { url: endpoint, certificates } = emulator;
    if (aheadAtFirst !== undefined) emulator.setAhead(aheadAtFirst);
    const signing = signingSettings.parse({ kind: 'sm2', ...generateSigningKey() });
    const receiver = async (name: string) => {
      const behind = await started(
        startSimulator(join(simulators, `${name}.ts`), {
          DATA_DIR: here,
          SIGNING: JSON.stringify(signing),
        }),
      );
      const front = await started(openFront({ target: behind.url, tls: certificates }));
      return { behind: behind.url, front: front.url };
    };
    const openAuthority = async (folder: string, settings: Readonly<Record<string, string>>) => {
      const { url, settings: pulled } = await started(startAuthority(folder, settings));
      const front = await started(openFront({ target: url, tls: certificates }));
      const sources = pulled[environment.pullSources]?.replaceAll(url, front.url) ?? '';
      return { url, sources, tokens: pulled[environment.pullTokens] };
    };
    const directory = await receiver('directory');
    const settlement = await receiver('settlement');
    const issuer = await started(openIssuer(certificates));
    const authority = env['AUTHORITY_SIMULATOR'] ? await openAuthority(here, env) : undefined;
    const settings = {
      DIRECTORY_SETTINGS: '{"timeoutSeconds":1}',
      SETTLEMENT_SETTINGS: '{"timeoutSeconds":1}',
      ...withoutSimulator(env),
      ...(authority && { PULL_SOURCES: authority.sources }),
    };
    const deployment = await deploy({
      endpoint,
      assembly,
      parameters: {
        TokenIssuer: issuer.url,
        TokenAudience: audience,
        DirectoryUrl: directory.front,
        SettlementUrl: settlement.front,
        ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [parameterNamed(name), value])),
      },
    });
    const { cloud, outputs, resources } = deployment;
    const secrets = { SettlementSecret: JSON.stringify(signing), AuthoritiesSecret: authority?.tokens };
    for (const [name, SecretString] of Object.entries(secrets)) {
      if (SecretString)
        await cloud.secrets.send(new PutSecretValueCommand({ SecretId: outputs[name], SecretString }));
    }
    // By path: under the API's own host name the emulator answers /health itself.
    const apiId = resourceOf(deployment, 'AWS::ApiGatewayV2::Api', 'Api');
    const front = await started(openFront({ target: `${endpoint}/_aws/execute-api/${apiId}/$default` }));
    const named = (type: string): string[] =>
      resources
        .filter(({ ResourceType }) => ResourceType === type)
        .map(({ PhysicalResourceId }) => PhysicalResourceId ?? '');
    const carrier = startCarrier({
      cloud,
      logGroups: named('AWS::Logs::LogGroup'),
      queueUrls: named('AWS::SQS::Queue'),
    });
    parts.push(carrier, startBell(deployment));
    return {
      deployment,
      signing,
      apiUrl: front.url,
      ...(authority && { authorityUrl: authority.url }),
      receiverUrls: { directory: directory.behind, settlement: settlement.behind },
      issuer: issuer.trusted,
      token: (agency, scope) => issuer.sign({ agency, scope }),
      setAhead: emulator.setAhead,
      log: carrier.log,
      table: { client: cloud.table, name: outputs['Table'] ?? '' },
      // A queue of a cloud shows no message without taking it.
      messages: () => '',
      dataDir: () => {
        throw new Error('A deployed connector keeps nothing in a folder of this machine.');
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const withoutSimulator = ({ AUTHORITY_SIMULATOR: _, ...settings }: Readonly<Record<string, string>>) =>
  settings;

function parameterNamed(setting: string): string {
  const name = parameterOf[setting];
  if (!name) throw new Error(`the stack has no parameter for ${setting}`);
  return name;
}
