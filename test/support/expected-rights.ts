import {
  type FunctionDefinition,
  type FunctionName,
  type QueueName,
  queues,
  type ReceiverName,
} from '../../infra/system.ts';
import type { Question } from './policies.ts';
import type { Synthesized } from './synthesized.ts';

/** Something that a function may or may not do, by the list in `infra/system.ts`. */
export interface ExpectedRight extends Omit<Question, 'by'> {
  readonly isExpected: (definition: FunctionDefinition) => boolean;
}

type Touches = FunctionDefinition['touches'];

const always = (expected: boolean) => (): boolean => expected;
const byTouches = (test: (touches: Touches) => unknown) => (definition: FunctionDefinition) =>
  Boolean(test(definition.touches));

/** Everything that is asked about each function: what any of them may do, and what none may. */
export const expectedRights = (template: Synthesized): ExpectedRight[] => [
  ...onTable(template),
  ...onBucket(template),
  ...queueNames.flatMap((queue) => onQueue(template, queue)),
  ...onStorageKey(template),
  ...onDataKey(template),
  ...onLedgerKey(template),
  ...onSecrets(template),
  ...onAlarms(template),
  ...elsewhere(template),
];

export const roleOf = (template: Synthesized, name: FunctionName): string =>
  template.arnOf(template.one('AWS::IAM::Role', `${name.replaceAll('-', '')}role`));

const queueNames = Object.keys(queues) as QueueName[];

export const queueArns = (template: Synthesized, name: QueueName): { queue: string; dead: string } => ({
  queue: template.arnOf(template.one('AWS::SQS::Queue', `Queue${name}Queue`)),
  dead: template.arnOf(template.one('AWS::SQS::Queue', `Queue${name}Dead`)),
});

const keyArn = (template: Synthesized, begins: string): string =>
  template.arnOf(template.one('AWS::KMS::Key', begins));

const rights = (
  resource: string,
  actions: readonly string[],
  isExpected: ExpectedRight['isExpected'],
): ExpectedRight[] => actions.map((action) => ({ action, resource, isExpected }));

function onTable(template: Synthesized): ExpectedRight[] {
  const table = template.arnOf(template.one('AWS::DynamoDB::Table', 'Store'));
  const index = `${table}/index/agenda`;
  const reads = byTouches(({ table }) => table);
  return [
    ...rights(table, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], reads),
    ...rights(index, ['dynamodb:Query'], reads),
    ...rights(
      table,
      ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      byTouches((touches) => touches.table === 'read-write'),
    ),
    ...rights(
      table,
      ['dynamodb:Scan'],
      byTouches(({ scans }) => scans),
    ),
    ...rights(index, ['dynamodb:Scan'], always(false)),
    ...rights(
      table,
      ['BatchWriteItem', 'PartiQLInsert', 'PartiQLDelete', 'DeleteTable', 'UpdateTable'].map(
        (name) => `dynamodb:${name}`,
      ),
      always(false),
    ),
    removing(table, 'P#1', ({ removesCopies }) => removesCopies),
    removing(table, 'RUN#1', () => false),
    ...rights(`${table}2`, ['dynamodb:GetItem', 'dynamodb:PutItem'], always(false)),
  ];
}

const removing = (table: string, pk: string, test: (touches: Touches) => unknown): ExpectedRight => ({
  action: 'dynamodb:DeleteItem',
  resource: table,
  context: { 'dynamodb:LeadingKeys': pk },
  isExpected: byTouches(test),
});

function onBucket(template: Synthesized): ExpectedRight[] {
  const bucket = template.arnOf(template.one('AWS::S3::Bucket', 'FeedsBucket'));
  const reads = byTouches(({ bucket }) => bucket === 'read' || bucket === 'read-write');
  const writes = byTouches(({ bucket }) => bucket === 'write' || bucket === 'read-write');
  const attachments = byTouches((touches) => touches.attachments);
  return [
    ...rights(`${bucket}/runs/1`, ['s3:GetObject'], reads),
    ...rights(
      bucket,
      ['s3:ListBucket'],
      byTouches(({ bucket, condition }) => condition || bucket === 'read' || bucket === 'read-write'),
    ),
    ...rights(`${bucket}/runs/1`, ['s3:PutObject'], writes),
    ...rights(`${bucket}/attachments/1`, ['s3:GetObject', 's3:PutObject'], attachments),
    ...rights(`${bucket}/1`, ['s3:GetObject', 's3:PutObject'], always(false)),
    ...rights(
      `${bucket}/runs/1`,
      ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:BypassGovernanceRetention'],
      always(false),
    ),
    ...rights(bucket, ['s3:PutBucketPolicy', 's3:DeleteBucket'], always(false)),
  ];
}

function onQueue(template: Synthesized, name: QueueName): ExpectedRight[] {
  const { queue, dead } = queueArns(template, name);
  const consume = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'];
  const consumes = ({ startedBy }: FunctionDefinition): boolean => startedBy.queue === name;
  return [
    ...rights(
      queue,
      ['sqs:SendMessage'],
      byTouches(({ sendsTo }) => sendsTo?.includes(name)),
    ),
    ...rights(
      queue,
      ['sqs:GetQueueAttributes'],
      (definition) =>
        consumes(definition) ||
        Boolean(definition.touches.sendsTo?.includes(name) || definition.touches.condition),
    ),
    ...rights(queue, consume, consumes),
    ...rights(dead, consume, consumes),
    ...rights(dead, ['sqs:SendMessage'], always(false)),
    ...rights(queue, ['sqs:PurgeQueue', 'sqs:SetQueueAttributes', 'sqs:DeleteQueue'], always(false)),
  ];
}

