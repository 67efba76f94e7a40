import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isAnswering } from './condition.ts';
import { feedBucket, region, tableName } from './names.ts';
import type { Settings } from './settings.ts';

/** Where the engines listen. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly s3: string;
}

/** Addresses of engines that run elsewhere. The host starts its own for those that are left out. */
export type Outside = Partial<Endpoints>;

/** `DYNAMODB_ENDPOINT`, `SQS_ENDPOINT`, `S3_ENDPOINT`. @throws Error for one that is no address */
export function outsideOf(env: Settings): Outside {
  const [dynamodb, sqs, s3] = ['DYNAMODB_ENDPOINT', 'SQS_ENDPOINT', 'S3_ENDPOINT'].map((name) =>
    addressIn(env, name),
  );
  return { ...(dynamodb && { dynamodb }), ...(sqs && { sqs }), ...(s3 && { s3 }) };
}

function addressIn(env: Settings, name: string): string | undefined {
  const given = env[name];
  if (!given) return undefined;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new Error(`${name} must be an address, such as http://engine:8000`);
  return given.replace(/\/$/, '');
}

/** What the resources are called, and how the engines know who asks. */
export interface Access {
  readonly table: string;
  readonly bucket: string;
  readonly queuePrefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Signs uploads to the bucket of this machine (`upload-door.ts`), anew with every start. */
const ownSecret = randomBytes(32).toString('hex');

/**
 * `TABLE_NAME`, `FEED_BUCKET`, `QUEUE_PREFIX` and the standard variables of AWS count for engines elsewhere. Those that
 * the host starts keep one name each and ask for no credentials.
 */
export function accessOf(env: Settings, { dynamodb, sqs, s3 }: Outside): Access {
  const given = dynamodb || sqs || s3 ? env : {};
  return {
    table: (dynamodb && given['TABLE_NAME']) || tableName,
    bucket: (s3 && given['FEED_BUCKET']) || feedBucket,
    queuePrefix: (sqs && given['QUEUE_PREFIX']) || '',
    region: given['AWS_REGION'] || region,
    accessKeyId: given['AWS_ACCESS_KEY_ID'] || 'local',
    secretAccessKey: given['AWS_SECRET_ACCESS_KEY'] || ownSecret,
  };
}

const waitSeconds = 60;

/** Waits for engines elsewhere, which may start together with the host. @throws Error that names those that are silent */
export async function untilAnswering(outside: Outside, seconds = waitSeconds): Promise<void> {
  const ends = Date.now() + seconds * 1000;
  for (;;) {
    const asked = await Promise.all(
      Object.values(outside).map(async (url) => ((await isAnswering(url)) ? undefined : url)),
    );
    const silent = asked.filter((url) => url !== undefined);
    if (silent.length === 0) return;
    if (Date.now() > ends) throw new Error(`nothing answers at ${silent.join(', ')} within ${seconds} s`);
    await pause(500);
  }
}
