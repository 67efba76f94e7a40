import { type MetricName, metricNames } from '../../../lib/runtime/metrics.ts';
import { alarms } from '../../alarms.ts';

/** `count`: values add up. `level`: the last value holds. */
type MetricKind = 'count' | 'level';

/** A level without an alarm. */
const otherLevels: readonly MetricName[] = ['ReconciliationUnsettled'];

/** An alarm that looks at a maximum looks at a level. */
const kindOf = (metric: MetricName): MetricKind =>
  otherLevels.includes(metric) ||
  alarms.some((alarm) => alarm.metric === metric && alarm.statistic === 'Maximum')
    ? 'level'
    : 'count';

/** A product metric as monitors know it. `name` is that of the instrument; Prometheus adds `_total` to counts. */
export interface ProductMetric {
  readonly metric: MetricName;
  readonly kind: MetricKind;
  readonly name: string;
}

const snakeCase = (metric: string): string =>
  metric.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** `RowsReceived` is `credit_connector_rows_received`, and `credit_connector_rows_received_total` in Prometheus. */
export const productMetrics: readonly ProductMetric[] = metricNames.map((metric) => ({
  metric,
  kind: kindOf(metric),
  name: `credit_connector_${snakeCase(metric)}`,
}));
