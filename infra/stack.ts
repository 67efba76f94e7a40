import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Bundle } from './bundle.ts';
import { Api } from './constructs/api.ts';
import { Authorities } from './constructs/authorities.ts';
import { DeploymentPolicy } from './constructs/deployment-policy.ts';
import { FeedBucket } from './constructs/feed-bucket.ts';
import { LedgerKey } from './constructs/ledger-key.ts';
import { PersonalData } from './constructs/personal-data.ts';
import { QueuePair } from './constructs/queue-pair.ts';
import { Receiver } from './constructs/receiver.ts';
import { rotatingKey } from './constructs/storage-key.ts';
import { Store } from './constructs/store.ts';
import { grantAlarms, Watch } from './constructs/watch.ts';
import { tableAccessOf } from './environment.ts';
import { acknowledge, acknowledgeFindings } from './findings.ts';
import {
  type FunctionDefinition,
  type FunctionName,
  functions,
  type QueueName,
  queues,
  type ReceiverName,
} from './system.ts';

export interface ConnectorStackProps extends StackProps {
  readonly bundles: readonly Bundle[];
}

/** The system of `infra/system.ts` on AWS. The stack contains nothing that the table does not name. */
export class ConnectorStack extends Stack {
  constructor(scope: Construct, id: string, { bundles, ...props }: ConnectorStackProps) {
    super(scope, id, props);
    const key = rotatingKey(this, 'StorageKey', 'Encrypts the table, the queues and the feed bucket');
    const pairs = new Map(
      (Object.keys(queues) as QueueName[]).map((name) => [
        name,
        new QueuePair(this, `Queue-${name}`, { name, definition: queues[name], key }),
      ]),
    );
    const pairOf = (name: QueueName): QueuePair => {
      const pair = pairs.get(name);
      if (!pair) throw new Error(`no queue ${name}`);
      return pair;
    };
    const store = new Store(this, 'Store', { key });
    const feeds = new FeedBucket(this, 'Feeds', { key, objects: pairOf('objects') });
    const personal = new PersonalData(this, 'PersonalData');
    const ledgerKey = new LedgerKey(this, 'Ledger');
    const authorities = new Authorities(this, 'Authorities', { key });
    const receivers: Record<ReceiverName, Receiver> = {
      directory: new Receiver(this, 'Directory', { name: 'directory', key }),
      settlement: new Receiver(this, 'Settlement', { name: 'settlement', key }),
    };
    const policy = new DeploymentPolicy(this, 'Policy');
    const api = new Api(this, 'Api');
    const made = new Map<FunctionName, Lambda>();
    for (const [name, definition] of Object.entries(functions) as [FunctionName, FunctionDefinition][]) {
      const fn = this.lambda(name, definition, bundles);
      made.set(name, fn);
      const { scans = false, bucket, attachments, sendsTo = [], personalData, table } = definition.touches;
      const access = tableAccessOf(definition);
      if (access) {
        store.grant(fn, access, { scans });
        policy.grantPolicy(fn);
      }
      if (bucket === 'read' || bucket === 'read-write') feeds.grantRead(fn);
      if (bucket === 'write' || bucket === 'read-write') feeds.grantWrite(fn);
      if (attachments) feeds.grantAttachments(fn);
      for (const queue of sendsTo) pairOf(queue).grantSend(fn);
      if (personalData) personal.grantUse(fn, { seals: table !== 'read' });
      if (definition.touches.pepper) personal.grantPepper(fn);
      if (definition.touches.makesDataKeys) personal.grantMakeKeys(fn);
      if (definition.touches.letterhead) policy.grantLetterhead(fn);
      if (definition.touches.console) {
        api.grantSignIn(fn);
        feeds.allowUploadsFrom(api.api.apiEndpoint, fn);
      }
      if (definition.touches.condition) {
        for (const pair of pairs.values()) pair.grantLook(fn);
        feeds.grantLook(fn);
        personal.grantLook(fn);
      }
      if (definition.touches.subscribers) policy.grantSubscribers(fn);
      if (definition.touches.alarms) grantAlarms(fn);
      if (definition.touches.signsLedger) ledgerKey.grantSign(fn);
      if (definition.touches.pullSources) authorities.grantPullSettings(fn);
      if (definition.touches.pullSecrets) authorities.grantCredentials(fn);
      for (const receiver of definition.touches.receivers ?? []) receivers[receiver].grantAddress(fn);
      for (const receiver of definition.touches.receiverSecrets ?? [])
        receivers[receiver].grantCredential(fn);
      const { routes = [], queue, schedule } = definition.startedBy;
      for (const route of routes) api.route(route, fn, name);
      if (queue) pairOf(queue).feed(fn);
      if (schedule) {
        new Rule(this, `${name}-schedule`, {
          description: definition.purpose,
          schedule: Schedule.expression(schedule.expression),
          targets: [new LambdaFunction(fn, { retryAttempts: 2, maxEventAge: Duration.minutes(5) })],
        });
      }
    }
    const { topic } = new Watch(this, 'Watch', { queues: [...pairs.values()], functions: made });
    const outputs: Readonly<Record<string, string>> = {
      ApiUrl: api.api.apiEndpoint,
      FeedBucket: feeds.bucket.bucketName,
      Table: store.tableName,
      AlarmTopic: topic.topicArn,
      DirectorySecret: receivers.directory.secret.secretArn,
      SettlementSecret: receivers.settlement.secret.secretArn,
      AuthoritiesSecret: authorities.secret.secretArn,
      PepperSecret: personal.pepper.secretArn,
      LedgerKey: ledgerKey.key.keyArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
    for (const { name, dead } of pairs.values())
      new CfnOutput(this, `DeadLetters${name}`, { value: dead.queueArn });
    acknowledgeFindings(this);
  }

  private lambda(name: FunctionName, definition: FunctionDefinition, bundles: readonly Bundle[]): Lambda {
    const bundle = bundles.find((one) => one.name === name);
    if (!bundle) throw new Error(`no bundle of ${name}: run infra/bundle.ts`);
    const logGroup = new LogGroup(this, `${name}-log`, { retention: RetentionDays.ONE_YEAR });
    const role = new Role(this, `${name}-role`, {
      assumedBy: ServicePrincipal.fromStaticServicePrincipleName('lambda.amazonaws.com'),
      description: definition.purpose,
    });
    logGroup.grantWrite(role);
    // Functions cannot be traced in the Chinese regions
    // (https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html).
    const isTraced = !this.region.startsWith('cn-');
    if (isTraced) {
      role.addToPolicy(
        new PolicyStatement({
          actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
          resources: ['*'],
        }),
      );
      acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', 'The tracing service knows no narrower resource.');
    }
    const fn = new Lambda(this, name, {
      description: definition.purpose,
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle.folder),
      timeout: Duration.seconds(definition.timeoutSeconds),
      memorySize: definition.memoryMb,
      tracing: isTraced ? Tracing.ACTIVE : Tracing.DISABLED,
      logGroup,
      environment: { POWERTOOLS_SERVICE_NAME: name },
    });
    if (!isTraced)
      acknowledge(
        fn,
        'Serverless-LambdaTracing',
        'The tracing service takes no traces of functions in Chinese regions.',
      );
    return fn;
  }
}
