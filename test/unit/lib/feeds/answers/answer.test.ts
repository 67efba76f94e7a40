import { expect, it } from 'vitest';
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
    "'=1+1,3,标识,check-digit,标识：号码的校验位不符，号码有误；电子表格对长号码只保留15位数字。请将该列设为文本格式，对照证件或文书更正号码后重新报送该行。\r\n",
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
