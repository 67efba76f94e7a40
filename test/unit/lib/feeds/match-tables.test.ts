import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../../lib/feeds/index.ts';
import { asFile, today } from '../../../support/feed-file.ts';
import { sheetOf, workbookOf } from '../../../support/xlsx-file.ts';

const header = ['category', 'scheme', 'id', 'name'];
const pharmacy = ['pharmacy', 'uscc', '91540100MA6T1000XP', '店'];
const table = sheetOf([header, pharmacy]);
const choices = sheetOf([['定点零售药店'], ['医师'], ['护士']]);

type Sheets = Parameters<typeof workbookOf>[0]['sheets'];

/** What becomes of a workbook: its rows and the sheets passed over, or why it is not read. */
async function outcomeOf(sheets: Sheets, ignoredColumns: string[] = []): Promise<unknown> {
  const reading = await readFeed({
    source: 'registry',
    file: asFile(workbookOf({ sheets })),
    today,
    ignoredColumns,
    checkFinding: () => undefined,
  });
  if (!reading.ok)
    return `${reading.error.kind} ${reading.error.code} ${reading.error.columns?.join() ?? ''}`.trim();
  const rows = await Array.fromAsync(reading.value.rows);
  return { rows: rows.map(({ row }) => row), passedOver: reading.value.passedOver };
}

describe('a hidden sheet', () => {
  it.each(['hidden', 'veryHidden'] as const)('(%s) of a table is never read silently', async (state) => {
    const sheets: Sheets = [
      { name: '旧', rows: table, state },
      { name: '新', rows: table },
    ];
    expect(await outcomeOf(sheets)).toBe('held hidden-sheet 工作表:旧');
    expect(await outcomeOf(sheets, ['工作表:旧'])).toEqual({ rows: [10_000_002], passedOver: [] });
  });

  it.each(['hidden', 'veryHidden'] as const)('(%s) of choices does not hold the file', async (state) => {
    expect(
      await outcomeOf([
        { name: '数据', rows: table },
        { name: 'hidden_2', rows: choices, state },
      ]),
    ).toEqual({ rows: [2], passedOver: ['工作表:hidden_2'] });
  });

  it('that is blank is no matter', async () => {
    const sheets: Sheets = [
      { name: '数据', rows: table },
      { name: 'x', rows: sheetOf([]), state: 'hidden' },
    ];
    expect(await outcomeOf(sheets)).toEqual({ rows: [2], passedOver: [] });
  });

  it('that alone fits makes the file fail, whatever else is shown', async () => {
    const old = { name: '旧', rows: table, state: 'hidden' } as const;
    expect(await outcomeOf([old])).toBe('failed hidden-sheet 工作表:旧');
    expect(await outcomeOf([old], ['工作表:旧'])).toBe('failed hidden-sheet 工作表:旧');
    const lacking = sheetOf([header.slice(1), pharmacy.slice(1)]);
    expect(await outcomeOf([old, { name: '新', rows: lacking }])).toBe(
      'failed hidden-sheet 工作表:旧,主体类别',
    );
    expect(await outcomeOf([old, { name: '说明', rows: choices }])).toMatch(/^failed hidden-sheet 工作表:旧/);
  });
});

describe('a sheet that is shown and fits no template', () => {
  it.each([
    '说明',
    '填表说明',
    '填报说明（必读）',
    '使用说明 1',
    '2.字典',
    '数据字典',
    '字典表',
    '代码表',
    '下拉选项',
    '填报须知',
    'README',
    'dict',
  ])('and is named %s is passed over', async (name) => {
    const sheets: Sheets = [
      { name, rows: choices },
      { name: '数据', rows: table },
    ];
    expect(await outcomeOf(sheets)).toEqual({ rows: [10_000_002], passedOver: [`工作表:${name}`] });
  });

  it.each(['Sheet2', '药店', '说明书明细', '处罚'])('and is named %s holds the file', async (name) => {
    const sheets: Sheets = [
      { name, rows: choices },
      { name: '数据', rows: table },
    ];
    expect(await outcomeOf(sheets)).toBe(`held unknown-sheet 工作表:${name}`);
  });

  it('is what a file without any table fails by, also when it explains', async () => {
    expect(await outcomeOf([{ name: '说明', rows: choices }])).toMatch(/^failed column-missing/);
  });
});

it('a sheet named 说明 that fits a template is read', async () => {
  expect(await outcomeOf([{ name: '说明', rows: table }])).toEqual({ rows: [2], passedOver: [] });
});
