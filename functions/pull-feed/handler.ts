import { pullSourcesOf, pullTokensOf } from '../../lib/application/settings/pull-settings.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { withFreshKeys } from '../../lib/runtime/key-watch.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { getPage } from './get-page.ts';
import { pullSource } from './pull-source.ts';

/** Endpoints pulled in parallel. One page of each may be in memory. */
const concurrency = 4;

export const createHandler: CreateHandler<unknown, void> = async (runtime) => {
  const sources = pullSourcesOf(runtime);
  const stores = openStores(runtime);
  const { runs, pulls } = stores;
  const vault = await openVaultOf(runtime, stores);
  const deps = { runtime, runs, pulls, vault, bucket: openBucket(runtime), getPage };
  return async (_event, context) => {
    if (sources.length === 0) return;
    const tokens = await pullTokensOf(runtime);
    const remaining = (): number => context.getRemainingTimeInMillis();
    const failures: unknown[] = [];
    const waiting = sources.values();
    const work = async (): Promise<void> => {
      for (const source of waiting) {
        await withFreshKeys(runtime, () => pullSource(source, { ...deps, tokens, remaining })).catch(
          (error: unknown) => {
            runtime.log.error('function.failed', error, { pull: source.name });
            failures.push(error);
          },
        );
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    if (failures.length > 0) throw failures[0];
  };
};

export const handler = lambda('pull-feed', createHandler);
