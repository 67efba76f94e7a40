import type { MetricName } from '../lib/runtime/metrics.ts';
import {
  type FunctionDefinition,
  type FunctionName,
  functions,
  type QueueDefinition,
  type QueueName,
  queues,
} from './system.ts';

/** When an alarm sounds: the function that emits the metric, the threshold, and the heading in the runbook. */
interface AlarmThreshold {
  readonly by: FunctionName;
  readonly from: number;
  readonly minutes: number;
  readonly statistic: 'Sum' | 'Maximum';
  /** Heading of `docs/operations/runbook.md`. */
  readonly heading: string;
}

/** An alarm on one of our own metrics. */
export interface AlarmDefinition extends AlarmThreshold {
  readonly metric: MetricName;
}

/** For metrics of ordinary work, which need no alarm. */
const none: readonly AlarmThreshold[] = [];

/** Every metric with its alarms. A missing one does not compile. */
const alarmsOf: Readonly<Record<MetricName, readonly AlarmThreshold[]>> = {
  RowsReceived: none,
  RowsQuarantined: none,
  DeliveriesAcknowledged: none,
  CaseReminders: none,
  DeliveriesGivenUp: [
    { by: 'deliver-directory', from: 1, minutes: 5, statistic: 'Sum', heading: 'delivery-given-up' },
    { by: 'deliver-settlement', from: 1, minutes: 5, statistic: 'Sum', heading: 'delivery-given-up' },
  ],
  BreakerOpen: [
    { by: 'deliver-directory', from: 3, minutes: 15, statistic: 'Sum', heading: 'receiver-stopped' },
    { by: 'deliver-settlement', from: 3, minutes: 15, statistic: 'Sum', heading: 'receiver-stopped' },
  ],
  HoldOverdue: [
    { by: 'sweep', from: 1, minutes: 5, statistic: 'Sum', heading: 'suspension-release-overdue' },
  ],
  CaseOverdue: [{ by: 'sweep', from: 1, minutes: 15, statistic: 'Maximum', heading: 'case-overdue' }],
  RunFailed: [{ by: 'read-feed', from: 1, minutes: 5, statistic: 'Sum', heading: 'run-failed' }],
  RunStuck: [{ by: 'sweep', from: 1, minutes: 15, statistic: 'Sum', heading: 'run-stuck' }],
  PullFailed: [{ by: 'pull-feed', from: 3, minutes: 30, statistic: 'Sum', heading: 'pull-failing' }],
  SourceQuiet: [{ by: 'sweep', from: 1, minutes: 15, statistic: 'Maximum', heading: 'source-quiet' }],
  LegalBasisLapsed: [
    { by: 'sweep', from: 1, minutes: 60, statistic: 'Maximum', heading: 'legal-basis-lapsed' },
  ],
  SuspectedRemovals: [
    { by: 'compare-list', from: 1, minutes: 60, statistic: 'Sum', heading: 'suspected-removals' },
  ],
  OutboxAgeSeconds: [{ by: 'sweep', from: 900, minutes: 5, statistic: 'Maximum', heading: 'outbox-old' }],
  ReconciliationDifferences: [
    { by: 'reconcile', from: 1, minutes: 60, statistic: 'Sum', heading: 'reconciliation-differences' },
  ],
  // What is not settled sounds by its age (outbox-old) and when it is given up.
  ReconciliationUnsettled: none,
  ReconciliationFailed: [
    { by: 'reconcile', from: 1, minutes: 60, statistic: 'Sum', heading: 'reconciliation-failed' },
  ],
  // A day, and two hours for a late night.
  ReconciliationAgeSeconds: [
    { by: 'sweep', from: 26 * 3600, minutes: 15, statistic: 'Maximum', heading: 'reconciliation-old' },
  ],
  LedgerAnchorAgeSeconds: [
    { by: 'anchor-ledger', from: 300, minutes: 5, statistic: 'Maximum', heading: 'ledger-unsigned' },
  ],
  PublicationStopped: [
    { by: 'deliver-directory', from: 1, minutes: 5, statistic: 'Sum', heading: 'ledger-unsigned' },
  ],
  SubscriptionsFailing: [
    { by: 'push-changes', from: 1, minutes: 15, statistic: 'Maximum', heading: 'subscription-failing' },
  ],
  SubscriptionsDisabled: [
    { by: 'push-changes', from: 1, minutes: 15, statistic: 'Maximum', heading: 'subscription-disabled' },
  ],
  ValuesUnreadable: [
    { by: 'reseal-values', from: 1, minutes: 15, statistic: 'Sum', heading: 'sealed-value-unreadable' },
  ],
};

