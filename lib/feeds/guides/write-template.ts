import type { TemplateFormat } from '../../../schemas/template-formats.ts';
import type { Day } from '../../shared/day.ts';
import { writeWorkbook } from '../formats/write-xlsx.ts';
import { explanationOf } from './explanation.ts';
import type { Dictionary, TemplateGuide } from './guide.ts';
import { templatePage } from './template-page.ts';

export interface TemplateFile {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** A template as a file: an empty table with its explanation, an empty CSV table, or the explanation alone. */
export const writeTemplate = (guide: TemplateGuide, format: TemplateFormat, today: Day): TemplateFile =>
  writers[format](guide, today);

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const writers: Readonly<Record<TemplateFormat, (guide: TemplateGuide, today: Day) => TemplateFile>> = {
  xlsx: (guide, today) => ({
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: writeWorkbook([
      tableSheet(guide),
      guideSheet(guide),
      ...guide.dictionaries.map((one) => dictionarySheet(one, today)),
    ]),
  }),
  csv: ({ columns }) => ({
    contentType: 'text/csv; charset=utf-8',
    body: utf8(`\uFEFF${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`),
  }),
  html: (guide, today) => ({
    contentType: 'text/html; charset=utf-8',
    body: utf8(templatePage(guide, today)),
  }),
};

/** Characters that the list of a drop-down may have (ECMA-376, `formula1`). */
const choicesMost = 255;

/** What is typed into the table stays as it is typed: no number, day or amount is reformatted. */
const tableSheet = ({ columns }: TemplateGuide) => ({
  name: '数据',
  rows: [columns.map(({ name }) => name)],
  frozenRows: 1,
  widths: columns.map(({ name, examples }) =>
    Math.min(40, 4 + 2 * Math.max(name.length, ...examples.map(({ length }) => length / 1.5))),
  ),
  textColumns: [...columns.keys()],
  choices: columns.flatMap(({ words }, column) =>
    words.length > 0 && words.join(',').length <= choicesMost ? [{ column, words }] : [],
  ),
});

/** The reader passes a sheet of this name over. */
const guideSheet = (guide: TemplateGuide) => {
  const widths = [28, 20, 48, 48, ...Array.from({ length: guide.exampleRows }, () => 28)];
  return {
    name: '填表说明',
    rows: explanationOf(guide),
    frozenRows: 1,
    widths,
    textColumns: [...widths.keys()],
  };
};

const dictionarySheet = ({ name, rowsOn }: Dictionary, today: Day) => {
  const rows = rowsOn(today);
  return { name, rows, frozenRows: 1, widths: (rows[0] ?? []).map(() => 36) };
};

const csvCell = (name: string): string => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
