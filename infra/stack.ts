import { CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Bundle } from './bundle.ts';
import { Api } from './constructs/api.ts';
import { Authorities } from './constructs/authorities.ts';
import { FeedBucket } from './constructs/feed-bucket.ts';
import { LedgerKey } from './constructs/ledger-key.ts';
import { PersonalData } from './constructs/personal-data.ts';
import { QueuePair } from './constructs/queue-pair.ts';
import { Receiver } from './constructs/receiver.ts';
import { rotatingKey } from './constructs/storage-key.ts';
import { Store } from './constructs/store.ts';
import { Watch } from './constructs/watch.ts';
import { environment } from './environment.ts';
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

/** The system of `infra/system.ts` on AWS: nothing is here that the table does not name. */
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
    const suspensionMode = new CfnParameter(this, 'SuspensionMode', {
      default: 'automatic',
      allowedValues: ['automatic', 'four-eyes'],
      description: 'Whether a second officer releases each settlement suspension',
    });
    const holdHours = new CfnParameter(this, 'HoldHours', {
      type: 'Number',
      default: 24,
      minValue: 1,
      maxValue: 720,
      description: 'Time box of the second officer',
    });
    const anchorLimit = new CfnParameter(this, 'AnchorLimitMinutes', {
      type: 'Number',
      default: 15,
      minValue: 1,
      maxValue: 1440,
      description: 'How long the ledger may wait for a signature before nothing more is told',
    });
    const noticeBureau = new CfnParameter(this, 'NoticeBureau', {
      default: '西藏自治区医疗保障局',
      description: 'Who issues notices, as printed on them',
    });
    const noticePhone = new CfnParameter(this, 'NoticePhone', {
      default: '',
      description: 'Telephone number on notices',
    });
    const firstCycle = new CfnParameter(this, 'FirstCycle', {
      type: 'Number',
      default: 2026,
      minValue: 2023,
      maxValue: 2100,
      description: 'The first cycle (year) this connector evaluates',
    });
    const lateEvidence = new CfnParameter(this, 'LateEvidence', {
      default: 'carry',
      allowedValues: ['carry', 'reopen'],
      description: 'What becomes of evidence that comes after its cycle was published',
    });
    const unmatchedYears = new CfnParameter(this, 'UnmatchedYears', {
      type: 'Number',
      default: 3,
      minValue: 1,
      maxValue: 10,
      description: 'Years for which a record of an unknown subject is kept',
    });
    const sourceSettings = new CfnParameter(this, 'SourceSettings', {
      default: '{}',
      description: 'What was agreed with authorities, as JSON by source (lib/composition/source-settings.ts)',
    });
    const api = new Api(this, 'Api');
    const made = new Map<FunctionName, Lambda>();
    for (const [name, definition] of Object.entries(functions) as [FunctionName, FunctionDefinition][]) {
      const fn = this.lambda(name, definition, bundles);
      made.set(name, fn);
      const { table, scans = false, bucket, attachments, sendsTo = [], personalData } = definition.touches;
      if (table) {
        store.grantReadWrite(fn, { scans });
        fn.addEnvironment(environment.suspensionMode, suspensionMode.valueAsString);
        fn.addEnvironment(environment.holdHours, holdHours.valueAsString);
        fn.addEnvironment(environment.anchorLimit, anchorLimit.valueAsString);
        fn.addEnvironment(environment.firstCycle, firstCycle.valueAsString);
        fn.addEnvironment(environment.lateEvidence, lateEvidence.valueAsString);
        fn.addEnvironment(environment.unmatchedYears, unmatchedYears.valueAsString);
        fn.addEnvironment(environment.sourceSettings, sourceSettings.valueAsString);
      }
      if (bucket === 'read' || bucket === 'read-write') feeds.grantRead(fn);
      if (bucket === 'write' || bucket === 'read-write') feeds.grantWrite(fn);
      if (attachments) feeds.grantAttachments(fn);
      for (const queue of sendsTo) pairOf(queue).grantSend(fn);
      if (personalData) personal.grantUse(fn);
      if (definition.touches.pepper) personal.grantPepper(fn);
      if (definition.touches.makesDataKeys) personal.grantMakeKeys(fn);
      if (definition.touches.noticeFont) {
        fn.addEnvironment(environment.noticeBureau, noticeBureau.valueAsString);
        fn.addEnvironment(environment.noticePhone, noticePhone.valueAsString);
      }
      if (definition.touches.signsLedger) ledgerKey.grantSign(fn);
      if (definition.touches.pullSources) authorities.grantKnow(fn);
      if (definition.touches.pullSecrets) authorities.grantCredentials(fn);
      for (const receiver of definition.touches.receivers ?? []) receivers[receiver].grantReach(fn);
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
    new Watch(this, 'Watch', { queues: [...pairs.values()], functions: made });
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
    role.addToPolicy(
      new PolicyStatement({
        actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
        resources: ['*'],
      }),
    );
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', 'The tracing service knows no narrower resource.');
    return new Lambda(this, name, {
      description: definition.purpose,
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle.folder),
      timeout: Duration.seconds(definition.timeoutSeconds),
      memorySize: definition.memoryMb,
      tracing: Tracing.ACTIVE,
      logGroup,
      environment: { POWERTOOLS_SERVICE_NAME: name },
    });
  }
}