export const alarms: readonly AlarmDefinition[] = Object.entries(alarmsOf).flatMap(([metric, thresholds]) =>
  thresholds.map((threshold) => ({ metric: metric as MetricName, ...threshold })),
);

const errorMinutes = 5;

/**
 * Errors of a function within five minutes. Where calls are longer, or the schedule is rarer, three never come together:
 * there the first one counts.
 */
export const errorAlarm = ({ timeoutSeconds }: FunctionDefinition): { from: number; minutes: number } => ({
  from: 3 * timeoutSeconds <= errorMinutes * 60 ? 3 : 1,
  minutes: errorMinutes,
});

/** Periods without any call after which a scheduled function counts as silent. */
interface Silence {
  readonly by: FunctionName;
  readonly minutes: number;
  /** An alarm looks back a day at most, or seven days with periods of an hour or more. */
  readonly periods: number;
}

export const silences: readonly Silence[] = [
  { by: 'sweep', minutes: 5, periods: 2 },
  { by: 'anchor-ledger', minutes: 5, periods: 2 },
  { by: 'pull-feed', minutes: 15, periods: 2 },
  { by: 'push-changes', minutes: 15, periods: 2 },
  // Every night. Two hours more than a day, so that a late night does not ring.
  { by: 'reconcile', minutes: 60, periods: 26 },
];

/** Seconds. A message that failed once is hidden for the visibility time and may then run a sixth of it. */
export const oldestMessageSeconds = ({ visibilitySeconds }: QueueDefinition): number =>
  Math.max(900, Math.ceil((visibilitySeconds * 7) / 6));

/** What an alarm looks at: a metric of our own, or one that the cloud keeps of each function and queue. */
export type Watched =
  | { readonly kind: 'metric'; readonly metric: MetricName; readonly by: FunctionName }
  | { readonly kind: 'errors' | 'silence'; readonly by: FunctionName }
  | { readonly kind: 'dead' | 'age'; readonly queue: QueueName };

/** An alarm with the name that it has within its deployment. It rings from `from` on; a silence, below it. */
export interface Alarm {
  readonly name: string;
  readonly watched: Watched;
  readonly from: number;
  readonly minutes: number;
  readonly periods: number;
  readonly statistic: 'Sum' | 'Maximum';
  /** Heading of `docs/operations/runbook.md`. */
  readonly heading: string;
}

const ofQueue = (queue: QueueName): Alarm[] => {
  const looks = { minutes: 1, periods: 1, statistic: 'Maximum' } as const;
  return [
    { name: `${queue}-dead`, watched: { kind: 'dead', queue }, from: 1, heading: 'dead-letters', ...looks },
    {
      name: `${queue}-age`,
      watched: { kind: 'age', queue },
      from: oldestMessageSeconds(queues[queue]),
      heading: 'queue-backlog',
      ...looks,
    },
  ];
};

const ofErrors = (by: FunctionName): Alarm => ({
  name: `${by}-errors`,
  watched: { kind: 'errors', by },
  ...errorAlarm(functions[by]),
  periods: 1,
  statistic: 'Sum',
  heading: 'function-failing',
});

const ofSilence = ({ by, minutes, periods }: Silence): Alarm => ({
  name: `${by}-silent`,
  watched: { kind: 'silence', by },
  from: 1,
  minutes,
  periods,
  statistic: 'Sum',
  heading: 'function-silent',
});

/** Every alarm of a deployment. */
export const everyAlarm: readonly Alarm[] = [
  ...(Object.keys(queues) as QueueName[]).flatMap(ofQueue),
  ...(Object.keys(functions) as FunctionName[]).map(ofErrors),
  ...silences.map(ofSilence),
  ...alarms.map(
    ({ metric, by, ...threshold }): Alarm => ({
      name: `${metric}-${by}`,
      watched: { kind: 'metric', metric, by },
      periods: 1,
      ...threshold,
    }),
  ),
];
