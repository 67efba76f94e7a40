import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { environment } from '../environment.ts';
import { type QueueName, queues } from '../system.ts';
import { queueAttributes } from './local-queues.ts';

/**
 * Seconds for which a message of a queue elsewhere is hidden. Its poller hides it for longer while it works on it, so that
 * the messages of a host that was killed come again soon.
 */
export const heldSeconds = 60;

/**
 * Makes the queues that a server of queues elsewhere lacks, each with its dead-letter queue. Queues that exist keep their
 * messages and get the attributes of this release.
 * @returns the addresses of the queues, by the names of the settings
 */
export async function ensureQueues(
  { endpoint, prefix }: { endpoint: string; prefix: string },
  client: SQSClient = new SQSClient({}),
): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  for (const name of Object.keys(queues) as QueueName[]) {
    const deadUrl = await ensureQueue(`${prefix}${name}-dead`, client);
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }),
    );
    const url = await ensureQueue(`${prefix}${name}`, client);
    const wanted = queueAttributes(name, Attributes?.['QueueArn'] ?? '', heldSeconds);
    await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: wanted }));
    // A server may call itself by a name of its own, which need not be known here.
    urls[environment.queueUrl(name)] = `${endpoint}${new URL(url).pathname}`;
  }
  return urls;
}

async function ensureQueue(QueueName: string, client: SQSClient): Promise<string> {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    return (await client.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  }
}
