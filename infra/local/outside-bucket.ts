import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';

/** What an object store keeps of what is overwritten or deleted. */
export interface BucketGuards {
  readonly versions: boolean;
  readonly lock: boolean;
}

/** What an operator must know of an object store: what it lacks has to be had by its backups. */
export const guardsText = ({ versions, lock }: BucketGuards): string =>
  `The object store ${versions ? 'keeps versions' : 'KEEPS NO VERSIONS: an overwritten file is lost'} and ${lock ? 'locks them for a year' : 'HAS NO OBJECT LOCK: whoever holds its credentials can delete files'}.`;

/** As on AWS: for a year nobody without a right of their own deletes a version. */
const lockDays = 365;

/**
 * Makes the bucket in an object store elsewhere, with versions and object lock where the store has them. A bucket that is
 * there keeps its lock, which a store sets when it makes the bucket.
 */
export async function ensureBucket(
  Bucket: string,
  client: S3Client = new S3Client({ forcePathStyle: true }),
): Promise<BucketGuards> {
  const isThere = await client.send(new HeadBucketCommand({ Bucket })).then(
    () => true,
    () => false,
  );
  if (!isThere) await makeBucket(Bucket, client);
  const versions = await tried(async () => {
    const known = await client.send(new GetBucketVersioningCommand({ Bucket }));
    if (known.Status === 'Enabled') return true;
    await client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    return (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status === 'Enabled';
  });
  return { versions, lock: versions && (await tried(() => ensureLock(Bucket, client))) };
}

async function makeBucket(Bucket: string, client: S3Client): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  } catch (error) {
    if (error instanceof BucketAlreadyOwnedByYou) return;
    // A store without object lock may refuse the wish for it.
    await client.send(new CreateBucketCommand({ Bucket }));
  }
}

async function ensureLock(Bucket: string, client: S3Client): Promise<boolean> {
  await client.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: lockDays } },
      },
    }),
  );
  const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
  return ObjectLockConfiguration?.Rule?.DefaultRetention?.Mode === 'GOVERNANCE';
}

const tried = (ask: () => Promise<boolean>): Promise<boolean> => ask().catch(() => false);
