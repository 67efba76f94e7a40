import { parentPort, workerData } from 'node:worker_threads';
import { createRandom } from '../../infra/samples/random.ts';
import { mutate } from './mutate.ts';
import { makeSeeds, type Seed } from './seeds.ts';
import { tryFile } from './try-file.ts';

export interface FuzzTask {
  readonly seed: number;
  /** The first case. Every seventh case is an unchanged file. */
  readonly from: number;
  readonly cases: number;
  readonly until: number;
}

/** Message of the worker: a case begins, or is done. */
export type FuzzReport =
  | { readonly kind: 'begun'; readonly number: number; readonly format: string }
  | {
      readonly kind: 'done';
      readonly number: number;
      readonly format: string;
      readonly milliseconds: number;
      readonly megabytes: number;
      readonly failure?: string;
    };

const wholeEvery = 7;
/** Limit on chunks: a large file in chunks of a byte or two takes very long and shows nothing more. */
const chunksAtMost = 20_000;
const task = workerData as FuzzTask;
const say = (report: FuzzReport): void => parentPort?.postMessage(report);

/** A case depends only on its number and the seed, so that it can be repeated. */
async function tryCase(seeds: readonly Seed[], number: number): Promise<void> {
  const random = createRandom(task.seed * 1_000_003 + number);
  const seed = random.pick(seeds);
  const { format, source } = seed;
  say({ kind: 'begun', number, format });
  const isWhole = number % wholeEvery === 0;
  const bytes = isWhole ? seed.bytes : mutate(seed.bytes, random, random.pick(seeds).bytes);
  const chunkBytes = Math.max(
    random.pick([1 + random.below(40), 1000, 65_536]),
    Math.ceil(bytes.length / chunksAtMost),
  );
  const begun = performance.now();
  const failure = await tryFile({
    source,
    bytes,
    chunkBytes,
    records: isWhole ? seed.records : undefined,
  }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const milliseconds = performance.now() - begun;
  const megabytes = process.memoryUsage().rss / 1e6;
  say({ kind: 'done', number, format, milliseconds, megabytes, ...(failure !== undefined && { failure }) });
}

const seeds = makeSeeds(createRandom(task.seed));
for (let number = task.from; number < task.from + task.cases && Date.now() < task.until; number++)
  await tryCase(seeds, number);
