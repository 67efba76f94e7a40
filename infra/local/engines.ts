import { existsSync, mkdirSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import dynalite from 'dynalite';
import { startFauxqs } from 'fauxqs';
import { type FunctionDefinition, functions, queues } from '../system.ts';
import { endWithParent } from './children.ts';
import { closeIterators } from './close-iterators.ts';
import { openLocalBucket } from './local-bucket.ts';
import { feedBucket, region } from './names.ts';

/**
 * Runs the engines of one machine in a process of their own: a DynamoDB API, SQS and S3, on disk. Prints
 * `{"dynamodb","sqs","s3"}` when they listen.
 */
const dataDir = process.env['DATA_DIR'] ?? '.data';
mkdirSync(join(dataDir, 'queues'), { recursive: true });

listenOnLoopbackOnly();
closeIterators();

const table = dynalite({
  path: join(dataDir, 'table'),
  createTableMs: 0,
  deleteTableMs: 0,
  updateTableMs: 0,
});
const dynamodb = await listenWhenFree();
freeTakenMessages(join(dataDir, 'queues', 'fauxqs.db'));
const fauxqs = await startFauxqs({
  port: 0,
  logger: false,
  defaultRegion: region,
  dataDir: join(dataDir, 'queues'),
});
createQueues();
const sqs = `http://127.0.0.1:${fauxqs.port}`;
const objects = await openLocalBucket({
  folder: join(dataDir, 'objects'),
  bucket: feedBucket,
  onObject: (event) => fauxqs.sendMessage('objects', JSON.stringify(event)),
});
console.log(JSON.stringify({ dynamodb, sqs, s3: objects.url }));

endWithParent(async () => {
  await objects.close();
  await fauxqs.stop();
  await new Promise((resolve) => table.close(resolve));
});

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

function listenWhenFree(): Promise<string> {
  return new Promise((resolve, reject) => {
    table.once('error', reject);
    table.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(table.address() as net.AddressInfo).port}`);
    });
  });
}

/**
 * Six time limits, as on AWS, are for functions that are throttled. One machine throttles nothing: a call is over after
 * its time limit, and what failed comes again sooner.
 */
function localVisibilitySeconds(queue: string): number {
  const reading = Object.values<FunctionDefinition>(functions).filter(
    ({ startedBy }) => startedBy.queue === queue,
  );
  return 60 + Math.max(...reading.map(({ timeoutSeconds }) => timeoutSeconds));
}

function createQueues(): void {
  for (const [name, { maxReceives }] of Object.entries(queues)) {
    // Creating an existing queue would empty it.
    if (fauxqs.inspectQueue(name)) continue;
    const dead = fauxqs.createQueue(`${name}-dead`);
    fauxqs.createQueue(name, {
      attributes: {
        VisibilityTimeout: String(localVisibilitySeconds(name)),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.queueArn, maxReceiveCount: maxReceives }),
      },
    });
  }
}
