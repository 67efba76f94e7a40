import { createHints } from '../../lib/composition/hints.ts';
import { refreshPorts } from '../../lib/composition/keeper-ports.ts';
import { rhythmsOf } from '../../lib/composition/source-settings.ts';
import { openStores } from '../../lib/composition/stores.ts';
import type { BreakerState } from '../../lib/delivery/index.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { createBreakerStore } from '../../lib/store/breaker-store.ts';
import { expireUnmatched } from './expire-unmatched.ts';
import { sweepFiles } from './sweep-files.ts';
import { sweepRun } from './sweep-run.ts';
import { sweepSources } from './sweep-sources.ts';

export const createHandler: CreateHandler<unknown, void> = (runtime) => {
  const stores = openStores(runtime);
  const bucket = openBucket(runtime);
  const objects = openQueue(runtime, 'OBJECTS_QUEUE_URL');
  const comparisons = openQueue(runtime, 'COMPARISONS_QUEUE_URL');
  const depth = {
    directory: openQueue(runtime, 'DIRECTORY_QUEUE_URL'),
    settlement: openQueue(runtime, 'SETTLEMENT_QUEUE_URL'),
  };
  const breakers = {
    directory: createBreakerStore<BreakerState>(stores.table, 'directory'),
    settlement: createBreakerStore<BreakerState>(stores.table, 'settlement'),
  };
  const rhythms = rhythmsOf(runtime);
  return async () => {
    const hints = createHints(runtime);
    const ports = refreshPorts(runtime, stores, hints);
    const runs = await sweepFiles({ runtime, folders: stores.folders, hints, ports, depth, breakers });
    for (const runId of runs)
      await sweepRun(runId, { runtime, runs: stores.runs, bucket, objects, comparisons });
    await expireUnmatched({ runtime, ...stores });
    await hints.flush();
    await sweepSources({ runtime, arrivals: stores.arrivals, rhythms });
  };
};

export const handler = lambda('sweep', createHandler);
