import { Metrics as Emf, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Metrics of the product. `infra/alarms.ts` lists the alarms of each, or none. */
export const metricNames = [
  'RowsReceived',
  'RowsQuarantined',
  'SuspectedRemovals',
  'DeliveriesAcknowledged',
  'DeliveriesGivenUp',
  'BreakerOpen',
  'HoldOverdue',
  'CaseReminders',
  'CaseOverdue',
  'RunFailed',
  'RunStuck',
  'PullFailed',
  'SourceQuiet',
  'LegalBasisLapsed',
  'OutboxAgeSeconds',
  'ReconciliationDifferences',
  'ReconciliationUnsettled',
  'ReconciliationFailed',
  'ReconciliationAgeSeconds',
  'LedgerAnchorAgeSeconds',
  'PublicationStopped',
  'SubscriptionsFailing',
  'SubscriptionsDisabled',
  'ValuesUnreadable',
] as const;
export type MetricName = (typeof metricNames)[number];

export interface Metrics {
  add(name: MetricName, value: number): void;
  /** Writes the collected values. The host calls it after each call of a function. */
  flush(): void;
}

/** Metrics on AWS, in the embedded metric format in the log. */
export function createMetrics(functionName: string): Metrics {
  const emf = new Emf({ namespace: 'CreditConnector', serviceName: functionName });
  return {
    add: (name, value) =>
      emf.addMetric(name, name.endsWith('AgeSeconds') ? MetricUnit.Seconds : MetricUnit.Count, value),
    flush() {
      // Flushing without values would log a warning at each call.
      if (emf.hasStoredMetrics()) emf.publishStoredMetrics();
    },
  };
}
