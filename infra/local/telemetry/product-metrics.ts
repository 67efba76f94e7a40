import type { MetricName } from '../../../lib/runtime/metrics.ts';

/** `count`: values add up. `level`: the last value holds, as in the alarms by maximum. */
type MetricKind = 'count' | 'level';

/** How each product metric adds up. A missing one does not compile. */
const kinds: Readonly<Record<MetricName, MetricKind>> = {
  RowsReceived: 'count',
  RowsQuarantined: 'count',
  SuspectedRemovals: 'count',
  DeliveriesAcknowledged: 'count',
  DeliveriesGivenUp: 'count',
  BreakerOpen: 'count',
  HoldOverdue: 'count',
  CaseReminders: 'count',
  CaseOverdue: 'level',
  RunFailed: 'count',
  RunStuck: 'count',
  PullFailed: 'count',
  SourceQuiet: 'level',
  LegalBasisLapsed: 'level',
  OutboxAgeSeconds: 'level',
  ReconciliationDifferences: 'count',
  ReconciliationUnsettled: 'level',
  ReconciliationFailed: 'count',
  ReconciliationAgeSeconds: 'level',
  LedgerAnchorAgeSeconds: 'level',
  PublicationStopped: 'count',
  ValuesUnreadable: 'count',
  SubscriptionsFailing: 'level',
  SubscriptionsDisabled: 'level',
};

/** A product metric as monitors know it. `name` is that of the instrument; Prometheus adds `_total` to counts. */
export interface ProductMetric {
  readonly metric: MetricName;
  readonly kind: MetricKind;
  readonly name: string;
}

const snakeCase = (metric: string): string =>
  metric.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** `RowsReceived` is `credit_connector_rows_received`, and `credit_connector_rows_received_total` in Prometheus. */
export const productMetrics: readonly ProductMetric[] = (Object.keys(kinds) as MetricName[]).map(
  (metric) => ({
    metric,
    kind: kinds[metric],
    name: `credit_connector_${snakeCase(metric)}`,
  }),
);
