import { rescheduleCases } from '../../lib/application/cases/reschedule-cases.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { expectedIntervalsOf } from '../../lib/application/settings/source-settings.ts';
import { readCalendar } from '../../lib/application/wiring/calendar.ts';
import { projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores } from '../../lib/application/wiring/stores.ts';
import type { BreakerState } from '../../lib/delivery/index.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { beforeCall } from '../../lib/runtime/call-watch.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { outsideTraces } from '../../lib/runtime/trace.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import { createBreakerStore } from '../../lib/store/breaker-store.ts';
import { createComparisonStore } from '../../lib/store/comparison-store.ts';
import { createRotationStore } from '../../lib/store/rotation-store.ts';
import { expireUnmatched } from './expire-unmatched.ts';
import { createIsolatedSteps } from './isolated-steps.ts';
import { sweepBasis } from './sweep-basis.ts';
import { sweepCases } from './sweep-cases.ts';
import { sweepComparison } from './sweep-comparison.ts';
import { sweepDaysAhead } from './sweep-days-ahead.ts';
import { sweepEvaluations } from './sweep-evaluations.ts';
import { sweepFiles } from './sweep-files.ts';
import { sweepRotation } from './sweep-rotation.ts';
import { sweepRun } from './sweep-run.ts';
import { sweepSources } from './sweep-sources.ts';

export const createHandler: CreateHandler<unknown, void> = (runtime) => {
  const stores = openStores(runtime);
  const bucket = openBucket(runtime);
  const objects = openQueue(runtime, 'OBJECTS_QUEUE_URL');
  const comparisons = openQueue(runtime, 'COMPARISONS_QUEUE_URL');
  const records = openQueue(runtime, 'RECORDS_QUEUE_URL');
  const evaluationQueue = openQueue(runtime, 'EVALUATIONS_QUEUE_URL');
  const rotationQueue = openQueue(runtime, 'ROTATIONS_QUEUE_URL');
  const rotations = createRotationStore(stores.table);
  const receiverComparisons = createComparisonStore(stores.table);
  const reconciliations = openQueue(runtime, 'RECONCILIATIONS_QUEUE_URL');
  const depth = {
    directory: openQueue(runtime, 'DIRECTORY_QUEUE_URL'),
    settlement: openQueue(runtime, 'SETTLEMENT_QUEUE_URL'),
  };
  const breakers = {
    directory: createBreakerStore<BreakerState>(stores.table, 'directory'),
    settlement: createBreakerStore<BreakerState>(stores.table, 'settlement'),
  };
  const expectedIntervals = expectedIntervalsOf(runtime);
  let rescheduledOn: Day | undefined;
  let readAgainOn: Day | undefined;
  let expiredOn: Day | undefined;
  return async () => {
    await beforeCall(runtime);
    const hints = createHints(runtime);
    const ports = projectionPorts(runtime, stores, hints);
    const attempts = createIsolatedSteps(runtime.log);
    const deps = { runtime, folders: stores.folders, hints, ports, attempts, depth, breakers };
    for (const runId of await sweepFiles(deps))
      await attempts.run(
        () => sweepRun(runId, { runtime, runs: stores.runs, bucket, objects, comparisons }),
        { runId },
      );
    await attempts.run(() =>
      sweepEvaluations({ runtime, evaluations: stores.evaluations, queue: evaluationQueue }),
    );
    await attempts.run(() => sweepRotation({ runtime, rotations, queue: rotationQueue }));
    await attempts.run(() =>
      sweepComparison({ runtime, comparisons: receiverComparisons, queue: reconciliations }),
    );
    const cases = { runtime, ports, attempts, waiting: stores.waiting };
    const today = dayOf(runtime.clock());
    // Retention is counted in years: once a day is often enough, and it asks the index for every source.
    await attempts.run(async () => {
      if (expiredOn !== today && (await expireUnmatched({ runtime, ...stores }))) expiredOn = today;
    });
    // Once a day, and again when a host starts. Recalculating changes nothing.
    if (rescheduledOn !== today) {
      await attempts.run(async () => {
        const deadlines = await readCalendar(stores);
        await Array.fromAsync(rescheduleCases({ ...cases, deadlines }));
      });
      rescheduledOn = today;
    }
    await attempts.run(async () => {
      if (readAgainOn === today) return;
      await sweepDaysAhead({ waiting: stores.waiting, records });
      readAgainOn = today;
    });
    await attempts.run(() => sweepCases(cases));
    await attempts.run(() => outsideTraces(() => hints.flush()));
    await attempts.run(() => sweepSources({ runtime, arrivals: stores.arrivals, expectedIntervals }));
    await attempts.run(async () => sweepBasis({ runtime, book: ports.policy.book }));
    attempts.conclude();
  };
};

export const handler = lambda('sweep', createHandler);
