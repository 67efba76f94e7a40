import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { show } from './measure.ts';

interface Measured {
  readonly rows: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

const child = join(import.meta.dirname, 'feed-child.ts');
const size = { hospitals: 200, pharmacies: 300, doctors: 0, nurses: 0, pharmacists: 0, insured: 0 };

/** A process of its own for each, the best of three. */
const measured = (who: string, path: string): Measured => {
  const all = Array.from(
    { length: 3 },
    () => JSON.parse(execFileSync(process.execPath, [child, who, path], { encoding: 'utf8' })) as Measured,
  );
  return all.reduce((best, one) => (one.milliseconds < best.milliseconds ? one : best));
};

export function benchFeeds(): void {
  const rows = 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = join(folder, 'feed.csv');
  const [, market] = makeSamples({ seed: 1, today: dayOf(new Date()), size, penalties: rows, findings: 0 });
  writeFileSync(path, market?.bytes ?? new Uint8Array());
  console.log(
    `Reading ${rows} rows of 双公示 CSV in GB18030 (${((market?.bytes.length ?? 0) / 1e6).toFixed(0)} MB) into validated records`,
  );
  const ours = measured('ours', path);
  const floor = measured('floor', path);
  if (ours.rows !== rows || floor.rows !== rows) throw new Error(`read ${ours.rows} and ${floor.rows} rows`);
  show('ours, hashed and encoding proven first', `${(ours.milliseconds / 1000).toFixed(2)} s`);
  show('bare TextDecoder + csv-parse', `${(floor.milliseconds / 1000).toFixed(2)} s`);
  show('ratio', `${(ours.milliseconds / floor.milliseconds).toFixed(2)}×`, 'at most 2×');
  show('memory at most', `${ours.megabytes.toFixed(0)} MB`, 'under 250 MB');
  rmSync(folder, { recursive: true });
}
