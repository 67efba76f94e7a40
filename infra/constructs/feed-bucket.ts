import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';
import { acknowledge } from '../findings.ts';
import { arrivalsPrefix } from '../system.ts';
import { ArrivalsTarget } from './arrivals-target.ts';
import type { QueuePair } from './queue-pair.ts';

/** The files as senders sent them, and sealed attachments: versioned, locked for a year, over TLS only. */
export class FeedBucket extends Construct {
  readonly bucket: Bucket;
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string, { key, objects }: { key: IKey; objects: QueuePair }) {
    super(scope, id);
    const closed = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(400) }],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365)),
      serverAccessLogsBucket: this.accessLogs as IBucket,
      serverAccessLogsPrefix: 'feeds/',
    });
    acknowledge(
      this.accessLogs,
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'Log delivery writes with keys of the storage service; the log holds no content of feeds.',
    );
    for (const bucket of [this.bucket, this.accessLogs]) {
      acknowledge(
        bucket,
        'NIST.800.53.R5-S3BucketReplicationEnabled',
        'Personal data stays in the one region of the bureau; versions and object lock keep what was sent.',
      );
    }
    // Sets only the EventBridge switch, because CDK's own notification would add a function.
    (this.bucket.node.defaultChild as CfnBucket).addPropertyOverride(
      'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled',
      true,
    );
    new Rule(this, 'Arrived', {
      description: 'A file has arrived in the feed bucket',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.bucket.bucketName] }, object: { key: [{ prefix: arrivalsPrefix }] } },
      },
      targets: [new ArrivalsTarget(objects)],
    });
  }

  /**
   * Lets the page of the console upload what was signed, and read nothing: a method, a header and an origin. A
   * signature is needed all the same.
   */
  allowUploadsFrom(origin: string, fn: Lambda): void {
    this.bucket.addCorsRule({
      allowedOrigins: [origin],
      allowedMethods: [HttpMethods.PUT],
      allowedHeaders: ['x-amz-checksum-sha256'],
      maxAge: Duration.hours(1).toSeconds(),
    });
    fn.addEnvironment(environment.uploadOrigin, `https://${this.bucket.bucketRegionalDomainName}`);
  }

  grantRead(fn: Lambda): void {
    this.grant(fn, arrivalsPrefix, ['s3:GetObject']);
    // HeadObject answers "not found" only to callers that may list the bucket.
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
    this.bucket.encryptionKey?.grantDecrypt(fn);
  }

  /** Grants asking whether the bucket is there, and access to no object. */
  grantLook(fn: Lambda): void {
    fn.addEnvironment(environment.bucket, this.bucket.bucketName);
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
  }

  /** Grants writing and reading attachments of casework, and no access to files of senders. */
  grantAttachments(fn: Lambda): void {
    this.grant(fn, 'attachments/', ['s3:GetObject', 's3:PutObject']);
    this.bucket.encryptionKey?.grantDecrypt(fn);
    this.bucket.encryptionKey?.grant(fn, 'kms:GenerateDataKey');
  }

  grantWrite(fn: Lambda): void {
    this.grant(fn, arrivalsPrefix, ['s3:PutObject']);
    this.bucket.encryptionKey?.grant(fn, 'kms:GenerateDataKey');
  }

  private grant(fn: Lambda, prefix: string, actions: string[]): void {
    acknowledge(
      fn.role ?? fn,
      `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket)}.Arn>/${prefix}*]`,
      'Each run or attachment is an object of its own; the function may touch any of them, and nothing else in the bucket.',
    );
    fn.addEnvironment(environment.bucket, this.bucket.bucketName);
    fn.addToRolePolicy(
      new PolicyStatement({ actions, resources: [this.bucket.arnForObjects(`${prefix}*`)] }),
    );
  }
}
