import { describe, expect, it } from 'vitest';
import { createCellReadings } from '../../../../lib/feeds/cell-readings.ts';
import { createRowReader } from '../../../../lib/feeds/row-reader.ts';
import { csvOf, read, utf8 } from '../../../support/feed-file.ts';
import { penalty, stranger } from '../../../support/records.ts';
import { sourceFiles } from '../../../support/source-files.ts';

type Change = Readonly<Record<string, string>>;

/** What is told of a file of objects, which all have the same fields. */
async function toldOf(rows: readonly object[], names: Change = {}) {
  const header = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => Object.values(row).map((cell) => String(cell ?? '')));
  const bytes = utf8(csvOf([header.map((name) => names[name] ?? name), ...cells]));
  return (await read('market-supervision', bytes)).readings;
}

/** A listing with other cells. */
function listing(change: Change) {
  const [header = [], row = []] = sourceFiles['严重违法失信名单']?.rows ?? [];
  return { ...Object.fromEntries(header.map((name, at) => [name, row[at]])), ReCorgNum: '', ...change };
}

describe('a placeholder in an optional column', () => {
  it.each(['无', '/', '-', '--', 'NULL', '\\N', '0000-00-00', '1900-01-01', '（无）', '暂无'])(
    '%s is counted as read as none',
    async (written) => {
      const rows = [{}, { RemDate: written }, { RemDate: written }].map(listing);
      expect(await toldOf(rows, { RemDate: ' 移出日期' })).toEqual([
        { code: 'says-none', column: '移出日期', cells: 2, written: [written] },
      ]);
    },
  );

  it.each(['', '2026-06-01'])('%s is none and is not counted', async (written) => {
    expect(await toldOf([listing({ RemDate: written })])).toBeUndefined();
  });

  it('is counted by column, with the spellings that occur', async () => {
    const rows = [
      listing({ RemDate: '无', ReCorgNum: '/' }),
      listing({ RemDate: '/', ReCorgNum: '/' }),
      listing({ RemDate: '无' }),
    ];
    expect(await toldOf(rows)).toEqual([
      { code: 'says-none', column: 'RemDate', cells: 3, written: ['无', '/'] },
      { code: 'says-none', column: 'ReCorgNum', cells: 2, written: ['/'] },
    ]);
  });

  it('is counted where a decision has no number', async () => {
    const rows = [penalty(1, stranger, { CF_WSH: '当场处罚' }), penalty(2, stranger, { CF_WSH: '无' })];
    expect(await toldOf(rows)).toEqual([
      { code: 'says-none', column: 'CF_WSH', cells: 2, written: ['当场处罚', '无'] },
    ]);
  });

  it('is not counted where its column must be filled: a finding says it', async () => {
    expect(await toldOf([penalty(1, stranger, { CF_JDRQ: '无' })])).toBeUndefined();
  });
});

describe('an amount with a unit of its own', () => {
  const toldOfCell = (text: string, name: string) => {
    const row = createRowReader<'it'>([text], new Map([['it', { index: 0, name }]]));
    row.money('it', 'wan');
    return row.told;
  };

  it.each([
    ['20,000元', '罚款金额（万元）', '元'],
    ['20000圆整', '罚款金额（万元）', '元'],
    ['2万元', '金额(元)', '万元'],
    ['2万', '金额（元）', '万元'],
    ['20000元', '罚款金额', '元'],
  ])('%s under %s is told as read in %s', (text, name, written) => {
    expect(toldOfCell(text, name)).toEqual([{ code: 'own-unit', name, written }]);
  });

  it.each([
    ['2万元', '罚款金额（万元）'],
    ['20000元', '金额(元)'],
    ['2', '罚款金额（万元）'],
    ['0.2元', '罚款金额（万元）'],
  ])('%s under %s is not', (text, name) => {
    expect(toldOfCell(text, name)).toEqual([]);
  });

  it('is counted by column', async () => {
    const rows = ['20,000元', '2', '20000元'].map((amount, at) =>
      penalty(at, stranger, { CF_CFLB: '罚款', CF_NR: '罚款20000元', CF_NR_FK: amount }),
    );
    expect(await toldOf(rows, { CF_NR_FK: '罚款金额（万元）' })).toEqual([
      { code: 'own-unit', column: '罚款金额（万元）', cells: 2, written: ['元'] },
    ]);
  });
});

describe('the counts of a file that several readers read', () => {
  const none = [{ code: 'says-none', name: '移出日期', written: '无' }] as const;
  const cells = (readings: ReturnType<typeof createCellReadings>, upTo?: number) =>
    (upTo === undefined ? readings.all() : readings.upTo(upTo)).columns.map((one) => one.cells);

  it('leave out what was read ahead, and go on from there without counting a row twice', () => {
    const first = createCellReadings();
    for (let at = 0; at < 5; at++) first.row(at)?.(none, []);
    const left = first.upTo(3);
    expect(left).toMatchObject({ rows: 3, columns: [{ cells: 3 }] });
    const second = createCellReadings(left);
    for (let at = 0; at < 7; at++) second.row(at)?.(none, []);
    expect(cells(second, 5)).toEqual([5]);
    expect(cells(second)).toEqual([7]);
    expect(cells(first)).toEqual([5]);
  });
});
