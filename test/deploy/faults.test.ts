import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples } from '../../infra/samples/feeds.ts';
import type { QueueName } from '../../infra/system.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { type Connector, connectorOf, until } from '../support/connector.ts';
import { penalty, pharmacy, registry } from '../support/records.ts';
import { type DeployedConnector, deployConnector } from './deployed-connector.ts';
import { functionOf, resourceOf } from './deployment.ts';
import { killWorkers } from './workers.ts';

let parts: DeployedConnector;
let connector: Connector;

beforeAll(async () => {
  parts = await deployConnector({}, 0);
  connector = await connectorOf(parts, 0);
  // A message that failed comes again after the queue's visibility time: minutes on AWS, a second here.
  for (const queue of ['objects', 'records', 'directory', 'settlement'] as const) {
    for (const part of ['Queue', 'Dead'])
      await parts.deployment.cloud.queues.send(
        new SetQueueAttributesCommand({
          QueueUrl: queueUrl(queue, part),
          Attributes: { VisibilityTimeout: '2' },
        }),
      );
  }
});
afterAll(() => parts.stop());

const queueUrl = (queue: QueueName, part: string): string =>
  resourceOf(parts.deployment, 'AWS::SQS::Queue', `Queue${queue}${part}`);

async function waiting(queue: QueueName, part: 'Queue' | 'Dead'): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await parts.deployment.cloud.queues.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl(queue, part), AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** Enables or disables the redrive of a dead-letter queue, as the runbook says. */
async function redrive(queue: QueueName, name: string, Enabled: boolean): Promise<void> {
  const { cloud } = parts.deployment;
  const FunctionName = functionOf(parts.deployment, name);
  const { EventSourceMappings = [] } = await cloud.functions.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const dead = queueUrl(queue, 'Dead').split('/').at(-1) ?? '';
  const UUID = EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.endsWith(`:${dead}`))?.UUID;
  await cloud.functions.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
}

describe('on the deployed stack', () => {
  it('a file whose workers are killed again and again is counted to the row', async () => {
    const size = { hospitals: 20, pharmacies: 20, doctors: 60, nurses: 40, pharmacists: 20, insured: 240 };
    const samples = makeSamples({ seed: 7, today: dayOf(new Date()), size, penalties: 60, findings: 60 });
    const sent = await Promise.all(
      samples.map(({ source, name, bytes }) => connector.client.submit(source, name, bytes)),
    );
    let killed = 0;
    let isDone = false;
    const killing = (async () => {
      for (let round = 0; round < 5 && !isDone; round++) {
        for (const name of ['keep-records', 'read-feed'])
          killed += killWorkers(functionOf(parts.deployment, name));
        await pause(1500);
      }
    })();
    const runs = await Promise.all(sent.map((runId) => connector.client.follow(runId)));
    isDone = true;
    await killing;
    expect(killed).toBeGreaterThan(3);
    for (const [index, run] of runs.entries()) {
      const { status, received, accepted, duplicates, unmatched, quarantined } = run;
      expect(status).toBe('completed');
      expect(received).toBe(samples[index]?.rows);
      expect(accepted + duplicates + unmatched + quarantined).toBe(received);
    }
    await connector.untilInSync();
    for (const receiver of ['directory', 'settlement'] as const)
      expect((await connector.receiver(receiver)).violations).toEqual([]);
  });

  it('a file comes by an address that was signed for it, and for nothing else', async () => {
    const bytes = Buffer.from(JSON.stringify(registry));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { runId, upload } = (await connector.client.call('POST', '/v1/feeds/registry/uploads', {
      name: 'registry.json',
      bytes: bytes.length,
      sha256,
    })) as { runId: string; upload: { url: string; method: string; headers: Record<string, string> } };
    const { url, method, headers } = upload;
    expect((await fetch(url, { method, headers, body: bytes })).status).toBe(200);
    const run = await connector.client.follow(runId);
    expect(run).toMatchObject({ status: 'completed', received: 6, file: { sha256 } });
  });

  it('a batch that no function can read lies among the dead letters and stops nobody', async () => {
    const before = await waiting('records', 'Dead');
    await parts.deployment.cloud.queues.send(
      new SendMessageCommand({ QueueUrl: queueUrl('records', 'Queue'), MessageBody: 'no batch of ours' }),
    );
    const run = await connector.submit('registry', registry);
    expect(run).toMatchObject({ status: 'completed' });
    await until('it lies among the dead letters', async () => (await waiting('records', 'Dead')) > before);
    await until('the log says so', () => connector.log().includes('message-unreadable'));
  });

  it('what failed for want of a key comes back by the runbook, and counts once', async () => {
    const { cloud } = parts.deployment;
    const FunctionName = functionOf(parts.deployment, 'keep-records');
    const { Environment } = await cloud.functions.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const Variables = Environment?.Variables ?? {};
    const set = (more: Record<string, string>) =>
      cloud.functions.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName,
          Environment: { Variables: { ...Variables, ...more } },
        }),
      );
    const before = await waiting('records', 'Dead');
    await set({ PEPPER_SECRET_ARN: 'a-secret-that-is-not-there' });
    const runId = await connector.client.submit(
      'market-supervision',
      'penalties.json',
      new TextEncoder().encode(JSON.stringify([penalty(901, pharmacy), penalty(902, pharmacy)])),
    );
    await until('its batch is a dead letter', async () => (await waiting('records', 'Dead')) > before);
    await until('the log says why', () => connector.log().includes('key-unavailable'));
    expect(await connector.client.call('GET', `/v1/feeds/runs/${runId}`)).toMatchObject({
      status: 'running',
      accepted: 0,
    });

    await set({});
    await redrive('records', 'keep-records', true);
    expect(await connector.client.follow(runId)).toMatchObject({
      status: 'completed',
      received: 2,
      accepted: 2,
    });
    await redrive('records', 'keep-records', false);
    const file = await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' });
    expect((file['dishonesty'] as unknown[]).length).toBe(2);
  });
});
