import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { cellRemarks, remarksOf } from '../../../../../lib/feeds/answers/answer.ts';
import { writeXlsx } from '../../../../../lib/feeds/formats/write-xlsx.ts';
import { writeAnswer } from '../../../../../lib/feeds/index.ts';
import { asFile, csvOf, gb18030, read, refusedOf, utf8 } from '../../../../support/feed-file.ts';

const header = ['主体类别', '标识类型', '标识', '名称'];
const rows = [
  ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XP', '好药店'],
  ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XA', '=1+1'],
];

it('returns the rows that were not accepted, in the encoding of the sender, to be corrected and sent again', async () => {
  const bytes = gb18030(csvOf([header, ...rows]));
  const { rows: readings } = await read('registry', bytes);
  const answer = await writeAnswer(asFile(bytes), refusedOf(readings), 'registry');
  const text = new TextDecoder('gb18030', { fatal: true }).decode(answer.body);
  expect(text.split('\r\n')[0]).toBe('主体类别,标识类型,标识,名称,行号,列,原因代码,说明');
  expect(text).toContain(
    "'=1+1,3,标识,check-digit,标识：号码的校验位不符，号码有误；电子表格对长号码只保留15位数字。请将该列设为文本格式，对照证件或文书更正号码后重新报送该行。例如：统一社会信用代码91350100M000100Y43，居民身份证号码11010519491231002X。\r\n",
  );
  const mended = await read('registry', gb18030(text.replace('91540100MA6T1000XA', '91540100MA6T1000XP')));
  expect(mended.rows).toMatchObject([{ kind: 'record', record: { subject: { name: '=1+1' } } }]);
});

it('numbers the sentences of a row with several findings, in the order of its columns and codes', async () => {
  const bytes = utf8(
    JSON.stringify([{ category: '店', scheme: 'uscc', id: '91540100MA6T1000XP', name: '' }]),
  );
  const { rows: readings } = await read('registry', bytes);
  const { body } = await writeAnswer(asFile(bytes), refusedOf(readings), 'registry');
  expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject([
    {
      列: 'category；name',
      原因代码: 'unknown-value；value-missing',
      说明: '（1）category：所填内容不在该列的字典内。请按字典改填后重新报送该行。（2）name：该列为必填项，未填写。请补填后重新报送该行。',
    },
  ]);
});

it('answers JSON with JSON', async () => {
  const bytes = utf8(JSON.stringify([{ category: 'pharmacy', scheme: 'uscc', id: 'x', name: '店' }]));
  const { rows: readings } = await read('registry', bytes);
  const { body } = await writeAnswer(asFile(bytes), refusedOf(readings), 'registry');
  expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject([
    { id: 'x', 行号: '1', 原因代码: 'invalid-identifier' },
  ]);
});

it('answers a JSON record with every field of its file, so that what is missing can be filled in', async () => {
  const whole = { category: 'pharmacy', scheme: 'uscc', id: '91540100MA6T1000XP', name: '店' };
  const { name: _missing, ...nameless } = whole;
  const bytes = utf8(JSON.stringify([whole, nameless]));
  const { rows: readings } = await read('registry', bytes);
  const { body } = await writeAnswer(asFile(bytes), refusedOf(readings), 'registry');
  expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject([{ name: '', 列: 'name', 行号: '2' }]);
  const again = await read('registry', body);
  expect(again.rows).toMatchObject([{ kind: 'quarantined', findings: [{ code: 'value-missing' }] }]);
});

