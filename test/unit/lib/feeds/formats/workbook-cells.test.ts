import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileRow } from '../../../../../lib/feeds/formats/format.ts';
import { writeXlsx } from '../../../../../lib/feeds/formats/write-xlsx.ts';
import { readXlsx } from '../../../../../lib/feeds/formats/xlsx.ts';
import { textOf, xstringOf } from '../../../../../lib/feeds/formats/xlsx-text.ts';
import { readFeed, writeAnswer } from '../../../../../lib/feeds/index.ts';
import { day } from '../../../../../lib/shared/day.ts';
import type { RowReading } from '../../../../../schemas/record.ts';
import { asFile, codesOf, read, refusedOf } from '../../../../support/feed-file.ts';
import { sheetOf, workbookOf } from '../../../../support/xlsx-file.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, '../../../../fixtures/cases', name));

const rowsOf = async (bytes: Uint8Array): Promise<FileRow[]> => {
  const [table] = await readXlsx(asFile(bytes));
  return (await Array.fromAsync(table?.batches ?? [])).flat();
};

/** Rows of the list of serious violations: a removal beside each listing, unless a case says otherwise. */
const header = [
  '企业名称',
  '统一社会信用代码',
  '列入严重违法失信名单原因',
  '列入日期',
  '作出决定机关（列入）',
  '列入文号',
  '移出日期',
  '移出严重违法失信名单原因',
  '移出决定机关',
];
const authority = '拉萨市市场监督管理局';
const uscc = '91540100MA6T1000XP';
const listing = (removedOn: string, number = 1): string[] => [
  '拉萨测试大药房有限公司',
  uscc,
  '销售假药',
  '2026-02-01',
  authority,
  `拉市监列〔2026〕${number}号`,
  removedOn,
  '',
  '',
];
const merged = (ranges: readonly string[]): string =>
  `<mergeCells count="${ranges.length}">${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;

interface Parts {
  readonly strings?: string;
  readonly styles?: string;
  readonly properties?: string;
  readonly tail?: string;
}
const readSheet = (rows: readonly (readonly string[])[], { tail = '', ...parts }: Parts = {}) =>
  read(
    'market-supervision',
    workbookOf({
      sheets: [
        { name: '名单', rows: sheetOf([header, ...rows]).replace('</worksheet>', `${tail}</worksheet>`) },
      ],
      ...parts,
    }),
  );

/** What one cell of 移出日期 is read as: the day, the codes of its findings, or blank. */
async function removalOf(cell: string, parts: Parts = {}): Promise<unknown> {
  const { rows, problem } = await readSheet([listing(cell)], parts);
  expect(problem).toBeUndefined();
  const [row] = rows;
  return row?.kind === 'record'
    ? (JSON.stringify(row.record).match(/2026-04-01/)?.[0] ?? 'blank')
    : codesOf(row);
}

const dates = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
const uncalculated = '<calcPr fullCalcOnLoad="1"/>';

describe('a cell that is not blank', () => {
  it.each<[string, string, Parts, unknown]>([
    ['a formula with its value', '<c t="str"><f>T(1)</f><v>2026-04-01</v></c>', {}, '2026-04-01'],
    [
      'a formula that gives a day',
      '<c s="1"><f>DATE(2026,4,1)</f><v>46113</v></c>',
      { styles: dates },
      '2026-04-01',
    ],
    ['a formula that gives a text of no characters', '<c t="str"><f>IF(1,"")</f><v></v></c>', {}, 'blank'],
    ['a blank cell with a style', '<c s="1"/>', {}, 'blank'],
    ['a blank inline cell', '<c t="inlineStr"/>', {}, 'blank'],
    ['a formula alone', '<c><f>DATE(2026,4,1)</f></c>', {}, ['formula-without-value']],
    [
      'a formula with an empty value',
      '<c s="1"><f>DATE(2026,4,1)</f><v/></c>',
      {},
      ['formula-without-value'],
    ],
    ['a formula of text without a value', '<c t="str"><f>A1</f></c>', {}, ['formula-without-value']],
    ['a shared formula without a value', '<c><f t="shared" si="0"/></c>', {}, ['formula-without-value']],
    [
      'a formula that is still to be worked out, with a 0 instead',
      '<c s="1"><f>A1</f><v>0</v></c>',
      { properties: uncalculated, styles: dates },
      ['formula-without-value'],
    ],
    [
      'a formula that is still to be worked out, with a text of no characters',
      '<c t="str"><f>A1</f><v></v></c>',
      { properties: uncalculated },
      ['formula-without-value'],
    ],
    ['a shared text', '<c t="s"><v>0</v></c>', { strings: '<si><t>2026-04-01</t></si>' }, '2026-04-01'],
    ['a shared text that is blank', '<c t="s"><v>0</v></c>', { strings: '<si><t/></si>' }, 'blank'],
    [
      'a shared text behind the last',
      '<c t="s"><v>1</v></c>',
      { strings: '<si><t>2026-04-01</t></si>' },
      ['lost-text'],
    ],
    ['a shared text of no shared texts', '<c t="s"><v>0</v></c>', {}, ['lost-text']],
    [
      'a shared text of a number that is none',
      '<c t="s"><v>-1</v></c>',
      { strings: '<si><t>x</t></si>' },
      ['lost-text'],
    ],
    [
      'a shared text of no number',
      '<c t="s"><v/></c>',
      { strings: '<si><t>2026-04-01</t></si>' },
      ['lost-text'],
    ],
    [
      'a shared text without its number',
      '<c t="s"/>',
      { strings: '<si><t>2026-04-01</t></si>' },
      ['lost-text'],
    ],
    ['an error', '<c t="e"><v>#REF!</v></c>', {}, ['error-cell']],
    ['an error without its name', '<c t="e"/>', {}, ['error-cell']],
  ])('and holds %s is never taken for one', async (_what, cell, parts, expected) => {
    expect(await removalOf(cell, parts)).toEqual(expected);
  });

  it('of an array formula whose values were left out is a finding', async () => {
    const first = '<c t="str"><f t="array" ref="G2:G3">X</f><v>2026-04-01</v></c>';
    const { rows } = await readSheet([listing(first), listing('', 2)]);
    expect(rows.map((row) => row.kind === 'record' || codesOf(row))).toEqual([
      true,
      ['formula-without-value'],
    ]);
    const whole = await readSheet([listing(first), listing('2026-04-01', 2)]);
    expect(whole.rows.map(({ kind }) => kind)).toEqual(['record', 'record']);
  });
});

describe('a cell with several values', () => {
  const inline = (text: string): string => `<is><t>${text}</t></is>`;
  it.each<[string, string, unknown]>([
    [
      'an inline one with another value',
      `<c t="inlineStr"><v>2</v>${inline('2026-04-01')}</c>`,
      '2026-04-01',
    ],
    ['an inline one, the value behind', `<c t="inlineStr">${inline('2026-04-01')}<v>2</v></c>`, '2026-04-01'],
    [
      'an inline one in several pieces',
      '<c t="inlineStr"><v>2</v><is><r><t>2026-</t></r><r><t>04-01</t></r></is></c>',
      '2026-04-01',
    ],
    ['an inline one without inline text', '<c t="inlineStr"><v>2026-04-01</v></c>', '2026-04-01'],
    [
      'an inline one whose inline text is blank',
      `<c t="inlineStr"><v>2026-04-01</v>${inline('')}</c>`,
      ['two-values'],
    ],
    ['inline text without its type', `<c>${inline('2026-04-01')}</c>`, '2026-04-01'],
    ['inline text in a shared one', `<c t="s">${inline('2026-04-01')}</c>`, '2026-04-01'],
    ['inline text in a text', `<c t="str">${inline('2026-04-01')}</c>`, '2026-04-01'],
    ['the same twice', `<c t="str"><v>2026-04-01</v>${inline('2026-04-01')}</c>`, '2026-04-01'],
    [
      'another inline text in a text',
      `<c t="str"><v>2026-04-01</v>${inline('2026-05-01')}</c>`,
      ['two-values'],
    ],
    ['another inline text in a number', `<c><v>20260401</v>${inline('2026-05-01')}</c>`, ['two-values']],
    ['another inline text in a shared one', `<c t="s"><v>0</v>${inline('2026-05-01')}</c>`, ['two-values']],
    ['two values', '<c t="str"><v>2026-04-01</v><v>2026-05-01</v></c>', ['two-values']],
    ['two values that are the same', '<c t="str"><v>2026-04-01</v><v>2026-04-01</v></c>', '2026-04-01'],
    [
      'two inline texts',
      `<c t="inlineStr">${inline('2026-04-01')}${inline('2026-05-01')}</c>`,
      ['two-values'],
    ],
    [
      'two cells of one place',
      '<c r="G2" t="str"><v>2026-04-01</v></c><c r="G2" t="str"><v>2026-05-01</v></c>',
      ['two-values'],
    ],
  ])('(%s) has one reading or a finding, never both', async (_what, cell, expected) => {
    expect(await removalOf(cell, { strings: '<si><t>2026-04-01</t></si>' })).toEqual(expected);
  });

  it('in a column that is not read does not matter', async () => {
    const cells = listing('2026-04-01');
    const rows = sheetOf([
      [...header, '其它'],
      [...cells, '<c t="s"><v>7</v></c>'],
    ]);
    const file = await read('market-supervision', workbookOf({ sheets: [{ name: '1', rows }] }), ['其它']);
    expect(file.rows.map(({ kind }) => kind)).toEqual(['record']);
  });
});

it('rows that hold nothing but formulas of a column that is not read are passed over', async () => {
  const blank = listing('').map(() => '');
  const number = '<c><f>ROW()-1</f></c>';
  const cells = [
    ['序', ...header],
    [number, ...listing('2026-04-01')],
    [number, ...blank],
    ['', ...blank.with(6, '<c><f>X</f></c>')],
  ];
  const file = await read(
    'market-supervision',
    workbookOf({ sheets: [{ name: '1', rows: sheetOf(cells) }] }),
    ['序'],
  );
  expect(file.rows.map((row) => [row.row, row.kind === 'record' || codesOf(row)])).toEqual([
    [2, true],
    [4, ['formula-without-value']],
  ]);
});

it('a row that holds nothing but a formula in the second column of one field is not passed over', async () => {
  const blank = listing('').map(() => '');
  const rows = sheetOf([
    [...header, 'RemDate'],
    [...listing('2026-04-01'), ''],
    [...blank, '<c><f>X</f></c>'],
  ]);
  const file = await read('market-supervision', workbookOf({ sheets: [{ name: '1', rows }] }));
  expect(file.rows.map((row) => row.kind === 'record' || codesOf(row))).toEqual([
    true,
    ['formula-without-value'],
  ]);
});

describe('merged cells', () => {
  const removedOn = '2026-04-01';
  const outcome = async (rows: readonly (readonly string[])[], ...ranges: string[]): Promise<unknown[]> => {
    const file = await readSheet(rows, { tail: merged(ranges) });
    expect(file.problem).toBeUndefined();
    return file.rows.map((row) =>
      row.kind === 'record' ? JSON.stringify(row.record).includes(removedOn) || 'blank' : codesOf(row),
    );
  };

  it.each<[string, readonly string[][], readonly string[], readonly unknown[]]>([
    ['two rows', [listing(removedOn), listing('', 2)], ['G2:G3'], [true, true]],
    [
      'three rows, the last beyond',
      [listing(removedOn), listing('', 2), listing('', 3), listing('', 4)],
      ['G2:G4'],
      [true, true, true, 'blank'],
    ],
    [
      'one group behind another',
      [listing(removedOn), listing('', 2), listing(removedOn, 3), listing('', 4)],
      ['G4:G5', 'G2:G3'],
      [true, true, true, true],
    ],
    ['written from the end', [listing(removedOn), listing('', 2)], ['$G$3:$G$2'], [true, true]],
    [
      'another value hidden below',
      [listing(removedOn), listing('2026-05-01', 2)],
      ['G2:G3'],
      [true, ['merged-cell']],
    ],
    ['the same value below', [listing(removedOn), listing(removedOn, 2)], ['G2:G3'], [true, true]],
    [
      'a value hidden below a blank',
      [listing(''), listing(removedOn, 2)],
      ['G2:G3'],
      ['blank', ['merged-cell']],
    ],
    ['blank', [listing(''), listing('', 2)], ['G2:G3'], ['blank', 'blank']],
    ['side by side', [listing(removedOn), listing(removedOn, 2)], ['G2:I2'], [['merged-cell'], true]],
    ['a block', [listing(removedOn), listing('', 2)], ['G2:H3'], [['merged-cell'], ['merged-cell']]],
    [
      'a formula without value',
      [listing('<c><f>X</f></c>'), listing('', 2)],
      ['G2:G3'],
      [['formula-without-value'], ['formula-without-value']],
    ],
  ])(
    '(%s) mean their value for each of their rows, or are a finding',
    async (_what, rows, ranges, expected) => {
      expect(await outcome(rows, ...ranges)).toEqual(expected);
    },
  );

  it('of any heights read like the same rows filled in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
        async (heights) => {
          const days = heights.flatMap((height, group) =>
            Array.from({ length: height }, (_, index) => ({
              day: `2026-04-0${group + 1}`,
              isFirst: index === 0,
            })),
          );
          const ranges = heights.map((height, group) => {
            const first = 2 + heights.slice(0, group).reduce((sum, one) => sum + one, 0);
            return `G${first}:G${first + height - 1}`;
          });
          const shown = days.map(({ day, isFirst }, index) => listing(isFirst ? day : '', index + 1));
          const filled = days.map(({ day }, index) => listing(day, index + 1));
          const found = await readSheet(shown, { tail: merged(ranges) });
          expect(found.rows).toEqual((await readSheet(filled)).rows);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('beyond rows that are left out mean the same', async () => {
    const rows = sheetOf([header, listing(removedOn)]).replace(
      '</sheetData>',
      `${/<row>.*<\/row>/.exec(sheetOf([listing('', 2)]))?.[0].replace('<row>', '<row r="5">')}</sheetData>${merged(['G2:G5'])}`,
    );
    const file = await read('market-supervision', workbookOf({ sheets: [{ name: '1', rows }] }));
    expect(file.rows.map((row) => JSON.stringify(row).includes(removedOn))).toEqual([true, true]);
  });

  it('in titles and the header are left as they are', async () => {
    const title = ['严重违法失信名单', ...header.slice(1).map(() => '')];
    const blank = header.map(() => '');
    const rows = sheetOf([title, header, blank, listing(removedOn)]).replace(
      '</worksheet>',
      `${merged(['A1:I1', ...[...'ABCDEFGHI'].map((column) => `${column}2:${column}3`)])}</worksheet>`,
    );
    const file = await read('market-supervision', workbookOf({ sheets: [{ name: '1', rows }] }));
    expect(file.rows.map(({ kind, row }) => [kind, row])).toEqual([['record', 4]]);
  });

  it('come back filled in in an answer, which is accepted once it is corrected', async () => {
    const wrong = listing('', 2).map((text) => (text === uscc ? '91540100MA6T1000XA' : text));
    const rows = sheetOf([header, listing(removedOn), wrong]).replace(
      '</worksheet>',
      `${merged(['G2:G3'])}</worksheet>`,
    );
    const bytes = workbookOf({ sheets: [{ name: '1', rows }] });
    const { rows: readings } = await read('market-supervision', bytes);
    const answer = await writeAnswer(asFile(bytes), refusedOf(readings), 'market-supervision');
    expect(JSON.stringify(await rowsOf(answer.body))).toContain(removedOn);
  });

  it('of which there are far too many end the reading', async () => {
    const many = Array.from({ length: 200_001 }, (_, index) => `A${2 * index + 2}:A${2 * index + 3}`);
    expect((await readSheet([listing(removedOn)], { tail: merged(many) })).problem?.code).toBe(
      'too-many-merges',
    );
  });

  it('that are no range make the file broken', async () => {
    expect((await readSheet([listing(removedOn)], { tail: merged(['G2:']) })).problem?.code).toBe(
      'broken-xlsx',
    );
  });
});

describe('escapes of a workbook', () => {
  it.each([
    ['回车〔2026〕1号_x000D_\n', '回车〔2026〕1号\n'],
    ['一_x000D_\n二_x000d_三_x000A_四', '一\n二\n三\n四'],
    ['_x005F_x000D_', '_x000D_'],
    ['a_x005f_b', 'a_b'],
    ['_x0041__x0042_', 'AB'],
    ['_x4E2D_药店', '中药店'],
    ['_xD842__xDFB7_', '𠮷'],
    ['_xD842_', '\uFFFD'],
    ['_x000G_ _x00D_ x000D_ _X000D_', '_x000G_ _x00D_ x000D_ _X000D_'],
  ])('%j are read as %j', (written, text) => {
    expect(textOf(written)).toBe(text);
  });

  it('any text is written so that it is read again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('_', 'x', '0', '0', 'D', '5', 'F', '药', '_x000D_'), { maxLength: 30 }),
        (parts) => {
          const text = parts.join('');
          expect(textOf(xstringOf(text))).toBe(text);
        },
      ),
    );
  });

  it.each<[string, string, string?]>([
    ['a shared text', '<c t="s"><v>0</v></c>', '<si><r><t>2026-04-</t></r><r><t>01_x000D_</t></r></si>'],
    [
      'an inline text',
      '<c t="inlineStr"><is><t xml:space="preserve">_x0009_2026-04-01_x000D_\n</t></is></c>',
    ],
    ['the text of a formula', '<c t="str"><f>A1</f><v>2026-04-01_x000D_</v></c>'],
  ])('are decoded in %s', async (_what, cell, strings) => {
    expect(await removalOf(cell, strings === undefined ? {} : { strings })).toBe('2026-04-01');
  });

  it('are decoded in names of sheets and of columns, and written in our own', async () => {
    const rows = sheetOf([header.map((name) => `${name}_x000D_`), listing('2026-04-01')]);
    const other = { name: '附_x5B57_', rows: sheetOf([['甲']]) };
    const file = await read('market-supervision', workbookOf({ sheets: [{ name: '1', rows }, other] }));
    expect(file.problem?.columns).toEqual(['工作表:附字']);
    const ours = writeXlsx([['_x000D_', '药_x']]);
    expect(await rowsOf(ours)).toEqual([{ row: 1, cells: ['_x000D_', '药_x'] }]);
  });
});

describe('numbers of a workbook', () => {
  const formats =
    '<numFmts><numFmt numFmtId="176" formatCode="[h]:mm"/><numFmt numFmtId="177" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="178" formatCode="mm:ss.0"/><numFmt numFmtId="179" formatCode="[Red]0.00%"/><numFmt numFmtId="180" formatCode="m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="178"/><xf numFmtId="179"/><xf numFmtId="22"/><xf numFmtId="180"/><xf numFmtId="46"/></cellXfs>';
  const textsOf = async (cells: readonly string[], properties = ''): Promise<unknown> => {
    const bytes = workbookOf({
      sheets: [{ name: '1', rows: sheetOf([cells]) }],
      styles: formats,
      properties,
    });
    return (await rowsOf(bytes))[0]?.cells;
  };

  it('are read as the sheet shows them', async () => {
    const cells: [string, string][] = [
      ['<c><v>0.1</v></c>', '0.1'],
      ['<c><v>0.30000000000000004</v></c>', '0.3'],
      ['<c><v>1234567.8900000001</v></c>', '1234567.89'],
      ['<c><v>123456789012345</v></c>', '123456789012345'],
      ['<c><v>9.1540100123456E+17</v></c>', '9.1540100123456E+17'],
      ['<c s="4"><v>0.25</v></c>', '0.25'],
      ['<c s="1"><v>1.5</v></c>', '1.5'],
      ['<c s="7"><v>1.5</v></c>', '1.5'],
      ['<c s="3"><v>1.5</v></c>', '1.5'],
      ['<c s="2"><v>46143</v></c>', '2026-05-01'],
      ['<c s="5"><v>46143.999</v></c>', '2026-05-01'],
      ['<c s="6"><v>46143</v></c>', '2026-05-01'],
      ['<c s="2"><v>60</v></c>', '1900-02-29'.replace('02-29', '02-28')],
      ['<c t="d"><v>2026-05-01T08:00:00</v></c>', '2026-05-01T08:00:00'],
      ['<c t="b"><v>1</v></c>', 'TRUE'],
      ['<c t="b"><v>false</v></c>', 'FALSE'],
    ];
    expect(await textsOf(cells.map(([cell]) => cell))).toEqual(cells.map(([, text]) => text));
    expect(await textsOf(['<c s="2"><v>44681</v></c>'], '<workbookPr date1904="true"/>')).toEqual([
      '2026-05-01',
    ]);
  });
});

describe('the files of the cases', () => {
  const recordsOf = async (name: string, source: 'market-supervision' = 'market-supervision') =>
    (await read(source, fixture(name))).rows;

  it('153-crlf-b.xlsx is the decision of its CSV', async () => {
    const rows = await recordsOf('153-crlf-b.xlsx');
    expect(rows).toMatchObject([{ kind: 'record', record: { documentNumber: '回车〔2026〕1号' } }]);
    expect(rows).toEqual(await recordsOf('153-crlf-a.csv'));
  });

  it('35-inline-v-is.xlsx is a fine of 2,000', async () => {
    expect(await recordsOf('35-inline-v-is.xlsx')).toMatchObject([
      { record: { content: { fineCny: '2000' } } },
    ]);
  });

  it('45-formula.xlsx waits for the value of its formula', async () => {
    expect((await recordsOf('45-formula.xlsx')).map(codesOf)).toEqual([['formula-without-value']]);
  });

  it('46-merged.xlsx ends both listings', async () => {
    const reading = await readFeed({
      source: 'market-supervision',
      file: asFile(fixture('46-merged.xlsx')),
      today: day('2026-11-29'),
      checkFinding: () => undefined,
    });
    const rows: RowReading[] = reading.ok ? await Array.fromAsync(reading.value.rows) : [];
    expect(rows).toMatchObject([
      { record: { status: 'amendment', content: { removedOn: '2026-08-01' } } },
      { record: { status: 'amendment', content: { removedOn: '2026-08-01' } } },
    ]);
  });

  it('43f-SharedStrings.xlsx is read', async () => {
    expect((await recordsOf('43f-SharedStrings.xlsx')).map(({ kind }) => kind)).toEqual(['record']);
  });
});
