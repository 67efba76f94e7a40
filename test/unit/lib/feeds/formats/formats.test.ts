import { describe, expect, it } from 'vitest';
import { writeAnswer } from '../../../../../lib/feeds/index.ts';
import type { RowReading } from '../../../../../schemas/record.ts';
import { asFile, codesOf, read, refusedOf, utf8 } from '../../../../support/feed-file.ts';
import { inEveryFormat } from '../../../../support/formats.ts';
import { remadeXlsx } from '../../../../support/xlsx-file.ts';

const header = ['主体类别', '标识类型', '标识', '名称', '行政区划', '备注'];
const rows = [
  ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XP', '好药店, 分店; 一|二', '540102', 'a&b <c>'],
  ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XA', '坏药店', '540102', ''],
  ['医师', '身份证', '540102198503120013', '扎西·\uE816\uE000𠮷', '', '二\n行'],
  ['医师', '身份证', '540102198503120013', '', '1', '藏文 བོད།'],
];
const withoutPlace = (reading: RowReading) => ({ ...reading, row: 0 });

describe('a table', () => {
  it.each(Object.entries(inEveryFormat))('as %s reads like any other', async (_what, write) => {
    const expected = await read(
      'registry',
      inEveryFormat['CSV with commas']?.([header, ...rows]) ?? utf8(''),
    );
    const found = await read('registry', write([header, ...rows]));
    expect(found.problem).toBeUndefined();
    expect(found.rows.map(({ kind }) => kind)).toEqual(['record', 'quarantined', 'record', 'quarantined']);
    expect(found.rows.map(withoutPlace)).toEqual(expected.rows.map(withoutPlace));
  });

  it.each(Object.entries(inEveryFormat))(
    'as %s comes back in an answer that reads like the original, and once more',
    async (_what, write) => {
      const bytes = write([header, ...rows]);
      const original = await read('registry', bytes);
      const answer = await answerTo(bytes, original.rows);
      const again = await read('registry', answer);
      expect(again).toMatchObject({ format: original.format, encoding: original.encoding });
      expect(again.problem).toBeUndefined();
      const notTaken = original.rows.filter(({ kind }) => kind === 'quarantined');
      expect(again.rows.map(essence)).toEqual(notTaken.map(essence));
      const third = await read('registry', await answerTo(answer, again.rows));
      expect(third.rows.map(essence)).toEqual(notTaken.map(essence));
    },
  );

  it.each(Object.entries(inEveryFormat))('as %s is accepted after it is corrected', async (_what, write) => {
    const name = '扎西\uE816\uE000·𠮷';
    const wrong = ['医师', '身份证', '540102198503120013', name, '540199999', '=1+1'];
    const corrected = wrong.map((cell) => (cell === '540199999' ? '540199' : cell));
    const { rows: readings } = await read('registry', write([header, wrong]));
    expect(codesOf(readings[0])).toEqual(['invalid-division']);
    const answer = await answerTo(write([header, wrong]), readings);
    const { rows: taken } = await read('registry', mend(answer));
    const { rows: expected } = await read('registry', write([header, corrected]));
    expect(taken).toEqual(expected);
  });
});

/** What was sent and why it was not accepted, without the remarks of an answer. */
function essence(reading: RowReading) {
  if (reading.kind !== 'quarantined') return reading;
  const { cells, findings } = reading;
  const { 行号: _row, 列: _column, 原因代码: _code, 说明: _message, ...own } = cells;
  return { own, findings };
}

const answerTo = async (bytes: Uint8Array, readings: readonly RowReading[]): Promise<Uint8Array> =>
  (await writeAnswer(asFile(bytes), refusedOf(readings), 'registry')).body;

/** Removes the surplus digits as a person would. A compressed file is compressed again. */
function mend(answer: Uint8Array): Uint8Array {
  const text = Buffer.from(answer).toString('latin1');
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    const mended = new TextDecoder(encoding, { ignoreBOM: true })
      .decode(answer)
      .replace('540199999', '540199');
    const bytes = Buffer.from(mended, 'utf16le');
    if (mended.startsWith('\uFEFF')) return encoding === 'utf-16le' ? bytes : bytes.swap16();
  }
  if (!text.startsWith('PK')) return Buffer.from(text.replace('540199999', '540199'), 'latin1');
  return remadeXlsx(answer, (xml) => xml.replace('540199999', '540199'));
}