it('has one remark a cell, and calls a column without a name by its position', () => {
  const findings = [
    { column: '移出日期', code: 'date-in-future', message: '' },
    { column: '#5', code: 'unnamed-column', message: '' },
    { column: '移出日期', code: 'dates-contradict', message: '' },
    { column: '移出日期', code: 'date-in-future', message: '' },
  ] as const;
  expect(cellRemarks(findings)).toHaveLength(2);
  const remarks = Object.fromEntries(remarksOf('7', { findings, mark: '〔x〕' }));
  expect(remarks).toMatchObject({
    列: '移出日期；第5列',
    原因代码: 'date-in-future、dates-contradict；unnamed-column',
  });
  expect(remarks['说明']).toMatch(/^（1）移出日期：日期晚于.*（2）第5列：该值所在的列没有列名。.*〔x〕$/);
  expect(remarks['说明']).not.toMatch(/[a-z]{3}|#/);
});

it('keeps long numbers and zeros in front from a spreadsheet that opens the CSV, and reads them back', async () => {
  const staff = [
    [...header, 'employedFrom', 'employerId', 'status'],
    ['医师', '居民身份证', '540102198503120013', '=1+1', '2026-02-30', '91540100MA6T1000XP', ''],
    ['医师', '居民身份证', '540102198503120013', '0012', '2026-02-30', '91540100MA6T1000XP', ''],
  ];
  const bytes = utf8(csvOf(staff));
  const { rows: readings } = await read('registry', bytes);
  const { body } = await writeAnswer(asFile(bytes), refusedOf(readings), 'registry');
  const text = new TextDecoder().decode(body);
  expect(text).toContain("医师,居民身份证,'540102198503120013,'=1+1,2026-02-30,91540100MA6T1000XP,,2,");
  expect(text).toContain("'0012,2026-02-30");
  const mended = await read('registry', utf8(text.replaceAll('2026-02-30', '2026-02-28')));
  expect(mended.rows).toMatchObject([
    { kind: 'record', record: { subject: { id: '540102198503120013' } } },
    { kind: 'record', record: { subject: { name: '0012' } } },
  ]);
});

it('is a workbook with its header in view, text columns, and a colour and a comment at each wrong cell', async () => {
  const bytes = writeXlsx([header, ...rows, ['药店', '', '91540100MA6T1000XP', '']]);
  const { rows: readings } = await read('registry', bytes);
  const answer = await writeAnswer(asFile(bytes), refusedOf(readings), 'registry');
  const parts = Object.fromEntries(
    Object.entries(unzipSync(answer.body)).map(([name, part]) => [name, strFromU8(part)]),
  );
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
  expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(sheet).toMatch(/<cols><col min="1" max="1" width="[\d.]+" customWidth="1" style="1"\/>/);
  expect(parts['xl/styles.xml']).toContain('numFmtId="49"');
  const comments = parts['xl/comments1.xml'] ?? '';
  const noted = [...comments.matchAll(/<comment ref="([A-Z]+\d+)"/g)].map(([, reference]) => reference);
  for (const reference of noted) expect(sheet).toContain(`<c r="${reference}" s="3"`);
  expect(noted).toContain('C2');
  expect(comments).toContain('号码的校验位不符');
  expect(
    parts['xl/drawings/vmlDrawing1.vml']?.match(/<x:Row>1<\/x:Row><x:Column>2<\/x:Column>/),
  ).toBeTruthy();
  const again = await read('registry', answer.body);
  expect(again.rows).toMatchObject(
    readings
      .filter(({ kind }) => kind === 'quarantined')
      .map((row, index) => ({ ...row, row: index + 2, cells: expect.anything() })),
  );
});

it('has one comment at the name of a column that is empty in every row, and none at its cells', async () => {
  const bytes = writeXlsx([
    header,
    ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XP', ''],
    ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XP', ''],
  ]);
  const { rows: readings } = await read('registry', bytes);
  const { body } = await writeAnswer(asFile(bytes), refusedOf(readings), 'registry');
  const parts = unzipSync(body);
  const comments = strFromU8(parts['xl/comments1.xml'] ?? new Uint8Array());
  expect([...comments.matchAll(/ref="(\w+)"/g)].map(([, reference]) => reference)).toEqual(['D1']);
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  for (const cell of ['D2', 'D3']) expect(sheet).toContain(`<c r="${cell}" s="3"/>`);
});
