import { existsSync, mkdirSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import dynalite from 'dynalite';
import { startFauxqs } from 'fauxqs';
import { type QueueName, queues } from '../system.ts';
import { endWithParent } from './children.ts';
import { closeIterators } from './close-iterators.ts';
import { openLocalBucket } from './local-bucket.ts';
import { localVisibilitySeconds, queueAttributes } from './local-queues.ts';
import { feedBucket, region } from './names.ts';

/**
 * Runs the engines of one machine in a process of their own: a DynamoDB API, SQS and S3, on disk. Prints
 * `{"dynamodb","sqs","s3"}` when they listen. `OUTSIDE` names those that run elsewhere, `OBJECTS_QUEUE_URL` the queue of
 * arrivals when queues do.
 */
const dataDir = process.env['DATA_DIR'] ?? '.data';
mkdirSync(join(dataDir, 'queues'), { recursive: true });

listenOnLoopbackOnly();
closeIterators();

const outside = (process.env['OUTSIDE'] ?? '').split(',');
const table = outside.includes('dynamodb') ? undefined : await startTable();
const fauxqs = outside.includes('sqs') ? undefined : await startQueues();
const objects = outside.includes('s3') ? undefined : await startObjects();
console.log(
  JSON.stringify({
    ...(table && { dynamodb: table.url }),
    ...(fauxqs && { sqs: `http://127.0.0.1:${fauxqs.port}` }),
    ...(objects && { s3: objects.url }),
  }),
);

endWithParent(async () => {
  await objects?.close();
  await fauxqs?.stop();
  await table?.close();
});

function startObjects() {
  const queueUrl = process.env['OBJECTS_QUEUE_URL'];
  const client = new SQSClient({});
  return openLocalBucket({
    folder: join(dataDir, 'objects'),
    bucket: feedBucket,
    onObject: (event) => {
      const MessageBody = JSON.stringify(event);
      if (fauxqs) return fauxqs.sendMessage('objects', MessageBody);
      return client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  });
}

/** fauxqs listens on every address of a machine. This restricts it to loopback. */
function listenOnLoopbackOnly(): void {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
    const [first] = args;
    if (first !== null && typeof first === 'object' && 'host' in first)
      args[0] = { ...first, host: '127.0.0.1' };
    return (listen as (...inner: unknown[]) => net.Server).apply(this, args);
  } as typeof listen;
}

/**
 * Makes messages that were in work when the machine stopped visible again at once, and does not count that attempt,
 * because no function works on them after a start.
 */
function freeTakenMessages(path: string): void {
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path);
  database.exec(
    'UPDATE sqs_messages SET visibility_deadline = 1, approximate_receive_count = approximate_receive_count - 1 WHERE receipt_handle IS NOT NULL',
  );
  database.close();
}

async function startTable(): Promise<{ url: string; close(): Promise<void> }> {
  const server = dynalite({
    path: join(dataDir, 'table'),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  const url = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
    });
  });
  return { url, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

async function startQueues() {
  freeTakenMessages(join(dataDir, 'queues', 'fauxqs.db'));
  const started = await startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: region,
    dataDir: join(dataDir, 'queues'),
  });
  for (const name of Object.keys(queues) as QueueName[]) {
    // Creating an existing queue would empty it.
    if (started.inspectQueue(name)) continue;
    const dead = started.createQueue(`${name}-dead`);
    started.createQueue(name, {
      attributes: queueAttributes(name, dead.queueArn, localVisibilitySeconds(name)),
    });
  }
  return started;
}
