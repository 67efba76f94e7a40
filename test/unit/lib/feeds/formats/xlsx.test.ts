import { describe, expect, it } from 'vitest';
import { codesOf, read } from '../../../../support/feed-file.ts';
import { sheetOf, workbookOf } from '../../../../support/xlsx-file.ts';

const header = ['category', 'scheme', 'id', 'name', 'employedFrom', 'employerId', 'status'];
const uscc = '91540100MA6T1000XP';
const doctor = ['doctor', 'resident-id', '540102198503120013', '测试甲', '', uscc, ''];
const pharmacy = ['pharmacy', 'uscc', uscc, '店', '', '', ''];
const withCell = (name: string, cell: string): string[] =>
  doctor.map((text, index) => (header[index] === name ? cell : text));

const dateStyles =
  '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs>';

const readOne = async (row: readonly string[], parts: object = {}) =>
  (
    await read(
      'registry',
      workbookOf({ sheets: [{ name: '人员', rows: sheetOf([header, row]) }], styles: dateStyles, ...parts }),
    )
  ).rows[0];

describe('a cell of a sheet', () => {
  it.each([
    ['a date', '<c s="1"><v>46143</v></c>', {}, '2026-05-01'],
    ['a date of a format of its own, with a time', '<c s="2"><v>46143.75</v></c>', {}, '2026-05-01'],
    [
      'a date of 1904',
      '<c s="1"><v>44681</v></c>',
      { properties: '<workbookPr date1904="1"/>' },
      '2026-05-01',
    ],
    ['a date as text', '2026年5月1日', {}, '2026-05-01'],
    ['a date as ISO', '<c t="d"><v>2026-05-01T00:00:00</v></c>', {}, '2026-05-01'],
    [
      'a formula that was worked out',
      '<c t="str"><f>TEXT(A1,"yyyy-mm-dd")</f><v>2026-05-01</v></c>',
      {},
      '2026-05-01',
    ],
    ['a number that looks like a day', '<c><v>20260501</v></c>', {}, '2026-05-01'],
  ])('that holds %s is read as a day', async (_what, cell, parts, from) => {
    expect(await readOne(withCell('employedFrom', cell), parts)).toMatchObject({
      record: { employment: { from } },
    });
  });

  it('that holds rich text, with a reading aid, is read as its text', async () => {
    const strings =
      '<si><r><t>测</t></r><r><rPr/><t xml:space="preserve">试甲</t></r><rPh sb="0" eb="1"><t>CESHI</t></rPh></si>';
    expect(await readOne(withCell('name', '<c t="s"><v>0</v></c>'), { strings })).toMatchObject({
      record: { subject: { name: '测试甲' } },
    });
  });

  it.each([
    [
      'an identifier that Excel turned into a number',
      'id',
      '<c><v>5.4010219850312E+17</v></c>',
      'mangled-identifier',
    ],
    [
      'an identifier that another program stored as a number',
      'id',
      '<c><v>540102198503120013</v></c>',
      'mangled-identifier',
    ],
    ['an error of a formula', 'name', '<c t="e"><v>#N/A</v></c>', 'error-cell'],
    ['a formula that was not worked out', 'name', '<c><f>A1</f></c>', 'formula-without-value'],
    ['a truth value', 'status', '<c t="b"><v>1</v></c>', 'unknown-value'],
    ['a date that is shown as a number', 'employedFrom', '<c><v>46143</v></c>', 'date-serial'],
  ])('that holds %s waits for a person', async (_what, column, cell, code) => {
    expect(codesOf(await readOne(withCell(column, cell)))).toEqual([code]);
  });

  it('that holds an identifier of 15 digits as a number is read whole', async () => {
    expect(await readOne(withCell('id', '<c><v>540102850312001</v></c>'))).toMatchObject({
      record: { subject: { id: '540102198503120013' } },
    });
  });
});

it('a row with a cell far beyond its header waits for a person', async () => {
  const row = (text: string) => [...doctor, `<c r="ZZZ2" t="str"><v>${text}</v></c>`];
  expect(codesOf(await readOne(row('x')))).toEqual(['too-many-cells']);
  expect(await readOne(row(' '))).toMatchObject({ kind: 'record' });
});

it('errors of formulas are found each, also behind one in a column that is not read', async () => {
  const error = '<c t="e"><v>#N/A</v></c>';
  const rows = sheetOf([
    ['备注', ...header],
    [error, 'doctor', 'resident-id', error, error],
  ]);
  const file = await read('registry', workbookOf({ sheets: [{ name: '人员', rows }] }), ['备注']);
  expect(codesOf(file.rows[0])).toEqual(['error-cell', 'error-cell']);
});

