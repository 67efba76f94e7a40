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
import { alarms, errorAlarm, oldestMessageSeconds, type Silence, silences } from '../alarms.ts';
import { functions as definitions, type FunctionName } from '../system.ts';
import type { QueuePair } from './queue-pair.ts';

const runbook = 'docs/operations/runbook.md';

/** The dashboard and the alarms. Each alarm names the heading of the runbook that says what to do. */
export class Watch extends Construct {
  readonly topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    { queues, functions }: { queues: readonly QueuePair[]; functions: ReadonlyMap<FunctionName, Lambda> },
  ) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { displayName: 'Credit Connector', enforceSSL: true });
    this.letAlarmsPublish();
    for (const pair of queues) this.watchQueue(pair);
    for (const [name, fn] of functions) {
      const { from, minutes } = errorAlarm(definitions[name]);
      const errors = fn.metricErrors({ period: Duration.minutes(minutes) });
      this.addAlarm(`${name}-errors`, errors, from, 'function-failing');
    }
    for (const silence of silences) this.watchSilence(silence, functions.get(silence.by));
    for (const { metric, by, from, minutes, statistic, heading } of alarms) {
      const measured = new Metric({
        namespace: 'CreditConnector',
        metricName: metric,
        dimensionsMap: { service: by },
        statistic,
        period: Duration.minutes(minutes),
      });
      this.addAlarm(`${metric}-${by}`, measured, from, heading);
    }
    this.addDashboard(queues, functions);
  }

  /**
   * A policy of a topic replaces the default one, which lets everything in the account publish. The refusal of requests
   * without TLS is such a policy, so the alarm service needs a statement of its own
   * (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).
   */
  private letAlarmsPublish(): void {
    const { account } = Stack.of(this);
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
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

  private watchQueue({ name, queue, dead, definition }: QueuePair): void {
    const period = Duration.minutes(1);
    this.addAlarm(
      `${name}-dead`,
      dead.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      1,
      'dead-letters',
    );
    const oldest = queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' });
    this.addAlarm(`${name}-age`, oldest, oldestMessageSeconds(definition), 'queue-backlog');
  }

  /** Rings when a scheduled function is not called at all. No data means no call, so it counts as a breach. */
  private watchSilence({ by, minutes, periods }: Silence, fn: Lambda | undefined): void {
    if (!fn) throw new Error(`no function ${by}`);
    new Alarm(this, `${by}-silent`, {
      metric: fn.metricInvocations({ period: Duration.minutes(minutes), statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: `${by}-silent: see ${runbook}#function-silent`,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  private addAlarm(name: string, metric: IMetric, threshold: number, heading: string): void {
    new Alarm(this, name, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
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
