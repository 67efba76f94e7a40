import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

export const region = 'cn-northwest-1';
/** The only account that the emulator's API gateway answers for. */
export const account = '000000000000';

const credentials = { accessKeyId: account, secretAccessKey: 'emulated' };

/** Clients of the services that an operator uses, on an emulated cloud. */
export const cloudOf = (endpoint: string, settings = { region, endpoint, credentials }) => ({
  stacks: new CloudFormationClient(settings),
  metrics: new CloudWatchClient(settings),
  logs: new CloudWatchLogsClient(settings),
  table: new DynamoDBClient(settings),
  functions: new LambdaClient(settings),
  objects: new S3Client({ ...settings, forcePathStyle: true }),
  secrets: new SecretsManagerClient(settings),
  topics: new SNSClient(settings),
  queues: new SQSClient(settings),
});
export type Cloud = ReturnType<typeof cloudOf>;

/** The same for a command line: the CDK CLI and the product's own commands. */
export const environmentOf = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});
