import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { spellingOf } from '../../../../lib/credit-file/facts/document-number.ts';
import type { Source } from '../../../../lib/shared/source.ts';
import type { DecisionRecord, RowReading } from '../../../../schemas/record.ts';
import { codesOf, read } from '../../../support/feed-file.ts';

/** Small files in shapes that authorities send, one of each kind, and what each gives. */
const rowsOf = async (source: Source, name: string): Promise<readonly RowReading[]> => {
  const file = await read(source, readFileSync(`test/fixtures/cases/${name}`));
  if (file.problem) throw new Error(`${file.problem.code}: ${file.problem.detail}`);
  return file.rows;
};
const decisionsOf = (rows: readonly RowReading[]): DecisionRecord[] =>
  rows.flatMap((row) => (row.kind === 'record' && row.record.type === 'decision' ? [row.record] : []));

describe('a file of the cases', () => {
  it('00-registry.csv gives its 310 subjects', async () => {
    const rows = await rowsOf('registry', '00-registry.csv');
    expect(rows.filter(({ kind }) => kind === 'record')).toHaveLength(310);
  });

  it('14a and 14b: a number that was guarded against a spreadsheet is the same number', async () => {
    const plain = decisionsOf(await rowsOf('market-supervision', '14a-number-plain.csv'));
    const guarded = decisionsOf(await rowsOf('market-supervision', '14b-number-guarded.csv'));
    expect(plain).toHaveLength(2);
    expect(guarded).toEqual(plain);
  });

  it('153-crlf-a.csv gives one decision', async () => {
    const [row] = decisionsOf(await rowsOf('market-supervision', '153-crlf-a.csv'));
    expect(row).toMatchObject({ documentNumber: '回车〔2026〕1号', content: { fineCny: '2000' } });
  });

  it('153-crlf-b.xlsx, with escaped line breaks, gives the same', async () => {
    const plain = decisionsOf(await rowsOf('market-supervision', '153-crlf-a.csv'));
    expect(decisionsOf(await rowsOf('market-supervision', '153-crlf-b.xlsx'))).toEqual(plain);
  });

  it('35: of an inline cell with two values the text counts', async () => {
    const [row] = decisionsOf(await rowsOf('market-supervision', '35-inline-v-is.xlsx'));
    expect(row).toMatchObject({ content: { fineCny: '2000' } });
  });

  it('43f: parts under other names are found', async () => {
    expect(decisionsOf(await rowsOf('market-supervision', '43f-SharedStrings.xlsx'))).toHaveLength(1);
  });

  it('45: a day that was lost is no blank', async () => {
    expect((await rowsOf('market-supervision', '45-formula.xlsx')).map(codesOf)).toEqual([
      ['formula-without-value'],
    ]);
  });

  it('120c: a tab-separated file with each cell quoted is read', async () => {
    const [row] = await rowsOf('registry', '120c-nurses-quoted.txt');
    expect(row).toMatchObject({ record: { subject: { category: 'nurse', id: '540102196401093043' } } });
  });

  it('16: two decisions without a number are two, and the same when sent again', async () => {
    const rows = decisionsOf(await rowsOf('market-supervision', '16-placeholder-number.csv'));
    expect(rows.map(({ content }) => content)).toMatchObject([{ fineCny: '2000' }, { fineCny: '5000' }]);
    expect(new Set(rows.map(({ documentNumber }) => spellingOf(documentNumber))).size).toBe(2);
    expect(decisionsOf(await rowsOf('market-supervision', '16-placeholder-number.csv'))).toEqual(rows);
  });

  it('102: an amount that the words contradict by ten thousand is of another unit', async () => {
    const rows = await rowsOf('market-supervision', '102-yuan-in-wan-column.csv');
    expect(rows.map(codesOf)).toEqual([['unit-mismatch'], ['unit-mismatch']]);
  });

  it('17: of two columns of one field the one that is understood is read', async () => {
    const rows = decisionsOf(await rowsOf('court', '17-baidu.json'));
    expect(rows).toMatchObject([
      {
        subject: { scheme: 'resident-id', id: '540102198102061614' },
        documentNumber: '(2026)藏0102执161号',
        content: { listedOn: '2026-06-09' },
      },
      { subject: { scheme: 'resident-id', id: '540102198203071627' } },
    ]);
  });

  it('18: a mask of nineteen characters is one of eighteen', async () => {
    const [row] = await rowsOf('court', '18-mask-of-nineteen.json');
    expect(row).toMatchObject({
      findings: [{ code: 'masked-identifier' }],
      candidate: { subject: { name: '扎西', mask: '54010219901***1707' } },
    });
  });
});
