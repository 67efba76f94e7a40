import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allScopes, type Connector, connectorOf, until } from '../support/connector.ts';
import { penalty, pharmacy, registry } from '../support/records.ts';
import { account, environmentOf, region } from './cloud.ts';
import {
  connect,
  type DeployedConnector,
  openSurroundings,
  type Surroundings,
} from './deployed-connector.ts';
import { findDeployment, functionOf, resourceOf } from './deployment.ts';
import { blocksOf, openShell, operationsDocument, type Shell } from './operator.ts';

/** An operator who has only `docs/operations/operations.md` and types its commands. */
let surroundings: Surroundings;
let shell: Shell;
let parts: DeployedConnector;
let connector: Connector;
const blocks = blocksOf(operationsDocument());
const typed = new Set<string>();

const type = async (heading: string, index = 0): Promise<string> => {
  const block = blocks.get(heading)?.[index];
  if (!block) throw new Error(`docs/operations/operations.md has no block ${index + 1} under ${heading}`);
  typed.add(`${heading} ${index}`);
  return shell.type(block);
};
const documents = async (): Promise<number> =>
  (
    (await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' }))[
      'dishonesty'
    ] as unknown[]
  ).length;
const dead = async (): Promise<number> => {
  const { Attributes = {} } = await parts.deployment.cloud.queues.send(
    new GetQueueAttributesCommand({
      QueueUrl: resourceOf(parts.deployment, 'AWS::SQS::Queue', 'QueuerecordsDead'),
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Number(Attributes['ApproximateNumberOfMessages'] ?? 0);
};

beforeAll(async () => {
  surroundings = await openSurroundings();
  const { emulator, issuer, receivers, signing } = surroundings;
  shell = openShell({
    ...environmentOf(emulator.url),
    AWS_DEFAULT_REGION: region,
    TOKEN_ISSUER: issuer.url,
    DIRECTORY_URL: receivers.directory.front,
    SETTLEMENT_URL: receivers.settlement.front,
    DIRECTORY_TOKEN: 'a token of the directory',
    SETTLEMENT_SIGNING: JSON.stringify(signing),
    TOKEN: await issuer.sign({ agency: 'operations', scope: allScopes }),
    ALARM_PROTOCOL: 'sqs',
    ALARM_ADDRESS: `arn:aws:sqs:${region}:${account}:operators`,
    PAUSE: '1',
  });
  // The AWS CLI 1 ignores the endpoint of its environment for SQS.
  await shell.type('aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }');
});
afterAll(async () => {
  await shell.close();
  await surroundings.stop();
  rmSync(join(import.meta.dirname, '../../releases'), { recursive: true, force: true });
});

it('deploys, puts the credentials in, and is called by alarms', async () => {
  await type('Deploy');
  parts = await connect(surroundings, await findDeployment(surroundings.emulator.url));
  connector = await connectorOf(parts, 0);
  await shell.type(`API=${connector.apiUrl}`);
  const said = await type('Deploy', 1);
  expect(said).toContain('"status":"ok"');
  const { cloud, outputs } = parts.deployment;
  const { Subscriptions } = await cloud.topics.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: outputs['AlarmTopic'] }),
  );
  expect(Subscriptions).toMatchObject([{ Protocol: 'sqs' }]);
  expect(await connector.submit('registry', registry)).toMatchObject({ status: 'completed', accepted: 6 });
  await connector.submit('market-supervision', [penalty(901, pharmacy)]);
  await connector.untilInSync();
  expect((await connector.receiver('directory')).entries).toHaveLength(registry.length);
});

it('upgrades with the data in place, and every sheet is proved', async () => {
  const said = await type('Upgrade');
  expect(said).toMatch(/0 findings/);
  expect(await documents()).toBe(1);
  expect(await type('Upgrade', 1)).toMatch(/finished.*moved: 0 decisions.*0 findings/s);
});

it('rolls back, and work goes on', async () => {
  await type('Roll back');
  expect(await connector.submit('market-supervision', [penalty(902, pharmacy)])).toMatchObject({
    accepted: 1,
  });
  expect(await documents()).toBe(2);
});

it('redrives a dead-letter queue', async () => {
  const { cloud } = parts.deployment;
  const QueueUrl = resourceOf(parts.deployment, 'AWS::SQS::Queue', 'QueuerecordsQueue');
  await cloud.queues.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '1' } }),
  );
  const FunctionName = functionOf(parts.deployment, 'keep-records');
  const { Handler } = await cloud.functions.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const broken = new UpdateFunctionConfigurationCommand({ FunctionName, Handler: 'index.notThere' });
  await cloud.functions.send(broken);
  const rows = new TextEncoder().encode(JSON.stringify([penalty(903, pharmacy)]));
  const runId = await connector.client.submit('market-supervision', 'late.json', rows);
  await until('its batch is a dead letter', async () => (await dead()) === 1);
  await cloud.functions.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler }));
  await type('Redrive a dead-letter queue');
  expect(await connector.client.follow(runId)).toMatchObject({ status: 'completed', accepted: 1 });
  expect(await dead()).toBe(0);
  expect(await documents()).toBe(3);
});

it('delivers to receivers again', async () => {
  await type('Reconcile a receiver');
  for (const receiver of ['directory', 'settlement'])
    await until(`the ${receiver} is compared`, () =>
      connector.log().includes(`"receiver":"${receiver}","compared"`),
    );
});

it('rotates the data key and a credential', async () => {
  const said = await type('Rotate');
  expect(said).toContain('"current":2');
  await type('Rotate', 1);
  await connector.submit('market-supervision', [penalty(904, pharmacy)]);
  await connector.untilInSync();
  expect(await documents()).toBe(4);
});

it('restores the table, and works on it', async () => {
  const before = parts.deployment.outputs['Table'];
  await type('Restore the table');
  const { outputs } = await findDeployment(surroundings.emulator.url);
  expect(outputs['Table']).not.toBe(before);
  expect(await documents()).toBe(4);
  expect(await connector.submit('market-supervision', [penalty(905, pharmacy)])).toMatchObject({
    accepted: 1,
  });
  expect(await documents()).toBe(5);
});

it('takes it down, and has then typed every command of the document', async () => {
  await parts.rest();
  await type('Take it down');
  await expect(findDeployment(surroundings.emulator.url)).rejects.toThrow('does not exist');
  const all = [...blocks].flatMap(([heading, some]) => some.map((_, index) => `${heading} ${index}`));
  expect([...typed].sort()).toEqual(all.sort());
});