describe('a text that many cells share', () => {
  const problemOf = async (length: number, cells: number): Promise<unknown> => {
    const rows = sheetOf([header, Array.from({ length: cells }, () => '<c t="s"><v>0</v></c>')]);
    const strings = `<si><t>${'药'.repeat(length / 2)}</t><t>${'药'.repeat(length / 2)}</t></si>`;
    const bytes = workbookOf({ sheets: [{ name: '1', rows }], strings });
    return read('registry', bytes).then(
      ({ problem }) => problem?.code,
      (error: { code?: string }) => error.code,
    );
  };

  it('counts for the length of a row with each of them', async () => {
    expect(await problemOf(900_000, 2)).toBe('row-too-large');
    expect(await problemOf(900_000, 1)).toBeUndefined();
  });

  it('is no longer than a row', async () => {
    expect(await problemOf(1_200_000, 1)).toBe('row-too-large');
  });
});

describe('a workbook', () => {
  it('is read sheet by sheet in its own order, empty ones passed over', async () => {
    const bytes = workbookOf({
      sheets: [
        { name: '空', rows: sheetOf([]) },
        { name: '人员', rows: sheetOf([['某局人员登记表'], ['单位：', '某局'], header, doctor]) },
        { name: '药店', rows: sheetOf([header, pharmacy, ['', ' '], pharmacy]) },
      ],
    });
    const { rows, template } = await read('registry', bytes);
    expect(template).toBe('registry');
    expect(rows.map(({ kind, row }) => [kind, row])).toEqual([
      ['record', 10_000_004],
      ['record', 20_000_002],
      ['record', 20_000_004],
    ]);
  });

  it('with an unknown sheet makes the run held until the sheet is released', async () => {
    const bytes = workbookOf({
      sheets: [
        { name: '附表', rows: sheetOf([['填表说明'], ['一、……']]) },
        { name: '人员', rows: sheetOf([header, doctor]) },
      ],
    });
    expect((await read('registry', bytes)).problem).toMatchObject({
      kind: 'held',
      code: 'unknown-sheet',
      columns: ['工作表:附表'],
    });
    const released = await read('registry', bytes, ['工作表:附表']);
    expect(released.rows.map(({ row }) => row)).toEqual([10_000_002]);
  });

  it('that makes the run held names everything to release', async () => {
    const bytes = workbookOf({
      sheets: [
        {
          name: '人员',
          rows: sheetOf([
            [...header, '神秘列'],
            [...doctor, ''],
          ]),
        },
        { name: '附表', rows: sheetOf([['填表说明']]) },
      ],
    });
    const { problem } = await read('registry', bytes);
    expect(problem?.columns).toEqual(['工作表:附表', '神秘列']);
    expect((await read('registry', bytes, [...(problem?.columns ?? [])])).rows).toHaveLength(1);
  });

  it('with no sheet that fits fails by what its first one lacks', async () => {
    const bytes = workbookOf({ sheets: [{ name: '1', rows: sheetOf([header.slice(1), doctor]) }] });
    expect((await read('registry', bytes)).problem).toMatchObject({
      code: 'column-missing',
      columns: ['主体类别'],
    });
  });

  it('with rows out of order is refused', async () => {
    const rows = '<worksheet><row r="5"><c><v>1</v></c></row><row r="5"><c><v>1</v></c></row></worksheet>';
    const { problem } = await read('registry', workbookOf({ sheets: [{ name: '1', rows }] }));
    expect(problem?.code).toBe('broken-xlsx');
  });
});

describe('the archive of a workbook', () => {
  const whole = Buffer.from(workbookOf({ sheets: [{ name: '1', rows: sheetOf([header, doctor]) }] }));
  const directory = whole.readUInt32LE(whole.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(whole);
    change(bytes);
    return bytes;
  };

  it.each([
    ['promises less than comes out', changed((bytes) => bytes.writeUInt32LE(10, directory + 24))],
    ['promises more than comes out', changed((bytes) => bytes.writeUInt32LE(100_000, directory + 24))],
    ['has entries that share their bytes', overlapping()],
    ['points behind its end', changed((bytes) => bytes.writeUInt32LE(0xfffffff0, directory + 42))],
    ['holds something else than was packed', changed((bytes) => bytes.writeUInt32LE(1, directory + 16))],
    ['is packed in a way nobody knows', changed((bytes) => bytes.writeUInt16LE(99, directory + 10))],
    [
      'counts more entries than there are',
      changed((bytes) => bytes.writeUInt16LE(60_000, bytes.length - 12)),
    ],
    ['is cut off', whole.subarray(0, whole.length - 30)],
  ])('that %s is refused', async (_what, bytes) => {
    expect((await read('registry', bytes)).problem?.code).toBe('broken-xlsx');
  });

  function overlapping(): Buffer {
    const second = whole.indexOf(Buffer.from('PK\x01\x02', 'latin1'), directory + 4);
    return changed((bytes) => bytes.writeUInt32LE(bytes.readUInt32LE(directory + 42), second + 42));
  }
});
