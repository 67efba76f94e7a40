import { expect, it } from 'vitest';
import { writeAnswer } from '../../../../../lib/feeds/index.ts';
import { asFile, csvOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const header = ['主体类别', '标识类型', '标识', '名称'];
const rows = [
  ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XP', '好药店'],
  ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XA', '=1+1'],
];

it('returns the rows that were not accepted, in the encoding of the sender, to be corrected and sent again', async () => {
  const bytes = gb18030(csvOf([header, ...rows]));
  const { rows: readings } = await read('registry', bytes);
  const findings = new Map(
    readings.flatMap((row) => (row.kind === 'quarantined' ? [[row.row, row.findings] as const] : [])),
  );
  const answer = await writeAnswer(asFile(bytes), findings, 'registry');
  const text = new TextDecoder('gb18030', { fatal: true }).decode(answer.body);
  expect(text.split('\r\n')[0]).toBe('主体类别,标识类型,标识,名称,行号,列,原因代码,说明');
  expect(text).toContain("'=1+1,3,标识,check-digit,");
  const corrected = await read('registry', gb18030(text.replace('91540100MA6T1000XA', '91540100MA6T1000XP')));
  expect(corrected.rows).toMatchObject([{ kind: 'record', record: { subject: { name: '=1+1' } } }]);
});

it('answers JSON with JSON', async () => {
  const bytes = utf8(JSON.stringify([{ category: 'pharmacy', scheme: 'uscc', id: 'x', name: '店' }]));
  const { rows: readings } = await read('registry', bytes);
  const findings = new Map(
    readings.flatMap((row) => (row.kind === 'quarantined' ? [[row.row, row.findings] as const] : [])),
  );
  const { body } = await writeAnswer(asFile(bytes), findings, 'registry');
  expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject([
    { id: 'x', 行号: '1', 原因代码: 'invalid-identifier' },
  ]);
});
