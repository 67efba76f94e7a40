import { describe, expect, it } from 'vitest';
import { legalHeader as header } from '../../../../../infra/samples/penalties.ts';
import { writeXlsx } from '../../../../../lib/feeds/formats/write-xlsx.ts';
import { codesOf, csvOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';
import { penalty, pharmacy } from '../../../../support/records.ts';
import { workbookOf } from '../../../../support/xlsx-file.ts';

/** The example of docs/formats.md 6.8, decided within the cycle of the test. */
const example = [
  '拉萨测试大药房有限公司',
  '91540100MA6T1000XP',
  '',
  '',
  '',
  '',
  '',
  '测试甲',
  '540102198503120013',
  '藏市监处罚〔2026〕12号',
  '销售假药',
  '销售按假药论处的药品',
  '《药品管理法》第一百一十六条',
  '罚款；没收违法所得、没收非法财物',
  '罚款人民币20000元；没收违法所得1500元',
  '2',
  '0.15',
  '',
  '2026/05/22',
  '2099/12/31',
  '2027/05/22',
  '西藏自治区市场监督管理局',
  '11540000000000000X',
  '西藏自治区市场监督管理局',
  '11540000000000000X',
  '',
];
const withCell = (column: string, text: string): string[] => {
  const row = [...example];
  row[header.indexOf(column)] = text;
  return row;
};
const one = async (row: readonly string[]) =>
  (await read('market-supervision', utf8(csvOf([header, row])))).rows[0];

describe('a 双公示 penalty', () => {
  it('is read from GB18030 CSV, with amounts of 万元 in yuan', async () => {
    const file = await read('market-supervision', gb18030(csvOf([header, example])));
    expect(file).toMatchObject({ format: 'csv', encoding: 'gb18030', template: 'penalties-legal-person' });
    expect(file.rows[0]).toMatchObject({
      kind: 'record',
      row: 2,
      record: {
        subject: { scheme: 'uscc', id: '91540100MA6T1000XP' },
        decidedOn: '2026-05-22',
        content: {
          kind: 'penalty',
          penalties: ['fine', 'confiscation'],
          fineCny: '20000',
          confiscatedCny: '1500',
        },
        authority: { kind: 'market-supervision' },
      },
    });
  });

  it('is the same record in UTF-8, XLSX and JSON', async () => {
    const csv = (await read('market-supervision', utf8(`\uFEFF${csvOf([header, example])}`))).rows[0];
    const xlsx = await read('market-supervision', writeXlsx([header, example]));
    const json = utf8(
      JSON.stringify([Object.fromEntries(header.map((name, index) => [name, example[index]]))]),
    );
    expect(xlsx.format).toBe('xlsx');
    expect(xlsx.rows[0]).toEqual(csv);
    expect((await read('market-supervision', json)).rows[0]).toEqual({ ...csv, row: 1 });
  });

  it('is read by codes with the merged template of V2.1', async () => {
    const record = {
      CF_XDR_MC: '测试乙',
      CF_XDR_LB: '自然人',
      CF_XDR_SHXYM: null,
      CF_XDR_ZJLX: '身份证',
      CF_XDR_ZJHM: '540121199007150022',
      CF_WSH: '藏卫罚[2026]3号',
      CF_WFXW: 'x',
      CF_SY: 'x',
      CF_YJ: 'x',
      CF_CFLB: '警告',
      CF_NR: '警告',
      CF_NR_FK: null,
      CF_NR_WFFF: null,
      CF_NR_ZKDX: null,
      CF_JDRQ: '2026-1-2',
      CF_YXQ: '2026-10-17',
      CF_GSJZQ: '2027-10-17',
      CF_CFJG: '拉萨市卫生健康委员会',
      CF_CFJGDM: '11540000000000000X',
      CF_SJLY: 'x',
      CF_SJLYDM: 'x',
      BZ: null,
      ID: '1',
      RESOURCE_ID: '2',
    };
    const file = await read('health-commission', utf8(JSON.stringify({ records: [record] })));
    expect(file.template).toBe('penalties-merged');
    expect(file.rows[0]).toMatchObject({
      record: {
        subject: { scheme: 'resident-id', id: '540121199007150022' },
        decidedOn: '2026-01-02',
        authority: { kind: 'health' },
      },
    });
  });

  it.each([
    [
      'a person',
      'penalties-natural-person',
      { CF_XDR_LB: '自然人', CF_XDR_ZJLX: '身份证', CF_XDR_ZJHM: '540121199007150022' },
    ],
    [
      'an organisation',
      'penalties-legal-person',
      { CF_XDR_LB: '法人及非法人组织', CF_XDR_SHXYM: '91540100MA6T1000XP' },
    ],
  ])('of %s is read from an export without its empty fields', async (_who, template, party) => {
    const record = {
      ...party,
      CF_XDR_MC: '测试乙',
      CF_WSH: '藏卫罚[2026]3号',
      CF_WFXW: 'x',
      CF_SY: 'x',
      CF_YJ: 'x',
      CF_CFLB: '警告',
      CF_NR: '警告',
      CF_JDRQ: '2026-1-2',
      CF_YXQ: '2026-10-17',
      CF_GSJZQ: '2027-10-17',
      CF_CFJG: '拉萨市卫生健康委员会',
      CF_CFJGDM: '11540000000000000X',
    };
    const { template: found, rows } = await read(
      'health-commission',
      utf8(JSON.stringify([record, { ...record, CF_CFLB: '罚款' }])),
    );
    expect([found, rows[0]?.kind]).toEqual([template, 'record']);
    expect(codesOf(rows[1])).toEqual(['fine-without-amount']);
  });

  it.each([
    ['a wrong check digit', '行政相对人代码_1 (统一社会信用代码)', '91540100MA6T1000XA', 'check-digit'],
    ['a masked number', '行政相对人代码_1 (统一社会信用代码)', '9154****MA6T1000XP', 'masked-identifier'],
    ['a power of ten', '行政相对人代码_1 (统一社会信用代码)', '9.1354E+17', 'mangled-identifier'],
    ['an impossible date', '处罚决定日期', '2026/02/30', 'not-a-date'],
    ['a decision of the future', '处罚决定日期', '2026/07/08', 'date-in-future'],
    ['a decision of tomorrow', '处罚决定日期', '2026/07/01', 'date-not-yet'],
    ['a negative amount', '罚款金额 (万元)', '-2', 'negative-amount'],
    ['an absurd amount', '罚款金额 (万元)', '20000000', 'amount-mismatch'],
    ['an amount that is a word', '罚款金额 (万元)', '贰万', 'not-a-number'],
    ['a fine without an amount', '罚款金额 (万元)', '', 'fine-without-amount'],
    ['an amount without the kind', '处罚类别', '没收违法所得', 'fine-without-kind'],
    ['a fine of 0', '罚款金额 (万元)', '0', 'amount-mismatch'],
    ['a confiscation of 0', '没收违法所得、没收非法财物的金额 (万元)', '0', 'amount-mismatch'],
    ['an unknown kind', '处罚类别', '行政拘留', 'unmapped-kind'],
    ['a kind that every object answers to', '处罚类别', 'constructor', 'unmapped-kind'],
    ['one of them beside a kind', '处罚类别', '罚款;valueOf', 'unmapped-kind'],
    ['one of them within a kind', '处罚类别', '罚款、toString', 'unmapped-kind'],
    ['the one all objects are made from', '处罚类别', '__proto__', 'unmapped-kind'],
    ['the old combined kind', '处罚类别', '暂扣或者吊销许可证、暂扣或者吊销执照', 'combined-kind'],
    ['no document number', '行政处罚决定书文号', ' ', 'value-missing'],
    ['a lost character', '违法事实', '销售\uFFFD药', 'damaged-text'],
  ])('with %s waits for a person, with its column', async (_what, column, text, code) => {
    const row = await one(withCell(column, text));
    expect(codesOf(row)).toContain(code);
    if (row?.kind !== 'quarantined') throw new Error('was taken');
    expect(
      row.findings.every(
        (finding) => finding.message !== '' && !finding.message.includes(text.trim() || '\0'),
      ),
    ).toBe(true);
  });

  it.each([
    ['yuan where 万元 was agreed', '20000', '罚款人民币20000元', 'unit-mismatch'],
    ['万元 of the words in a column that is less', '0.0002', '罚款贰万元', 'unit-mismatch'],
    ['an amount beyond the limit of the source', '2000', '', 'amount-out-of-bounds'],
    ['another unit in the cell, against the words', '20000元', '罚款2000元', 'amount-mismatch'],
    ['0, as a database fills what is blank,', '0', '罚款', 'fine-without-amount'],
    ['0 where the words name an amount', '0.00', '罚款2000元', 'amount-mismatch'],
  ])('with %s is asked about', async (_what, fine, words, code) => {
    const row = withCell('罚款金额 (万元)', fine);
    row[header.indexOf('处罚内容')] = words;
    expect(codesOf(await one(row))).toEqual([code]);
  });

  it.each([
    ['警告;其他-其他', ['warning']],
    ['警告；其他', ['warning']],
    ['其他-其他;警告', ['warning']],
    ['警告；其他-责令改正', ['warning']],
    ['警告、其他', ['warning']],
    ['警告；其他（需注明）', ['warning']],
    ['其他-通报批评', ['public-criticism']],
    ['警告；其他-通报批评', ['warning', 'public-criticism']],
    ['其他-其他', undefined],
    ['其他', undefined],
    ['其他；其他-其他', undefined],
    ['警告；其他-撤销证书', undefined],
    ['警告；其他-行政拘留', undefined],
  ])('of the kinds "%s" is %s', async (kinds, found) => {
    const row = withCell('处罚类别', kinds);
    row[header.indexOf('罚款金额 (万元)')] = '';
    row[header.indexOf('没收违法所得、没收非法财物的金额 (万元)')] = '';
    const read = await one(row);
    if (found) expect(read).toMatchObject({ record: { content: { penalties: found } } });
    else expect(codesOf(read)).toEqual(['unmapped-kind']);
  });

  it('with a great amount is taken when its words say the same', async () => {
    const row = withCell('罚款金额 (万元)', '2000');
    row[header.indexOf('处罚内容')] = '罚款2000万元';
    expect(await one(row)).toMatchObject({ record: { content: { fineCny: '20000000' } } });
  });

  it('about a masked number waits as a candidate, with name and representative', async () => {
    expect(await one(withCell('行政相对人代码_1 (统一社会信用代码)', '9154****MA6T1000XP'))).toMatchObject({
      candidate: {
        subject: {
          scheme: 'uscc',
          mask: '9154****MA6T1000XP',
          name: '拉萨测试大药房有限公司',
          legalRepresentative: '测试甲',
        },
      },
    });
  });

  it.each(['长期', '2099/12/31', ''])('valid until "%s" is taken', async (until) => {
    expect(await one(withCell('处罚有效期', until))).toMatchObject({ kind: 'record' });
  });

  it('that is none is no violation', async () => {
    const row = withCell('处罚类别', '其他-不予行政处罚');
    row[header.indexOf('罚款金额 (万元)')] = '';
    row[header.indexOf('没收违法所得、没收非法财物的金额 (万元)')] = '';
    expect(await one(row)).toMatchObject({ record: { content: { penalties: ['none'] } } });
  });

  it('keeps good rows of a file with a bad one, and counts rows as a spreadsheet does', async () => {
    const text = csvOf([header, example, withCell('处罚决定日期', 'x'), example]);
    const { rows } = await read('market-supervision', utf8(text));
    expect(rows.map(({ kind, row }) => [kind, row])).toEqual([
      ['record', 2],
      ['quarantined', 3],
      ['record', 4],
    ]);
  });
});

describe('a penalty by what was agreed with its authority', () => {
  const coded = (fine: string, change: object = {}) => ({
    ...penalty(1, pharmacy, { CF_CFLB: '罚款', CF_NR: '罚款', CF_NR_FK: fine }),
    ...change,
  });
  const under = async (record: object, settings: object) =>
    (await read('market-supervision', utf8(JSON.stringify([record])), [], settings)).rows[0];

  it('has its amount in 万元 where the column names no unit, or in yuan when that was agreed', async () => {
    expect(await under(coded('0.2'), {})).toMatchObject({ record: { content: { fineCny: '2000' } } });
    expect(await under(coded('2000'), { amountUnit: 'yuan' })).toMatchObject({
      record: { content: { fineCny: '2000' } },
    });
  });

  it('that says a fine of 0 is asked about', async () => {
    expect(codesOf(await under(coded('0'), {}))).toEqual(['fine-without-amount']);
  });

  it('is asked about above the limit', async () => {
    expect(codesOf(await under(coded('0.2'), { amountLimitCny: 1000 }))).toEqual(['amount-out-of-bounds']);
  });

  it('has the scope of the source, unless it says its own', async () => {
    expect(await under(coded('0.2'), { usage: 'shared' })).toMatchObject({ record: { usage: 'shared' } });
    expect(await under(coded('0.2', { CF_SYFW: '2' }), { usage: 'shared' })).toMatchObject({
      record: { usage: 'restricted' },
    });
  });

  it('of 2018 and later may carry the state of V1', async () => {
    expect(await under(coded('0.2', { CF_ZT: '1' }), {})).toMatchObject({ record: { status: 'revocation' } });
  });
});

describe('a penalty file', () => {
  it.each([
    ['0 bytes', new Uint8Array(0), 'empty-file'],
    ['blank lines only', utf8('\n\n'), 'empty-file'],
    ['UTF-16 that is cut off', new Uint8Array([0xff, 0xfe, 0x41, 0, 0x42]), 'unknown-encoding'],
    ['bytes of no encoding', new Uint8Array([0x61, 0xff, 0xff, 0xff, 0x0a]), 'unknown-encoding'],
    ['a NUL byte', utf8('a,b\n\0,1\n'), 'binary-file'],
    ['a cut-off XLSX', writeXlsx([header, example]).subarray(0, 900), 'broken-xlsx'],
    ['broken JSON', utf8('[{"a":1},'), 'broken-json'],
    ['JSON of no records', utf8('{"a":1,\n"b":2}'), 'broken-json'],
    ['an open quote', utf8(`${header.join(',')}\n"a,b`), 'broken-csv'],
    [
      '100,000 columns',
      utf8(Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')),
      'too-many-columns',
    ],
    [
      'a column twice',
      utf8(
        csvOf([
          [...header, '备注'],
          [...example, ''],
        ]),
      ),
      'duplicate-column',
    ],
    [
      'a column missing',
      utf8(csvOf([header.filter((name) => name !== '处罚类别'), example])),
      'column-missing',
    ],
    ['XML without a record', utf8('<DATAS></DATAS>'), 'empty-file'],
  ])('of %s is refused before any row counts', async (_what, bytes, code) => {
    const outcome = await read('market-supervision', bytes).catch((error: { code?: string }) => ({
      problem: { code: error.code },
      rows: [],
    }));
    expect(outcome.problem?.code).toBe(code);
  });

  it('with an unknown column makes the run held until the column is released', async () => {
    const bytes = utf8(
      csvOf([
        [...header, '神秘列'],
        [...example, ''],
      ]),
    );
    expect((await read('market-supervision', bytes)).problem).toMatchObject({
      kind: 'held',
      columns: ['神秘列'],
    });
    expect((await read('market-supervision', bytes, ['神秘列'])).rows).toHaveLength(1);
  });
});

describe('an XLSX made to do harm', () => {
  const packed = (rows: string): Uint8Array => workbookOf({ sheets: [{ name: '1', rows }] });
  const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

  it.each([
    [
      'unpacks to a thousand times its size',
      `<worksheet><sheetData><row>${cell('a'.repeat(40_000_000))}</row></sheetData></worksheet>`,
      'file-too-large',
    ],
    [
      'has a row without end',
      `<worksheet><sheetData><row>${cell('a'.repeat(2_000_000))}</row></sheetData></worksheet>`,
      'row-too-large',
    ],
    ['declares entities', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', 'broken-xlsx'],
    ['is no XML', '<worksheet><row></worksheet>', 'broken-xlsx'],
  ])('that %s is refused', async (_what, sheet, code) => {
    expect((await read('registry', packed(sheet))).problem?.code).toBe(code);
  });
});