/** The key that encrypts the table, the queues and the bucket at rest. Who reads or writes there needs it. */
function onStorageKey(template: Synthesized): ExpectedRight[] {
  const key = keyArn(template, 'StorageKey');
  return [
    ...rights(key, ['kms:Decrypt'], (definition) => opens('StorageKey', definition)),
    ...rights(
      key,
      ['kms:GenerateDataKey'],
      byTouches(
        ({ table, bucket, attachments, sendsTo }) =>
          table === 'read-write' || bucket === 'write' || bucket === 'read-write' || attachments || sendsTo,
      ),
    ),
    ...rights(key, changesOfKeys, always(false)),
  ];
}

const changesOfKeys = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:CreateGrant'];

function onDataKey(template: Synthesized): ExpectedRight[] {
  const key = keyArn(template, 'PersonalDataDataKey');
  return [
    ...rights(
      key,
      ['kms:Decrypt'],
      byTouches(({ personalData }) => personalData),
    ),
    ...rights(
      key,
      ['kms:DescribeKey'],
      byTouches(({ condition }) => condition),
    ),
    ...rights(
      key,
      ['kms:GenerateDataKeyWithoutPlaintext'],
      byTouches(
        ({ table, personalData, makesDataKeys }) => (personalData && table !== 'read') || makesDataKeys,
      ),
    ),
    ...rights(key, ['kms:GenerateDataKey', 'kms:Encrypt', ...changesOfKeys], always(false)),
  ];
}

function onLedgerKey(template: Synthesized): ExpectedRight[] {
  const key = keyArn(template, 'LedgerKey');
  const signs = byTouches(({ signsLedger }) => signsLedger);
  return [
    ...rights(key, ['kms:Sign', 'kms:GetPublicKey'], signs),
    ...rights(key, changesOfKeys, always(false)),
  ];
}

/** Reading a secret, and its key for this secret: the key service is told the secret's ARN as encryption context. */
function onSecrets(template: Synthesized): ExpectedRight[] {
  const holders: [begins: string, key: string, test: (touches: Touches) => unknown][] = [
    ['PersonalDataPepper', 'PersonalDataDataKey', ({ pepper }) => pepper],
    ['AuthoritiesSecret', 'StorageKey', ({ pullSecrets }) => pullSecrets],
    ...(['directory', 'settlement'] as const).map((name: ReceiverName): (typeof holders)[number] => [
      `${name[0]?.toUpperCase()}${name.slice(1)}Secret`,
      'StorageKey',
      ({ receiverSecrets }) => receiverSecrets?.includes(name),
    ]),
  ];
  return holders.flatMap(([begins, key, test]) => {
    const secret = template.arnOf(template.one('AWS::SecretsManager::Secret', begins));
    return [
      ...rights(secret, ['secretsmanager:GetSecretValue'], byTouches(test)),
      ...rights(secret, ['secretsmanager:PutSecretValue', 'secretsmanager:DeleteSecret'], always(false)),
      // Functions that open the key anyway are asked about above.
      {
        action: 'kms:Decrypt',
        resource: keyArn(template, key),
        context: { 'kms:EncryptionContext:SecretARN': secret },
        isExpected: (definition: FunctionDefinition) =>
          Boolean(test(definition.touches)) || opens(key, definition),
      },
    ];
  });
}

const opens = (key: string, { touches, startedBy }: FunctionDefinition): boolean =>
  key === 'PersonalDataDataKey'
    ? Boolean(touches.personalData)
    : Boolean(
        touches.table ||
          touches.bucket === 'read' ||
          touches.bucket === 'read-write' ||
          touches.attachments ||
          touches.sendsTo ||
          startedBy.queue,
      );

/** The alarms of the stack, and those of others in the account. */
function onAlarms({ all, arnOf }: Synthesized): ExpectedRight[] {
  const [[id, { Properties }] = ['', { Properties: {} as Record<string, unknown> }]] =
    all('AWS::CloudWatch::Alarm');
  const own = arnOf(id).replace(id, String(Properties['AlarmName']));
  return [
    ...rights(
      own,
      ['cloudwatch:DescribeAlarms'],
      byTouches(({ alarms }) => alarms),
    ),
    ...rights(arnOf(id).replace(id, 'another'), ['cloudwatch:DescribeAlarms'], always(false)),
    ...rights(own, ['cloudwatch:SetAlarmState', 'cloudwatch:DeleteAlarms'], always(false)),
  ];
}

/** What no function does, wherever it is. */
function elsewhere(template: Synthesized): ExpectedRight[] {
  const topic = template.arnOf(template.one('AWS::SNS::Topic', 'Watch'));
  const anyFunction = template.arnOf(template.one('AWS::Lambda::Function', 'sweep'));
  const anyRole = template.arnOf(template.one('AWS::IAM::Role', 'sweeprole'));
  return [
    ...rights(topic, ['sns:Publish', 'sns:Subscribe'], always(false)),
    ...rights(anyFunction, ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode'], always(false)),
    ...rights(anyRole, ['iam:PassRole', 'iam:PutRolePolicy', 'sts:AssumeRole'], always(false)),
  ];
}
