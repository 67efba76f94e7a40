import type { IRule, IRuleTarget, RuleTargetConfig } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { QueuePair } from './queue-pair.ts';

const events = ServicePrincipal.fromStaticServicePrincipleName('events.amazonaws.com');

/**
 * A queue as the target of a rule, with the dead-letter queue for what could not be brought. CDK's own target lets every
 * rule of every account send to a queue that has a key, because it would write the condition into the key's policy too,
 * in a circle. Here the queues name the rule.
 *
 * The key's policy cannot name it: AWS supports neither `aws:SourceArn` nor `aws:SourceAccount` there for what the event
 * service brings (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services).
 * Sealing a message is of no use where the queue then refuses it.
 */
export class ArrivalsTarget implements IRuleTarget {
  private readonly pair: QueuePair;

  constructor(pair: QueuePair) {
    this.pair = pair;
  }

  bind(rule: IRule): RuleTargetConfig {
    const { queue, dead } = this.pair;
    for (const one of [queue, dead]) letSend(rule, one);
    queue.encryptionMasterKey?.addToResourcePolicy(
      new PolicyStatement({
        principals: [events],
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: ['*'],
      }),
    );
    return { arn: queue.queueArn, deadLetterConfig: { arn: dead.queueArn }, targetResource: queue };
  }
}

const letSend = (rule: IRule, queue: IQueue): void => {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [events],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    }),
  );
};
