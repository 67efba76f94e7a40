import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Log } from '../../lib/runtime/log.ts';
import { newUlid } from '../../lib/runtime/runtime.ts';
import { arrivalsPrefix } from '../system.ts';
import { objectCreated } from './local-bucket.ts';
import type { Part } from './parts.ts';

export interface ArrivalsOptions {
  readonly bucket: string;
  readonly queueUrl: string;
  readonly log: Log;
  readonly clock: () => Date;
  readonly s3?: S3Client;
  readonly sqs?: SQSClient;
}

/** Minutes for which a run is looked for each second after it was opened, and then each minute. */
const soonMinutes = 10;
/** Hours within which an announced object must be uploaded, and one more. */
const uploadHours = 25;
const laterMilliseconds = 60_000;

/**
 * Announces files in an object store elsewhere, as the rule of the stack does: stores differ in how they notify, and every
 * one lists. The key of a file begins with the time at which its run was opened, so a list begins at a time. A file is
 * announced at least once, as on AWS; what is announced twice is read once.
 */
export function createArrivals({
  bucket,
  queueUrl,
  clock,
  s3 = new S3Client({ forcePathStyle: true }),
  sqs = new SQSClient({}),
}: Omit<ArrivalsOptions, 'log'>): () => Promise<void> {
  const announced = new Set<string>();
  let lookedBackAt = 0;
  const keySince = (time: number): string => `${arrivalsPrefix}${newUlid(new Date(time), Buffer.alloc(10))}`;
  return async () => {
    const now = clock().getTime();
    const isLate = now - lookedBackAt >= laterMilliseconds;
    const since = keySince(now - (isLate ? uploadHours * 60 : soonMinutes) * 60_000);
    const asked = { Bucket: bucket, Prefix: arrivalsPrefix, StartAfter: since };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, asked))
      for (const { Key } of Contents) {
        if (!Key || announced.has(Key)) continue;
        const MessageBody = JSON.stringify(objectCreated(bucket, Key));
        await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
        announced.add(Key);
      }
    if (!isLate) return;
    lookedBackAt = now;
    for (const key of announced) if (key < since) announced.delete(key);
  };
}

/** Looks for files each second until it is stopped. */
export function startArrivals(options: ArrivalsOptions): Part {
  const look = createArrivals(options);
  let isStopped = false;
  let next: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const again = (): void => {
    if (isStopped) return;
    next = setTimeout(() => {
      running = look()
        .catch((error: unknown) => options.log.error('function.failed', error, { queue: 'objects' }))
        .then(again);
    }, 1000);
  };
  again();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(next);
      await running;
    },
  };
}
