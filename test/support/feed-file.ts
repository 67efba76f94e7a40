import iconv from 'iconv-lite';
import { checkFinding } from '../../lib/application/intake/check-finding.ts';
import type { SourceSettings } from '../../lib/feeds/feed.ts';
import { type RowRemark, readFeed } from '../../lib/feeds/index.ts';
import { day } from '../../lib/shared/day.ts';
import type { Source } from '../../lib/shared/source.ts';
import type { RowReading } from '../../schemas/record.ts';

export const today = day('2026-06-30');

export const asFile = (bytes: Uint8Array, chunkBytes = 1000) => ({
  bytes: bytes.length,
  async *open() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  },
});

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const gb18030 = (text: string): Uint8Array => iconv.encode(text, 'gb18030');

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

/** Reads a whole file: its properties and each of its rows, or why it is not read. */
export async function read(
  source: Source,
  bytes: Uint8Array,
  ignoredColumns: string[] = [],
  settings?: Partial<SourceSettings>,
) {
  const reading = await readFeed({
    source,
    file: asFile(bytes),
    today,
    ignoredColumns,
    settings,
    checkFinding: checkFinding({ clock: () => new Date('2026-06-30T04:00:00Z') }),
  });
  if (!reading.ok) return { problem: reading.error, rows: [] as RowReading[] };
  const rows: RowReading[] = await Array.fromAsync(reading.value.rows);
  const { format, encoding, template, isSnapshot, page, sha256 } = reading.value;
  const passed = reading.value.passedRows();
  const { columns } = reading.value.readings.all();
  const readings = columns.length > 0 ? columns : undefined;
  return { format, encoding, template, isSnapshot, page, sha256, rows, passed, readings };
}

/** Codes of the findings of a row. */
export const codesOf = (row: RowReading | undefined): string[] =>
  row?.kind === 'quarantined' ? row.findings.map(({ code }) => code) : [];

/** The rows that were not accepted, with the remarks of an answer. */
export const refusedOf = (readings: readonly RowReading[]): Map<number, RowRemark> =>
  new Map(
    readings.flatMap((row) =>
      row.kind === 'quarantined' ? [[row.row, { findings: row.findings }] as const] : [],
    ),
  );
