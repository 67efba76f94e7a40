import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type Alarm as AlarmDefinition, everyAlarm } from '../alarms.ts';
import { environment } from '../environment.ts';
import { acknowledge } from '../findings.ts';
import type { FunctionName } from '../system.ts';
import type { QueuePair } from './queue-pair.ts';

const runbook = 'docs/operations/runbook.md';

/** The dashboard and the alarms. Each alarm names the heading of the runbook that says what to do. */
export class Watch extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { queues, functions }: Parts) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { displayName: 'Credit Connector', enforceSSL: true });
    this.letAlarmsPublish();
    for (const alarm of everyAlarm) this.addAlarm(alarm, metricOf(alarm, { queues, functions }));
    this.addDashboard(queues, functions);
  }

  /**
   * A policy of a topic replaces the default one, which lets everything in the account publish. The refusal of requests
   * without TLS is such a policy, so the alarm service needs a statement of its own
   * (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).
   */
  private letAlarmsPublish(): void {
    const { account } = Stack.of(this);
    const alarms = alarmArn(this, '*');
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [ServicePrincipal.fromStaticServicePrincipleName('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': alarms },
        },
      }),
    );
  }

  /**
   * A silence rings when a scheduled function is not called at all. No data means no call there, so it counts as a breach.
   */
  private addAlarm({ name, watched, from, periods, heading }: AlarmDefinition, metric: IMetric): void {
    const isSilence = watched.kind === 'silence';
    new Alarm(this, name, {
      alarmName: `${alarmPrefix(this)}${name}`,
      metric,
      threshold: from,
      evaluationPeriods: periods,
      comparisonOperator: isSilence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: isSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${name}: see ${runbook}#${heading}`,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  private addDashboard(queues: readonly QueuePair[], functions: ReadonlyMap<FunctionName, Lambda>): void {
    const dashboard = new Dashboard(this, 'Dashboard');
    dashboard.addWidgets(
      new GraphWidget({
        title: 'Messages waiting',
        left: queues.map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible()),
      }),
      new GraphWidget({
        title: 'Dead letters',
        left: queues.map(({ dead }) => dead.metricApproximateNumberOfMessagesVisible()),
      }),
    );
    dashboard.addWidgets(
      new GraphWidget({ title: 'Errors', left: [...functions.values()].map((fn) => fn.metricErrors()) }),
      new GraphWidget({ title: 'Duration', left: [...functions.values()].map((fn) => fn.metricDuration()) }),
    );
  }
}

/** What the names of a stack's alarms begin with. */
const alarmPrefix = (scope: Construct): string => `${Stack.of(scope).stackName}-`;

/** Lets a function ask which alarms of this stack ring, and tells it their names. */
export function grantAlarms(fn: Lambda): void {
  const prefix = alarmPrefix(fn);
  fn.addEnvironment(environment.alarmPrefix, prefix);
  fn.addEnvironment(environment.alarmNames, everyAlarm.map(({ name }) => name).join(' '));
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [alarmArn(fn, `${prefix}*`)],
    }),
  );
  if (fn.role)
    acknowledge(
      fn.role,
      `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudwatch:${Stack.of(fn).region}:<AWS::AccountId>:alarm:${prefix}*]`,
      'Alarms of this stack, by their prefix: their names together are longer than a policy may be.',
    );
}

const alarmArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

type Parts = { queues: readonly QueuePair[]; functions: ReadonlyMap<FunctionName, Lambda> };

/** The metric that an alarm looks at. */
function metricOf({ watched, minutes, statistic }: AlarmDefinition, { queues, functions }: Parts): IMetric {
  const options = { period: Duration.minutes(minutes), statistic };
  if (watched.kind === 'metric')
    return new Metric({
      namespace: 'CreditConnector',
      metricName: watched.metric,
      dimensionsMap: { service: watched.by },
      ...options,
    });
  if ('by' in watched) {
    const fn = functions.get(watched.by);
    if (!fn) throw new Error(`no function ${watched.by}`);
    return watched.kind === 'errors' ? fn.metricErrors(options) : fn.metricInvocations(options);
  }
  const pair = queues.find(({ name }) => name === watched.queue);
  if (!pair) throw new Error(`no queue ${watched.queue}`);
  return watched.kind === 'dead'
    ? pair.dead.metricApproximateNumberOfMessagesVisible(options)
    : pair.queue.metricApproximateAgeOfOldestMessage(options);
}
