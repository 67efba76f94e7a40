import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';
import { acknowledge } from '../findings.ts';
import type { QueueDefinition, QueueName } from '../system.ts';

/** A queue with its dead-letter queue. Messages stay there for two weeks, the time for a repair. */
export class QueuePair extends Construct {
  readonly name: QueueName;
  readonly definition: QueueDefinition;
  readonly queue: Queue;
  readonly dead: Queue;

  constructor(
    scope: Construct,
    id: string,
    { name, definition, key }: { name: QueueName; definition: QueueDefinition; key: IKey },
  ) {
    super(scope, id);
    this.name = name;
    this.definition = definition;
    const sealed = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    };
    this.dead = new Queue(this, 'Dead', {
      ...sealed,
      visibilityTimeout: Duration.seconds(definition.visibilitySeconds),
    });
    acknowledge(
      this.dead,
      'Serverless-SQSRedrivePolicy',
      'It is the dead-letter queue; its alarm calls a person.',
    );
    this.queue = new Queue(this, 'Queue', {
      ...sealed,
      visibilityTimeout: Duration.seconds(definition.visibilitySeconds),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: definition.maxReceives },
    });
  }

  /** Grants sending and sets the queue's address in the function's environment. */
  grantSend(fn: Lambda): void {
    fn.addEnvironment(environment.queueUrl(this.name), this.queue.queueUrl);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    this.queue.encryptionMasterKey?.grant(fn, 'kms:GenerateDataKey', 'kms:Decrypt');
  }

  /** Grants asking how many messages wait, and nothing else. */
  grantLook(fn: Lambda): void {
    fn.addEnvironment(environment.queueUrl(this.name), this.queue.queueUrl);
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: [this.queue.queueArn] }),
    );
  }

  /**
   * Connects the function to the queue. A second, disabled connection to the dead-letter queue is for redrives
   * (runbook, dead-letters).
   */
  feed(fn: Lambda): void {
    const { batchSize, batchWindowSeconds, concurrency } = this.definition;
    const options = {
      batchSize,
      maxBatchingWindow: Duration.seconds(batchWindowSeconds),
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    };
    fn.addEventSource(new SqsEventSource(this.queue, options));
    fn.addEventSource(new SqsEventSource(this.dead, { ...options, enabled: false }));
  }
}
