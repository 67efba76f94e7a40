import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConnectorStack } from '../../infra/stack.ts';
import { type FunctionName, functions } from '../../infra/system.ts';

const root = join(import.meta.dirname, '../..');

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The template of a region, with every reference replaced by a name or an ARN as the cloud would make it. */
export interface Synthesized {
  readonly region: string;
  readonly partition: string;
  readonly account: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** The ARN of the resource with this logical id. */
  arnOf(logicalId: string): string;
  /** Resources of a type, by logical id. */
  all(type: string): readonly (readonly [logicalId: string, TemplateResource])[];
  /** The only resource of a type whose logical id begins so. */
  one(type: string, begins: string): string;
}

const account = '123456789012';

/** Synthesizes without bundles, which take time and change no right. */
export function synthesize(region: string): Synthesized {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const bundles = (Object.keys(functions) as FunctionName[]).map((name) => ({
    name,
    folder: join(root, 'infra/samples'),
    bytes: 0,
  }));
  const stack = new ConnectorStack(new App({ context }), 'Test', { env: { region }, bundles });
  const raw = Template.fromStack(stack).toJSON() as { Resources: Record<string, TemplateResource> };
  const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const place = { region, partition, account, raw: raw.Resources };
  const resources = resolve(raw.Resources, place) as Synthesized['resources'];
  const all: Synthesized['all'] = (type) => Object.entries(resources).filter(([, one]) => one.Type === type);
  return {
    region,
    partition,
    account,
    resources,
    arnOf: (logicalId) => arn(logicalId, place),
    all,
    one(type, begins) {
      const found = all(type).filter(([logicalId]) => logicalId.startsWith(begins));
      if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of ${type} begin with ${begins}`);
      return found[0][0];
    },
  };
}

interface Place {
  readonly region: string;
  readonly partition: string;
  readonly account: string;
  readonly raw: Readonly<Record<string, TemplateResource>>;
}

/** The ARN's part after the account, and what is left out of it, by type of resource. */
const arnForms: Readonly<Record<string, (logicalId: string, place: Place) => string>> = {
  'AWS::SQS::Queue': (id, at) => `sqs:${at.region}:${at.account}:${id}`,
  'AWS::SNS::Topic': (id, at) => `sns:${at.region}:${at.account}:${id}`,
  'AWS::S3::Bucket': (id) => `s3:::${id.toLowerCase()}`,
  'AWS::KMS::Key': (id, at) => `kms:${at.region}:${at.account}:key/${id}`,
  'AWS::DynamoDB::Table': (id, at) => `dynamodb:${at.region}:${at.account}:table/${id}`,
  'AWS::IAM::Role': (id, at) => `iam::${at.account}:role/${id}`,
  'AWS::Lambda::Function': (id, at) => `lambda:${at.region}:${at.account}:function:${id}`,
  'AWS::SecretsManager::Secret': (id, at) => `secretsmanager:${at.region}:${at.account}:secret:${id}-AbCdEf`,
  'AWS::Events::Rule': (id, at) => `events:${at.region}:${at.account}:rule/${id}`,
  'AWS::CloudWatch::Alarm': (id, at) => `cloudwatch:${at.region}:${at.account}:alarm:${id}`,
  'AWS::Logs::LogGroup': (id, at) => `logs:${at.region}:${at.account}:log-group:${id}:*`,
};

function arn(logicalId: string, place: Place): string {
  const form = arnForms[place.raw[logicalId]?.Type ?? ''];
  if (!form) throw new Error(`no ARN is known for ${logicalId}`);
  return `arn:${place.partition}:${form(logicalId, place)}`;
}

/** Resources whose `Ref` is an ARN. */
const refersByArn = new Set(['AWS::SNS::Topic', 'AWS::SecretsManager::Secret']);

function reference(name: string, place: Place): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::URLSuffix': place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  const known = pseudo[name];
  if (known) return known;
  const type = place.raw[name]?.Type ?? '';
  if (refersByArn.has(type)) return arn(name, place);
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

/** Replaces the functions of a template. `Fn::If` takes its second branch: no restored table, and so on. */
function resolve(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, place));
  if (typeof value !== 'object' || value === null) return value;
  const [[name = '', of] = [], ...others] = Object.entries(value);
  if (others.length === 0 && name === 'Ref') return reference(String(of), place);
  if (others.length === 0 && name.startsWith('Fn::')) return call(name, of, place);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, place)]));
}

function call(name: string, of: unknown, place: Place): unknown {
  if (name === 'Fn::GetAtt') {
    const [logicalId = '', attribute] = of as string[];
    return attribute === 'Arn' ? arn(logicalId, place) : `${logicalId}.${attribute}`;
  }
  if (name === 'Fn::Join') {
    const [between, parts] = of as [string, unknown[]];
    return parts.map((part) => resolve(part, place)).join(between);
  }
  if (name === 'Fn::If') return resolve((of as unknown[])[2], place);
  if (name === 'Fn::Sub') return of;
  throw new Error(`${name} is not known`);
}
