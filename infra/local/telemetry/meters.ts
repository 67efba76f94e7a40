import type { Meter } from '@opentelemetry/api';
import type { MetricName } from '../../../lib/runtime/metrics.ts';
import { everyAlarm } from '../../alarms.ts';
import type { FunctionName, QueueName } from '../../system.ts';
import { productMetrics } from './product-metrics.ts';

/** An answered request. `route` is the address of the route (`/v1/deliveries/{id}/retry`), or `none`. */
export interface AnsweredRequest {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

/** `partial`: messages of the call come again. */
export type CallOutcome = 'ok' | 'partial' | 'failed';

/** What the host counts and measures. Labels are of closed lists: routes, functions, queues, outcomes. */
export interface Meters {
  product(by: string, metric: MetricName, value: number): void;
  call(by: string, outcome: CallOutcome, seconds: number): void;
  request(request: AnsweredRequest): void;
  /** A message was received for the first time, so long after it was sent. */
  waited(queue: QueueName, seconds: number): void;
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function createMeters(meter: Meter): Meters {
  const product = productInstruments(meter);
  const histogram = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(`credit_connector_${name}_seconds`, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries },
    });
  const requests = histogram(
    'http_request_duration',
    'Requests by route, method and status',
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  );
  const calls = histogram(
    'function_duration',
    'Calls of functions by outcome',
    [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10, 30, 120, 900],
  );
  const waits = histogram(
    'queue_wait',
    'Time from sending a message to its first receipt',
    [0.01, 0.05, 0.25, 1, 5, 30, 120, 900, 3600],
  );
  return {
    product: (by, metric, value) => product.get(metric)?.(value, by),
    call: (by, outcome, seconds) => calls.record(seconds, { function: by, outcome }),
    request: ({ route, method, status, seconds }) =>
      requests.record(seconds, { route, method: methods.has(method) ? method : 'other', status }),
    waited: (queue, seconds) => waits.record(Math.max(0, seconds), { queue }),
  };
}

type Note = (value: number, by: string) => void;

function productInstruments(meter: Meter): ReadonlyMap<MetricName, Note> {
  return new Map(
    productMetrics.map(({ metric, kind, name }): [MetricName, Note] => {
      const description = `${metric} of lib/runtime/metrics.ts`;
      if (kind === 'level') {
        const gauge = meter.createGauge(name, { description });
        return [metric, (value, by) => gauge.record(value, { function: by })];
      }
      const counter = meter.createCounter(name, { description });
      // What an alarm looks at is there from the start, so that its first value is seen as an increase.
      for (const by of alarmedBy(metric)) counter.add(0, { function: by });
      return [metric, (value, by) => counter.add(value, { function: by })];
    }),
  );
}

const alarmedBy = (metric: MetricName): FunctionName[] =>
  everyAlarm.flatMap(({ watched }) =>
    watched.kind === 'metric' && watched.metric === metric ? [watched.by] : [],
  );
