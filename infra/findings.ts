import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Suppresses a finding of cdk-nag and states the reason. Every other finding is corrected. */
export const acknowledge = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
};

export const secretRotation = ['AwsSolutions-SMG4', 'NIST.800.53.R5-SecretsManagerRotationEnabled'] as const;

/** Findings accepted for the whole stack, with reasons. */
const findings: Readonly<Record<string, string>> = {
  'NIST.800.53.R5-CloudWatchLogGroupEncrypted':
    'Logs contain no personal data (a test searches them) and are encrypted at rest by the log service.',
  'NIST.800.53.R5-LambdaInsideVPC': 'No function reaches into a private network; fewer parts, fewer ways in.',
  'NIST.800.53.R5-LambdaDLQ':
    'Functions are called by queues, which have dead letters, by the API, or again by the schedule.',
  'Serverless-LambdaDLQ':
    'Functions are called by queues, which have dead letters, by the API, or again by the schedule.',
  'NIST.800.53.R5-LambdaConcurrency':
    'Queues bound the concurrency of their functions, the API is throttled.',
  'NIST.800.53.R5-IAMNoInlinePolicy': 'A grant belongs to one function and goes with it.',
  'Serverless-LambdaEventSourceMappingDestination':
    'A queue keeps what failed and hands it to its dead-letter queue.',
  'Serverless-EventBusDLQ': 'A schedule that was missed comes again within the minute, or the next night.',
  'NIST.800.53.R5-DynamoDBInBackupPlan': 'Point-in-time recovery is on; backup plans are the account’s own.',
  'NIST.800.53.R5-SNSEncryptedKMS':
    'Texts of alarms contain only names of metrics; the alarm service cannot use a key of ours without more rights.',
};

export function acknowledgeFindings(stack: Stack): void {
  for (const [id, reason] of Object.entries(findings)) acknowledge(stack, id, reason);
}
