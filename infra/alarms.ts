import type { MetricName } from '../lib/runtime/metrics.ts';
import type { FunctionName } from './system.ts';

/** An alarm on one of our own metrics: the function that emits it, the threshold, and its heading in the runbook. */
export interface AlarmDefinition {
  readonly metric: MetricName;
  readonly by: FunctionName;
  readonly from: number;
  readonly minutes: number;
  readonly statistic: 'Sum' | 'Maximum';
  /** Heading of `docs/operations/runbook.md`. */
  readonly heading: string;
}

export const alarms: readonly AlarmDefinition[] = [
  {
    metric: 'DeliveriesGivenUp',
    by: 'deliver-directory',
    from: 1,
    minutes: 5,
    statistic: 'Sum',
    heading: 'delivery-given-up',
  },
  {
    metric: 'DeliveriesGivenUp',
    by: 'deliver-settlement',
    from: 1,
    minutes: 5,
    statistic: 'Sum',
    heading: 'delivery-given-up',
  },
  {
    metric: 'BreakerOpen',
    by: 'deliver-directory',
    from: 3,
    minutes: 15,
    statistic: 'Sum',
    heading: 'receiver-stopped',
  },
  {
    metric: 'BreakerOpen',
    by: 'deliver-settlement',
    from: 3,
    minutes: 15,
    statistic: 'Sum',
    heading: 'receiver-stopped',
  },
  {
    metric: 'HoldOverdue',
    by: 'sweep',
    from: 1,
    minutes: 5,
    statistic: 'Sum',
    heading: 'suspension-release-overdue',
  },
  { metric: 'CaseOverdue', by: 'sweep', from: 1, minutes: 15, statistic: 'Maximum', heading: 'case-overdue' },
  { metric: 'RunFailed', by: 'read-feed', from: 1, minutes: 5, statistic: 'Sum', heading: 'run-failed' },
  { metric: 'RunStuck', by: 'sweep', from: 1, minutes: 15, statistic: 'Sum', heading: 'run-stuck' },
  { metric: 'PullFailed', by: 'pull-feed', from: 3, minutes: 30, statistic: 'Sum', heading: 'pull-failing' },
  { metric: 'SourceQuiet', by: 'sweep', from: 1, minutes: 15, statistic: 'Maximum', heading: 'source-quiet' },
  {
    metric: 'SuspectedRemovals',
    by: 'compare-list',
    from: 1,
    minutes: 60,
    statistic: 'Sum',
    heading: 'suspected-removals',
  },
  {
    metric: 'OutboxAgeSeconds',
    by: 'sweep',
    from: 900,
    minutes: 5,
    statistic: 'Maximum',
    heading: 'outbox-old',
  },
  {
    metric: 'ReconciliationDifferences',
    by: 'reconcile',
    from: 1,
    minutes: 60,
    statistic: 'Sum',
    heading: 'reconciliation-differences',
  },
  {
    metric: 'LedgerAnchorAgeSeconds',
    by: 'anchor-ledger',
    from: 300,
    minutes: 5,
    statistic: 'Maximum',
    heading: 'ledger-unsigned',
  },
  {
    metric: 'PublicationStopped',
    by: 'deliver-directory',
    from: 1,
    minutes: 5,
    statistic: 'Sum',
    heading: 'ledger-unsigned',
  },
  {
    metric: 'ValuesUnreadable',
    by: 'reseal-values',
    from: 1,
    minutes: 15,
    statistic: 'Sum',
    heading: 'sealed-value-unreadable',
  },
];
