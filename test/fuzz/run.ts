import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { FuzzReport, FuzzTask } from './worker.ts';

const help = `Mutates valid files of every format and source, and reads each as the product does: it may be refused, or its rows
be quarantined; it must not crash, hang, fill memory or lose a row.

  npm run fuzz -- [--seconds 60] [--seed 1] [--case NUMBER]    --case tries one case of a seed again`;

/** Limits of time for a case and of memory for the process. */
const limits = { milliseconds: 10_000, megabytes: 1024, heapMegabytes: 512 };

interface Tally {
  cases: number;
  worstMilliseconds: number;
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
const seed = Number(values.seed);
const until = Date.now() + Number(values.seconds) * 1000;
const single = values.case === undefined ? undefined : Number(values.case);
const tallies = new Map<string, Tally>();
const failures: string[] = [];
let peakMegabytes = 0;

let next: number | undefined = single ?? 0;
while (next !== undefined) {
  const from: number = next;
  next = await work({ seed, from, cases: single === undefined ? Number.MAX_SAFE_INTEGER - from : 1, until });
}
report();
process.exit(failures.length > 0 ? 1 : 0);

/** Runs cases in a worker that can be ended. Resolves to the next case when one of them ended the worker. */
function work(task: FuzzTask): Promise<number | undefined> {
  const worker = new Worker(join(import.meta.dirname, 'worker.ts'), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
  });
  return new Promise((resolve) => {
    let number = task.from;
    let format = '';
    let watchdog: NodeJS.Timeout | undefined;
    const end = (failure: string): void => {
      clearTimeout(watchdog);
      fail(number, format, failure);
      void worker.terminate().then(() => resolve(task.cases === 1 ? undefined : number + 1));
    };
    worker.on('message', (message: FuzzReport) => {
      clearTimeout(watchdog);
      ({ number, format } = message);
      if (message.kind === 'done') return note(message);
      watchdog = setTimeout(() => end(`took longer than ${limits.milliseconds} ms`), limits.milliseconds);
    });
    worker.on('error', (error) => end(String(error)));
    worker.on('exit', (code) => {
      if (code === 0) resolve(undefined);
    });
  });
}

function note({ number, format, milliseconds, megabytes, failure }: FuzzReport & { kind: 'done' }): void {
  const tally = tallies.get(format) ?? { cases: 0, worstMilliseconds: 0 };
  tally.cases++;
  tally.worstMilliseconds = Math.max(tally.worstMilliseconds, milliseconds);
  tallies.set(format, tally);
  peakMegabytes = Math.max(peakMegabytes, megabytes);
  if (failure !== undefined) fail(number, format, failure);
}

function fail(number: number, format: string, failure: string): void {
  failures.push(failure);
  console.log(`FAILED case ${number} (${format}), again with --seed ${seed} --case ${number}\n  ${failure}`);
}

function report(): void {
  for (const [format, { cases, worstMilliseconds }] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(
      `${format.padEnd(20)} ${String(cases).padStart(7)} cases, worst ${worstMilliseconds.toFixed(0)} ms`,
    );
  if (peakMegabytes > limits.megabytes) failures.push('memory');
  console.log(`Memory at most ${peakMegabytes.toFixed(0)} MB (limit ${limits.megabytes})`);
  const total = [...tallies.values()].reduce((sum, { cases }) => sum + cases, 0);
  console.log(`${total - failures.length} passed, ${failures.length} failed`);
}
