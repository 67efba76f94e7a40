import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AskPage } from '../../functions/reconcile/deps.ts';
import type { ReceiverRow } from '../../lib/convergence/content.ts';
import { ok } from '../../lib/shared/result.ts';
import { openComparing, syncedFile } from '../support/comparing.ts';
import { openTestTable } from '../support/test-table.ts';
import { show } from './measure.ts';

const smallest = 5000;
const atOnce = 32;

/**
 * Measures the comparison with the receivers: files a second beside a bare scan of the same table, and the memory of a
 * process of its own, over files made on the way.
 */
export async function benchConvergence({
  rows: files = smallest,
}: {
  rows?: number | undefined;
}): Promise<void> {
  await rate(files);
  for (const count of [4 * files, 16 * files]) await memory(count);
}

async function rate(files: number): Promise<void> {
  const opened = await openTestTable();
  const world = openComparing(opened.table, 500);
  for (let n = 0; n < files; n += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, files - n) }, (_, at) => world.add(syncedFile(n + at))),
    );
  const pages = madePages(world.held.directory);
  console.log(`Comparison of ${files} files with the directory, on an embedded table`);
  const scanning = performance.now();
  let after: string | undefined;
  do {
    const page = await world.folders.scanFiles({ limit: 1000, ...(after && { after }) });
    after = page.next;
  } while (after);
  const scanned = (performance.now() - scanning) / 1000;
  const comparing = performance.now();
  const id = await world.begin({ receivers: ['directory'] });
  await world.work(id, { lists: { ...world.deps.lists, directory: pages } });
  const compared = (performance.now() - comparing) / 1000;
  const counts = (await world.read(id)).parts.directory?.counts;
  await opened.close();
  if (counts?.equal !== files) throw new Error(`${counts?.equal} of ${files} files are equal`);
  show('files a second, listed, put aside and compared', (files / compared).toFixed(0));
  show('files a second, a bare scan of the files', (files / scanned).toFixed(0));
  show('of the bare scan', `${((100 * scanned) / compared).toFixed(0)} %`);
}

const pageSize = 500;

/** The directory's pages, made beforehand: the receiver's own work is not measured. */
function madePages(held: ReadonlyMap<string, ReceiverRow>): AskPage {
  const records = [...held].map(([id, row]) => ({ id, version: Number(row['version']), row }));
  return async (after = '0') => {
    const next = Number(after) + pageSize;
    const page = records.slice(Number(after), next);
    return ok({ records: page, ...(next < records.length && { next: String(next) }) });
  };
}

async function memory(files: number): Promise<void> {
  const { seconds, peakMb, counts } = await comparedInChild(files);
  console.log(`Comparison of ${files} files that are made on the way`);
  show('files a second, both sides made as well', (files / seconds).toFixed(0));
  show('most that was alive in the heap', `${peakMb.toFixed(1)} MB`);
  show('differences found', `${counts.different} of ${Math.ceil(files / 1000)}`);
}

interface Compared {
  readonly seconds: number;
  readonly peakMb: number;
  readonly counts: { readonly equal: number; readonly different: number };
}

/** Compares so many files in a process of its own. */
export async function comparedInChild(files: number): Promise<Compared> {
  const child = join(import.meta.dirname, 'convergence-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', child, String(files)]);
  return JSON.parse(stdout) as Compared;
}
