import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkFinding } from '../../../../../lib/application/intake/check-finding.ts';
import { writeXlsx } from '../../../../../lib/feeds/formats/write-xlsx.ts';
import { readXlsx } from '../../../../../lib/feeds/formats/xlsx.ts';
import type { TemplateGuide } from '../../../../../lib/feeds/guides/guide.ts';
import { templateGuides } from '../../../../../lib/feeds/guides/template-guides.ts';
import { writeTemplate } from '../../../../../lib/feeds/guides/write-template.ts';
import { readFeed } from '../../../../../lib/feeds/index.ts';
import { feeds } from '../../../../../lib/feeds/sources.ts';
import { day } from '../../../../../lib/shared/day.ts';
import { type Source, sources } from '../../../../../lib/shared/source.ts';
import { asFile, csvOf, utf8 } from '../../../../support/feed-file.ts';
import { remadeXlsx } from '../../../../support/xlsx-file.ts';

const today = day('2026-11-30');
const offered = sources.flatMap((source) =>
  templateGuides[source].map((guide) => ({ source, guide, name: guide.template })),
);

async function readAll(source: Source, bytes: Uint8Array) {
  const reading = await readFeed({
    source,
    file: asFile(bytes),
    today,
    checkFinding: checkFinding({ clock: () => new Date('2026-11-30T04:00:00Z') }),
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.error));
  return { template: reading.value.template, rows: await Array.fromAsync(reading.value.rows) };
}

const headerOf = ({ columns }: TemplateGuide): string[] => columns.map(({ name }) => name);

/** The example rows; with `words` in a column instead of its example. */
const exampleRows = ({ columns, exampleRows }: TemplateGuide, column = '', word = ''): string[][] =>
  Array.from({ length: exampleRows }, (_, at) =>
    columns.map(({ name, examples }) => (name === column ? word : (examples[at] ?? ''))),
  );

/** The workbook as its sender fills it in: rows added below the header of the first sheet. */
const filledIn = (workbook: Uint8Array, first: string, rows: readonly (readonly string[])[]): Uint8Array =>
  remadeXlsx(workbook, (xml) =>
    /r="A1"[^>]*><is><t[^>]*>([^<]*)</.exec(xml)?.[1] === first
      ? xml.replace('</sheetData>', `${rowsOf(rows)}</sheetData>`)
      : xml,
  );

const rowsOf = (rows: readonly (readonly string[])[]): string =>
  /<sheetData>(.*)<\/sheetData>/
    .exec(strFromU8(unzipSync(writeXlsx([[], ...rows]))['xl/worksheets/sheet1.xml'] ?? new Uint8Array()))?.[1]
    ?.replace(/<row r="1"><\/row>/, '') ?? '';

const findingsOf = (rows: Awaited<ReturnType<typeof readAll>>['rows']) =>
  rows.map((row) => (row.kind === 'quarantined' ? row.findings : []));

describe.each(offered)('the template $name of $source', ({ source, guide, name }) => {
  it('has columns of that template alone, and all that it must have', () => {
    const columns = Object.values(feeds[source].templates.find((one) => one.name === name)?.columns ?? {});
    const known = new Set(columns.flatMap(({ names }) => names));
    expect(headerOf(guide).filter((column) => !known.has(column))).toEqual([]);
    expect(
      columns.filter(
        (column) => column.required && !column.names.some((one) => headerOf(guide).includes(one)),
      ),
    ).toEqual([]);
  });

  it('says of every column in Chinese what to write', () => {
    expect(guide.columns.filter(({ write, need }) => !/\p{Script=Han}.*。$/u.test(write) || !need)).toEqual(
      [],
    );
  });

  it('is accepted as CSV, filled in with its examples', async () => {
    const empty = Buffer.from(writeTemplate(guide, 'csv', today).body).toString();
    expect(empty).toMatch(/^\uFEFF[^\r\n]+\r\n$/);
    const { template, rows } = await readAll(source, utf8(empty + csvOf(exampleRows(guide))));
    expect(template).toBe(name);
    expect(rows.map(({ kind }) => kind)).toEqual(exampleRows(guide).map(() => 'record'));
  });

  it('is accepted as XLSX, filled in with its examples, beside its explanation', async () => {
    const { body } = writeTemplate(guide, 'xlsx', today);
    const csv = await readAll(source, utf8(csvOf([headerOf(guide), ...exampleRows(guide)])));
    const { template, rows } = await readAll(
      source,
      filledIn(body, headerOf(guide)[0] ?? '', exampleRows(guide)),
    );
    expect(template).toBe(name);
    expect(rows.map((row) => row.kind === 'record' && row.record)).toEqual(
      csv.rows.map((row) => row.kind === 'record' && row.record),
    );
    expect(rows).toHaveLength(guide.exampleRows);
  });

  it('is an empty list as XLSX as it is sent', async () => {
    expect(await readAll(source, writeTemplate(guide, 'xlsx', today).body)).toEqual({
      template: name,
      rows: [],
    });
  });

  it.each(guide.columns.filter(({ words }) => words.length > 0))(
    'takes every value that it names for $name',
    async ({ name: column, words, write, examples }) => {
      // A cell with several values keeps its own, which other columns of the row speak of.
      const beside = write.includes('“；”') ? `${examples[0]}；` : '';
      for (const word of words) {
        const { rows } = await readAll(
          source,
          utf8(csvOf([headerOf(guide), ...exampleRows(guide, column, beside + word)])),
        );
        const isTaken = findingsOf(rows).some((findings) => findings.every((one) => one.column !== column));
        expect(isTaken, `${column}: ${word}: ${JSON.stringify(findingsOf(rows))}`).toBe(true);
      }
    },
  );

  it('explains each of its columns on the second sheet', async () => {
    const [table, explanation] = await readXlsx(asFile(writeTemplate(guide, 'xlsx', today).body));
    const cells = async (sheet = table) =>
      (await Array.fromAsync(sheet?.batches ?? [])).flat().map((row) => row.cells);
    expect((await cells()).map((row) => [...row])).toEqual([headerOf(guide)]);
    expect((await cells(explanation)).map(([first]) => first)).toEqual(['列名', ...headerOf(guide)]);
  });
});

describe('the codes that the template of findings lists', () => {
  const [guide] = templateGuides['medical-insurance'];
  const rows = guide?.dictionaries[0]?.rowsOn(today).slice(1) ?? [];

  it.each(rows.map(([category = '', code = '']) => ({ category, code })))(
    '$category may have $code',
    async ({ category, code }) => {
      if (!guide) throw new RangeError('there is no template');
      const filled = exampleRows(guide).map((cells) =>
        cells.map((cell, at) => ({ 主体类别: category, 指标代码: code })[headerOf(guide)[at] ?? ''] ?? cell),
      );
      const { rows: readings } = await readAll(
        'medical-insurance',
        utf8(csvOf([headerOf(guide), ...filled])),
      );
      const codes = findingsOf(readings).flatMap((findings) => findings.map((one) => one.code));
      expect(codes).not.toContain('unknown-indicator');
      expect(codes).not.toContain('wrong-category');
    },
  );
});
