import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { account, type Cloud, cloudOf, environmentOf, region } from './cloud.ts';
import { applyWhatWasDropped } from './dropped.ts';

/** The stack on an emulated cloud, as the CDK CLI deployed it. */
export interface Deployment {
  readonly cloud: Cloud;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly StackResource[];
}

const root = join(import.meta.dirname, '../..');
export const stackName = `CreditConnector-${region}`;

/** Synthesizes the app into a folder, as `npm run synth` does. */
export const synthesize = (output: string): Promise<void> =>
  cdk(['synth', '--quiet', '--output', output], { cwd: root });

/** Runs the commands of an operator: bootstrap, then deploy with the bureau's parameters. */
export async function deploy(options: {
  readonly endpoint: string;
  /** Folder of the synthesized app. */
  readonly assembly: string;
  readonly parameters: Readonly<Record<string, string>>;
}): Promise<Deployment> {
  const { endpoint, assembly, parameters } = options;
  const env = environmentOf(endpoint);
  // From a folder without cdk.json: bootstrapping needs no app and would synthesize ours again.
  const elsewhere = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  await cdk(['bootstrap', `aws://${account}/${region}`], { cwd: elsewhere, env });
  await cdk(
    [
      'deploy',
      stackName,
      '--app',
      assembly,
      '--require-approval',
      'never',
      ...Object.entries(parameters).flatMap(([name, value]) => ['--parameters', `${name}=${value}`]),
    ],
    { cwd: root, env },
  );
  const deployment = await findDeployment(endpoint);
  await applyWhatWasDropped({ assembly, template: stackName, ...deployment });
  return deployment;
}

/** Finds a deployed stack, however it was deployed. */
export async function findDeployment(endpoint: string): Promise<Deployment> {
  const cloud = cloudOf(endpoint);
  const StackName = stackName;
  const { Stacks: [stack] = [] } = await cloud.stacks.send(new DescribeStacksCommand({ StackName }));
  const { StackResources: resources = [] } = await cloud.stacks.send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  const outputs = Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  return { cloud, outputs, resources };
}

/**
 * The physical name of a resource, by a part of its logical name.
 * @throws unless exactly one resource has it
 */
export function resourceOf({ resources }: Pick<Deployment, 'resources'>, type: string, part: string): string {
  const found = resources.filter(
    ({ ResourceType, LogicalResourceId }) => ResourceType === type && LogicalResourceId?.startsWith(part),
  );
  if (found.length !== 1) throw new Error(`${found.length} resources of ${type} are named ${part}…`);
  return found[0]?.PhysicalResourceId ?? '';
}

/** The physical name of a deployed function. */
export const functionOf = (deployment: Pick<Deployment, 'resources'>, name: string): string =>
  resourceOf(deployment, 'AWS::Lambda::Function', name.replaceAll('-', ''));

function cdk(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/aws-cdk/bin/cdk'), ...args], {
      cwd,
      env: { ...process.env, ...env, CI: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`cdk ${args[0]} ended with ${code}:\n${said.slice(-3000)}`));
    });
  });
}
