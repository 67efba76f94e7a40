import { Metrics as Emf, MetricUnit } from '@aws-lambda-powertools/metrics';

/**
 * Metrics of our own. Alarms on them are listed in `infra/alarms.ts`. `RowsReceived`, `RowsQuarantined`,
 * `DeliveriesAcknowledged` and `CaseReminders` have none: they count ordinary work.
 */
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
  'OutboxAgeSeconds',
  'ReconciliationDifferences',
  'LedgerAnchorAgeSeconds',
  'PublicationStopped',
  'ValuesUnreadable',
] as const;
export type MetricName = (typeof metricNames)[number];

export interface Metrics {
  add(name: MetricName, value: number): void;
  /** Writes out what was added; the host calls it after each call of a function. */
  flush(): void;
}

/** Metrics on AWS: embedded metric format in the log. */
export function createMetrics(functionName: string): Metrics {
  const emf = new Emf({ namespace: 'CreditConnector', serviceName: functionName });
  return {
    add: (name, value) =>
      emf.addMetric(name, name.endsWith('AgeSeconds') ? MetricUnit.Seconds : MetricUnit.Count, value),
    flush() {
      // With nothing to say it would log a warning at each call of a function.
      if (emf.hasStoredMetrics()) emf.publishStoredMetrics();
    },
  };
}
