import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFeedFiles, writeLongCsv } from './feed-files.ts';
import { show } from './measure.ts';

interface Measured {
  readonly rows: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

const child = join(import.meta.dirname, 'feed-child.ts');

/** Runs each round in a new process and takes the best. */
function measured(who: string, path: string, rounds: number): Measured {
  const all = Array.from(
    { length: rounds },
    () => JSON.parse(execFileSync(process.execPath, [child, who, path], { encoding: 'utf8' })) as Measured,
  );
  return all.reduce((best, one) => (one.milliseconds < best.milliseconds ? one : best));
}

const parsers = {
  csv: 'TextDecoder + csv-parse',
  xlsx: 'fflate + saxes',
  xml: 'TextDecoder + saxes',
  ndjson: 'readline + JSON.parse',
} as const;

export function benchFeeds(): void {
  const rows = 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const files = writeFeedFiles(folder, rows);
  console.log(`Reading ${rows} rows of 双公示 into validated records, hashed and encoding proven first`);
  for (const format of ['csv', 'xlsx', 'xml', 'ndjson'] as const) {
    compare(format, { path: files[format], rows, rounds: format === 'csv' ? 3 : 2 });
  }
  console.log(`Reading ${rows * 10} rows`);
  const long = join(folder, 'long.csv');
  writeLongCsv(long, readFileSync(files.csv), 10);
  compare('csv', { path: long, rows: rows * 10, rounds: 1 });
  rmSync(folder, { recursive: true });
}

function compare(
  format: keyof typeof parsers,
  { path, rows, rounds }: { path: string; rows: number; rounds: number },
): void {
  const ours = measured('ours', path, rounds);
  const floor = measured(format, path, rounds);
  if (ours.rows !== rows || floor.rows !== rows) throw new Error(`read ${ours.rows} and ${floor.rows} rows`);
  const seconds = ({ milliseconds }: Measured): string => `${(milliseconds / 1000).toFixed(2)} s`;
  const ratio = ours.milliseconds / floor.milliseconds;
  const name = `${format} of ${(statSync(path).size / 1e6).toFixed(0)} MB`;
  show(`${name}: ours`, `${seconds(ours)}, ${((rows / ours.milliseconds) * 1000).toFixed(0)} rows/s`);
  show(`${name}: bare ${parsers[format]}`, seconds(floor));
  show('  ratio', `${ratio.toFixed(2)}×`, format === 'csv' ? 'at most 2×' : '');
  show('  memory at most', `${ours.megabytes.toFixed(0)} MB`, format === 'csv' ? 'under 250 MB' : '');
}
