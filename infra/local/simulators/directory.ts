import { join } from 'node:path';
import * as z from 'zod';
import { openJournal } from './journal.ts';
import { serveReceiver } from './receiver-server.ts';

/** Simulates the public credit directory (docs/formats.md 11). Its entries survive `kill -9`. */
const row = z.looseObject({
  recordId: z.uuid(),
  operation: z.enum(['I', 'U', 'D']),
  version: z.int().positive(),
});
type Row = z.infer<typeof row>;
const report = z.strictObject({
  tableCode: z.string().min(1),
  departmentCode: z.string().min(1),
  tableVersionId: z.string().min(1),
  body: z.array(z.unknown()).max(1000),
});
const query = z.looseObject({ after: z.string().nullish(), limit: z.int().min(1).max(1000).default(200) });

const published = new Map<string, Row>();
const violations: string[] = [];
let refusedAsOlder = 0;

const keep = (entry: Row): void => {
  const before = published.get(entry.recordId);
  if (before && before.version > entry.version)
    violations.push(`${entry.recordId}: ${before.version} > ${entry.version}`);
  published.set(entry.recordId, entry);
};
const journal = openJournal<Row>(join(process.env['DATA_DIR'] ?? '.', 'directory.ndjson'), keep);

interface Refusal {
  readonly recordId: string;
  readonly errorCode: string;
  readonly errorMsg: string;
}

function take(json: unknown, isPartial: boolean) {
  const batch = report.safeParse(json);
  if (!batch.success) return refusedBatch('5001', 'the report is not of the agreed form');
  const taken: Row[] = [];
  const refused: Refusal[] = [];
  for (const [index, item] of batch.data.body.entries()) {
    const refusal = refusalOf(item, isPartial && index % 2 === 0);
    if (refusal) refused.push(refusal);
    else taken.push(row.parse(item));
  }
  journal.append(taken);
  for (const entry of taken) keep(entry);
  return {
    totalSize: batch.data.body.length,
    successSize: taken.length,
    failSize: refused.length,
    errorSize: refused.length,
    errorCode: refused.length > 0 ? '500' : '200',
    errorMsg: refused.length > 0 ? `${refused.length} rows refused` : 'ok',
    errorJsonList: refused,
  };
}

function refusalOf(item: unknown, isRefusedAnyway: boolean): Refusal | undefined {
  const parsed = row.safeParse(item);
  const recordId = String((item as { recordId?: unknown } | null)?.recordId ?? '');
  if (!parsed.success) return { recordId, errorCode: '6002', errorMsg: 'the row is not of the agreed form' };
  if (isRefusedAnyway) return { recordId, errorCode: '5030', errorMsg: 'not now' };
  const before = published.get(recordId);
  if (before && before.version > parsed.data.version) {
    refusedAsOlder++;
    return { recordId, errorCode: '4090', errorMsg: `holds version ${before.version}` };
  }
  return undefined;
}

const refusedBatch = (errorCode: string, errorMsg: string) => ({
  totalSize: 0,
  successSize: 0,
  failSize: 1,
  errorSize: 1,
  errorCode,
  errorMsg,
  errorJsonList: [],
});

function page(json: unknown) {
  const { after, limit } = query.parse(json);
  const ids = [...published.keys()]
    .sort()
    .filter((id) => id > (after ?? '') && published.get(id)?.operation !== 'D');
  const shown = ids.slice(0, limit);
  return { rows: shown.map((id) => published.get(id)), next: ids.length > limit ? shown.at(-1) : null };
}

await serveReceiver({
  port: Number(process.env['PORT'] ?? 0),
  answer(path, json, isPartial) {
    if (path === '/report') return { status: 200, json: take(json, isPartial) };
    if (path === '/query') return { status: 200, json: page(json) };
    return undefined;
  },
  state: () => ({
    entries: [...published.values()].filter(({ operation }) => operation !== 'D'),
    tombstones: [...published.values()].filter(({ operation }) => operation === 'D'),
    refusedAsOlder,
    violations,
  }),
  plant({ lose, keep: kept }) {
    const lost = lose.flatMap((id) => published.get(id) ?? []);
    const entries = [
      ...lost.map((entry) => ({ ...entry, operation: 'D' as const })),
      ...kept.map((one) => row.parse(one)),
    ];
    journal.append(entries);
    for (const entry of entries) published.set(entry.recordId, entry);
  },
  close: () => journal.close(),
});
