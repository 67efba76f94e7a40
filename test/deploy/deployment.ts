import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { account, type Cloud, cloudOf, environmentOf, region } from './cloud.ts';
import { applyWhatWasDropped } from './dropped.ts';

/** The stack on an emulated cloud, as the CDK CLI put it there. */
export interface Deployment {
  readonly endpoint: string;
  readonly cloud: Cloud;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly StackResource[];
  destroy(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');
export const stackName = `CreditConnector-${region}`;

/** Synthesizes the app into a folder, as `npm run synth` does. */
export const synthesize = (output: string): Promise<void> =>
  cdk(['synth', '--quiet', '--output', output], { cwd: root });

/** What an operator types: bootstrap, then deploy with the parameters of the bureau. */
export async function deploy(options: {
  readonly endpoint: string;
  /** The synthesized app. */
  readonly assembly: string;
  readonly parameters: Readonly<Record<string, string>>;
}): Promise<Deployment> {
  const { endpoint, assembly, parameters } = options;
  const cloud = cloudOf(endpoint);
  const env = environmentOf(endpoint);
  // From a folder without cdk.json: bootstrapping needs no app, and would make ours anew.
  const elsewhere = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  await cdk(['bootstrap', `aws://${account}/${region}`], { cwd: elsewhere, env });
  const outputsFile = join(elsewhere, 'outputs.json');
  await cdk(
    [
      'deploy',
      stackName,
      '--app',
      assembly,
      '--require-approval',
      'never',
      '--outputs-file',
      outputsFile,
      ...Object.entries(parameters).flatMap(([name, value]) => ['--parameters', `${name}=${value}`]),
    ],
    { cwd: root, env },
  );
  const written = JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Record<string, string>>;
  const { StackResources: resources = [] } = await cloud.stacks.send(
    new DescribeStackResourcesCommand({ StackName: stackName }),
  );
  const outputs = written[stackName] ?? {};
  await applyWhatWasDropped({ assembly, template: stackName, cloud, resources });
  return {
    endpoint,
    cloud,
    outputs,
    resources,
    async destroy() {
      // By name: the emulator passes over the ARN that `cdk destroy` sends.
      await cloud.stacks.send(new DeleteStackCommand({ StackName: stackName }));
    },
  };
}

/** The physical name of a resource, by a part of its logical name. @throws unless exactly one has it */
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
