import { parseArgs } from 'node:util';
import { loadFunctions } from './kernel/functions.ts';
import { plants } from './plants.ts';
import { failureLines, Tally } from './report.ts';
import { type Result, runSequence } from './sequence.ts';
import { shrink } from './shrink.ts';

const usage = `Simulates a connector: the functions as they are, on a table, queues, a bucket, receivers and a time in memory. Each
sequence sends records and decides about them, while a seed chooses what happens when and what fails; at rest it checks what
must always hold (test/simulate/README.md). A sequence that fails is cut down to a few steps.

  npm run simulate -- [--sequences 200] [--seconds N] [--seed 1]
  npm run simulate -- --seed 1 --sequence 17 [--trace]    one sequence again, with what each request did
  npm run simulate -- --plant NAME                        with a known bug: it must be found (${Object.keys(plants).join(', ')})

--page-bytes N ends the pages of the table's queries early, as if every folder were a large one.

Not simulated: certificates and networks of subscribers, pulled endpoints, uploads to the bucket, archives and other formats than
JSON, attachments and notices, policy values and trials, the calendar, moved records, mended codes, signatures of the settlement
system, and limits of AWS in time.

Exit code 0 when every sequence held; with --plant, when one did not.`;

const { values } = parseArgs({
  options: {
    sequences: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    sequence: { type: 'string' },
    plant: { type: 'string' },
    'page-bytes': { type: 'string' },
    trace: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
if (values.plant !== undefined && !plants[values.plant]) {
  console.error(`There is no plant ${values.plant}. There are: ${Object.keys(plants).join(', ')}.`);
  process.exit(2);
}

const defaultSequences = 200;
/** Each so many sequences, one is done twice: the same seed must do the same. */
const twiceEach = 25;
const seed = Number(values.seed);
const seedOf = (sequence: number): number => (seed * 1_000_003 + sequence) >>> 0;
const plant = values.plant === undefined ? undefined : plants[values.plant];
const pageBytes = values['page-bytes'] === undefined ? undefined : Number(values['page-bytes']);
const options = { plant, pageBytes };
const most = Number(
  values.sequences ?? (values.seconds === undefined ? defaultSequences : Number.MAX_SAFE_INTEGER),
);
const milliseconds = Number(values.seconds ?? Number.MAX_SAFE_INTEGER) * 1000;

await loadFunctions();
const began = performance.now();
const tally = new Tally();
const one = async (sequence: number): Promise<Result> => {
  const result = await runSequence({ seed: seedOf(sequence), keepsTrace: values.trace, ...options });
  if (sequence % twiceEach !== 0) return result;
  const again = await runSequence({ seed: seedOf(sequence), ...options });
  return again.digest === result.digest
    ? result
    : { ...result, broken: [...result.broken, 'the same seed did something else'] };
};
const report = async (result: Result, sequence: number): Promise<void> => {
  if (result.broken.length === 0) return;
  const repeat = `npm run simulate -- --seed ${seed} --sequence ${sequence}${values.plant ? ` --plant ${values.plant}` : ''}${pageBytes ? ` --page-bytes ${pageBytes}` : ''}`;
  const shrunk = await shrink(result, options);
  console.log(
    `sequence ${sequence}, ${result.plan.weather}, ${result.plan.steps.length} steps: ${failureLines(shrunk, repeat).join('\n')}`,
  );
  if (values.trace) console.log(shrunk.result.world.kernel.lines.join('\n'));
};

const shrunkMost = 3;
const first = Number(values.sequence ?? 1);
const last = values.sequence === undefined ? most : first;
for (let sequence = first; sequence <= last && performance.now() - began < milliseconds; sequence++) {
  const result = await one(sequence);
  tally.add(result);
  if (tally.failed <= shrunkMost) await report(result, sequence);
  else if (result.broken.length > 0) console.log(`sequence ${sequence}: ${result.broken[0]}`);
  if (values.trace && result.broken.length === 0) console.log(result.world.kernel.lines.join('\n'));
  if (process.stderr.isTTY) process.stderr.write(`\r${sequence} sequences, ${tally.failed} failed `);
  if (plant && tally.failed > 0) break;
}
console.log(tally.lines((performance.now() - began) / 1000).join('\n'));
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit((plant ? tally.failed > 0 : tally.failed === 0) ? 0 : 1);
