import { describe, expect, it } from 'vitest';
import {
  type FunctionDefinition,
  type FunctionName,
  functions,
  type QueueName,
  queues,
} from '../../infra/system.ts';
import { expectedRights, queueArns, roleOf } from '../support/expected-rights.ts';
import { policiesOf } from '../support/policies.ts';
import { synthesize } from '../support/synthesized.ts';

const definitions = Object.entries(functions) as [FunctionName, FunctionDefinition][];

describe.each(['cn-northwest-1', 'eu-west-1'])('who may do what in %s', (region) => {
  const template = synthesize(region);
  const policies = policiesOf(template);
  const tls = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
  const rights = expectedRights(template);

  it.each(definitions)('%s may do what the list of the system says, and nothing else', (name, definition) => {
    const role = roleOf(template, name);
    const differing = rights
      .map(({ isExpected, context, ...question }) => ({
        ...question,
        expected: isExpected(definition),
        allowed: policies.isAllowed({ by: { role }, context: { ...tls, ...context }, ...question }),
      }))
      .filter(({ expected, allowed }) => expected !== allowed);
    expect(differing).toEqual([]);
  });

  it('asks of every right whether somebody has it, or nobody has', () => {
    const used = rights.filter(({ isExpected }) => definitions.some(([, one]) => isExpected(one)));
    expect(used.length).toBeGreaterThan(40);
    expect(rights.length - used.length).toBeGreaterThan(40);
  });

  it('a function behind a public route writes neither the table nor the bucket, and sends nothing', () => {
    const open = definitions.filter(([, { startedBy }]) =>
      startedBy.routes?.some(({ authorized }) => !authorized),
    );
    expect(open.map(([name]) => name)).toEqual([
      'describe-service',
      'check-readiness',
      'serve-console',
      'print-forms',
      'show-disclosures',
    ]);
    const changes = /:(Put|Update|Delete|Send|Publish|GenerateDataKey|Encrypt|Sign)/;
    for (const [name] of open)
      for (const { action, resource } of rights.filter((right) => changes.test(right.action)))
        expect(
          policies.isAllowed({ by: { role: roleOf(template, name) }, action, resource, context: tls }),
          `${name}: ${action}`,
        ).toBe(false);
  });

  it('refuses everything that does not come over TLS', () => {
    const plain = { 'aws:SecureTransport': 'false' };
    const onQueuesAndBucket = rights.filter(({ action }) => /^(sqs|s3):/.test(action));
    for (const [name] of definitions)
      for (const { action, resource } of onQueuesAndBucket)
        expect(
          policies.isAllowed({ by: { role: roleOf(template, name) }, action, resource, context: plain }),
        ).toBe(false);
  });

  it('restricts the key of a secret by the secret, and by no domain name', () => {
    expect(JSON.stringify(template.resources)).not.toContain('ViaService');
    for (const [, { Properties }] of template.all('AWS::SecretsManager::Secret'))
      expect(Properties['KmsKeyId']).toMatch(/:key\//);
    const policies = template.all('AWS::IAM::Policy').map(([, one]) => JSON.stringify(one.Properties));
    const opening = policies.filter((text) => text.includes('secretsmanager:GetSecretValue'));
    expect(opening.length).toBeGreaterThan(5);
    for (const text of opening) expect(text).toContain('"kms:EncryptionContext:SecretARN":"arn:');
  });

  describe('services', () => {
    const allows = (service: string, question: { action: string; resource: string }, context = {}): boolean =>
      policies.isAllowed({ by: { service }, context: { ...tls, ...context }, ...question });

    it('the alarm service tells the topic of every alarm, and only alarms of this account', () => {
      for (const [logicalId, { Properties }] of template.all('AWS::CloudWatch::Alarm')) {
        const [topic = ''] = Properties['AlarmActions'] as string[];
        const publish = { action: 'sns:Publish', resource: topic };
        const of = (account: string) => ({
          'aws:SourceAccount': account,
          'aws:SourceArn': template.arnOf(logicalId).replace(template.account, account),
        });
        expect(allows('cloudwatch.amazonaws.com', publish, of(template.account)), logicalId).toBe(true);
        expect(allows('cloudwatch.amazonaws.com', publish, of('999999999999')), logicalId).toBe(false);
        expect(allows('cloudwatch.amazonaws.com', publish), logicalId).toBe(false);
        expect(allows('events.amazonaws.com', publish, of(template.account)), logicalId).toBe(false);
      }
    });

    it('events bring arrived files to their queue, or to its dead letters, and nothing else anywhere', () => {
      const arrived = template.arnOf(template.one('AWS::Events::Rule', 'FeedsArrived'));
      const ofRule = (arn: string) => ({ 'aws:SourceArn': arn, 'aws:SourceAccount': template.account });
      const events = 'events.amazonaws.com';
      for (const name of Object.keys(queues) as QueueName[])
        for (const resource of Object.values(queueArns(template, name))) {
          const send = { action: 'sqs:SendMessage', resource };
          expect(allows(events, send, ofRule(arrived)), resource).toBe(name === 'objects');
          expect(allows(events, send), resource).toBe(false);
          expect(allows(events, send, ofRule(arrived.replace('FeedsArrived', 'Another'))), resource).toBe(
            false,
          );
          expect(allows(events, { ...send, action: 'sqs:ReceiveMessage' }, ofRule(arrived)), resource).toBe(
            false,
          );
        }
    });

    it('events use the key of the queues to seal a message, and no other key', () => {
      for (const [logicalId] of template.all('AWS::KMS::Key'))
        for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'])
          expect(allows('events.amazonaws.com', { action, resource: template.arnOf(logicalId) })).toBe(
            logicalId.startsWith('StorageKey'),
          );
    });

    it('a schedule starts its own function', () => {
      for (const [logicalId, { Properties }] of template.all('AWS::Events::Rule')) {
        if (!Properties['ScheduleExpression']) continue;
        const [{ Arn: resource } = { Arn: '' }] = Properties['Targets'] as { Arn: string }[];
        const invoke = { action: 'lambda:InvokeFunction', resource };
        const context = { 'aws:SourceArn': template.arnOf(logicalId) };
        expect(allows('events.amazonaws.com', invoke, context), logicalId).toBe(true);
        expect(allows('events.amazonaws.com', invoke), logicalId).toBe(false);
      }
    });

    it('the API calls the functions that have routes, and this API only', () => {
      const [[api = ''] = []] = template.all('AWS::ApiGatewayV2::Api');
      const at = `arn:${template.partition}:execute-api:${region}:${template.account}`;
      for (const [name, { startedBy }] of definitions) {
        const logicalId = template.one('AWS::Lambda::Function', `${name.replaceAll('-', '')}`);
        const invoke = { action: 'lambda:InvokeFunction', resource: template.arnOf(logicalId) };
        for (const { method, path } of startedBy.routes ?? []) {
          const from = (id: string) => ({ 'aws:SourceArn': `${at}:${id}/$default/${method}${path}` });
          expect(allows('apigateway.amazonaws.com', invoke, from(api)), path).toBe(true);
          expect(allows('apigateway.amazonaws.com', invoke, from('another')), path).toBe(false);
        }
        if (startedBy.routes) continue;
        const any = { 'aws:SourceArn': `${at}:${api}/$default/GET/v1/deliveries` };
        expect(allows('apigateway.amazonaws.com', invoke, any), name).toBe(false);
      }
    });

    it('a queue is read by the role of the function that its mapping names', () => {
      for (const [, { Properties }] of template.all('AWS::Lambda::EventSourceMapping')) {
        const fn = template.resources[String(Properties['FunctionName'])];
        const role = String(fn?.Properties['Role']);
        const resource = String(Properties['EventSourceArn']);
        for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])
          expect(policies.isAllowed({ by: { role }, action, resource, context: tls }), resource).toBe(true);
      }
    });
  });
});
