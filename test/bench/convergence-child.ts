import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AskPage, ComparisonDeps } from '../../functions/reconcile/deps.ts';
import { workComparison } from '../../functions/reconcile/work-comparison.ts';
import { recordOf } from '../../lib/application/deliveries/file-says.ts';
import type { Comparison } from '../../lib/convergence/comparison.ts';
import type { CurrentComparison } from '../../lib/convergence/current.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { ok } from '../../lib/shared/result.ts';
import type { ComparisonStore } from '../../lib/store/comparison-store.ts';
import { maker, syncedFile } from '../support/comparing.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';

/**
 * Compares so many made-up files with a directory that lacks each thousandth of them, in a process of its own whose memory
 * is measured (`--expose-gc`). Files and pages are made when they are asked for; what is put aside lies on disk.
 */
const files = Number(process.argv[2] ?? 50_000);
const pageSize = 500;
const folder = mkdtempSync(join(tmpdir(), 'convergence-'));
/** What is alive after a collection, looked at in equal distances over the whole comparison. */
let peak = 0;
let calls = 0;
const looks = Math.ceil(files / pageSize / 20);
const measure = (): void => {
  if (calls++ % looks > 0) return;
  globalThis.gc?.();
  peak = Math.max(peak, process.memoryUsage().heapUsed);
};

const isLost = (n: number): boolean => n % 1000 === 0;
const numbersAt = (after: number): number[] =>
  Array.from({ length: Math.min(pageSize, files - after) }, (_, at) => after + at);

/** The directory's list, in the order of the numbers: it needs no order of its ids. */
const ask: AskPage = async (after = '0') => {
  measure();
  const first = Number(after);
  const records = numbersAt(first)
    .filter((n) => !isLost(n))
    .map((n) => {
      const row = recordOf(syncedFile(n), 'directory', maker);
      return { id: String(row['recordId']), version: Number(row['version']), row };
    });
  const next = first + pageSize;
  return ok({ records, ...(next < files && { next: String(next) }) });
};

const order = { startedAt: '2026-06-30T04:00:00.000Z', repairs: false, receivers: ['directory'] as const };
const current: CurrentComparison = {
  revision: 1,
  id: 'id',
  order,
  isEnded: false,
  comparedAt: {},
  since: order.startedAt,
};
let head: Comparison | undefined;
const pathOf = ({ side, range }: { side: string; range: number }): string => join(folder, `${side}-${range}`);
const comparisons = {
  current: async () => current,
  putCurrent: async () => true,
  read: async () => head,
  put: async (next: Comparison) => {
    head = next;
    return true;
  },
  putAside: async (place: { side: string; range: number }, _: number, rows: Buffer) =>
    appendFileSync(pathOf(place), rows),
  async *aside(place: { side: string; range: number }) {
    if (place.range % 8 === 0) measure();
    if (existsSync(pathOf(place))) yield readFileSync(pathOf(place));
  },
  putPages: async () => undefined,
  pages: async () => [],
  foundIn: async () => undefined,
  putFound: async () => undefined,
} as unknown as ComparisonStore;

const folders = {
  async scanFiles({ after = '0' }: { after?: string }) {
    measure();
    const first = Number(after);
    const next = first + pageSize;
    return { files: numbersAt(first).map((n) => syncedFile(n)), ...(next < files && { next: String(next) }) };
  },
  readFile: async ({ party }: { party: string }): Promise<FileState> =>
    syncedFile(Number(/\d+$/.exec(party)?.[0])),
};

const begun = performance.now();
await workComparison(
  'id',
  {
    runtime: { ...fakeRuntime(), clock: () => new Date(order.startedAt) },
    comparisons,
    folders,
    hints: { note: () => undefined, noteFile: () => undefined, flush: async () => undefined },
    queue: { send: async () => undefined },
    lists: { directory: ask, settlement: ask },
    maker,
  } as unknown as ComparisonDeps,
  () => 900_000,
);
const seconds = (performance.now() - begun) / 1000;
rmSync(folder, { recursive: true });
const counts = (head as Comparison | undefined)?.parts.directory?.counts;
console.log(JSON.stringify({ files, seconds, peakMb: peak / 2 ** 20, counts }));
