import { expect, it } from 'vitest';
import { writeXlsx } from '../../../../../lib/feeds/formats/write-xlsx.ts';
import { codesOf, csvOf, read, utf8 } from '../../../../support/feed-file.ts';

const header = [
  '序号',
  '姓名',
  '身份证号',
  '工作单位及职务',
  '处分类别',
  '处分决定文号',
  '处分日期',
  '处分机关',
  '影响期',
];
const example = [
  '1',
  '次仁扎西',
  '540102198503120013',
  '拉萨测试人民医院 医师',
  '党内严重警告',
  '藏纪处〔2026〕2号',
  '2026年4月1日',
  '中共拉萨市纪律检查委员会',
  '18个月',
];
const withCell = (column: string, text: string): string[] => {
  const row = [...example];
  row[header.indexOf(column)] = text;
  return row;
};
const one = async (row: readonly string[]) =>
  (await read('discipline-inspection', utf8(csvOf([header, row])))).rows[0];

it('the sheet of 纪检监察 is read, and always restricted', async () => {
  const file = await read('discipline-inspection', writeXlsx([header, example]));
  expect(file.template).toBe('disciplinary-sheet');
  expect(file.rows[0]).toMatchObject({
    record: {
      subject: { scheme: 'resident-id', id: '540102198503120013', name: '次仁扎西' },
      documentNumber: '藏纪处〔2026〕2号',
      authority: { kind: 'discipline-inspection' },
      decidedOn: '2026-04-01',
      content: { kind: 'discipline', measure: 'party-serious-warning' },
      matter: '党内严重警告；影响期：18个月',
      usage: 'restricted',
    },
  });
});

it.each([
  ['警告', 'warning'],
  ['党内警告', 'party-warning'],
  ['严重警告处分', 'party-serious-warning'],
  ['撤销党内职务', 'party-post-revoked'],
  ['留党察看一年', 'party-probation'],
  ['留党察看（两年）处分', 'party-probation'],
  ['开除党籍', 'party-expulsion'],
  ['政务警告', 'administrative-warning'],
  ['记过', 'administrative-demerit'],
  ['政务记大过', 'administrative-major-demerit'],
  ['降级', 'administrative-demotion'],
  ['政务撤职', 'administrative-removal'],
  ['给予开除公职处分', 'administrative-dismissal'],
  ['开除', 'administrative-dismissal'],
  ['开除党籍；开除公职', 'administrative-dismissal+party-expulsion'],
  ['开除公职、开除党籍', 'administrative-dismissal+party-expulsion'],
])('%s is read as %s', async (text, measure) => {
  expect(await one(withCell('处分类别', text))).toMatchObject({ record: { content: { measure } } });
});

it.each([
  ['a measure that is no punishment', '处分类别', '诫勉谈话', 'unmapped-measure'],
  ['no number of its decision', '处分决定文号', '', 'value-missing'],
  ['no day', '处分日期', '', 'value-missing'],
  ['a wrong number', '身份证号', '540102198503120014', 'check-digit'],
])('a row with %s waits for a person', async (_what, column, text, code) => {
  expect(codesOf(await one(withCell(column, text)))).toEqual([code]);
});

it('a row with a name only waits as a candidate, with the employer', async () => {
  const row = await one(withCell('身份证号', ''));
  expect(codesOf(row)).toEqual(['identifier-missing']);
  expect(row).toMatchObject({
    candidate: { subject: { name: '次仁扎西', employer: '拉萨测试人民医院 医师' }, usage: 'restricted' },
  });
});

it('an inspection group within another administration is an inspection organ', async () => {
  expect(await one(withCell('处分机关', '自治区纪委监委驻自治区医疗保障局纪检监察组'))).toMatchObject({
    record: { authority: { kind: 'discipline-inspection' } },
  });
});
