import { expect, it } from 'vitest';
import { normaliseHeader } from '../../../../lib/feeds/header.ts';

it.each([
  ['罚款金额 (万元)', '罚款金额（万元）'],
  ['没收违法所得、没收非法财务的金额（万元）', '没收违法所得、没收非法财物的金额 (万元)'],
  ['行政处罚决定文书号', '行政处罚决定书文号'],
  ['行政相对人名称：', '行政相对人名称'],
  ['行政相对人名称:', '行政相对人名称'],
  ['行政相对人代码_2 (组织机构代码)', '行政相对人代码_3（组织机构代码）'],
  ['代码_2 组织机构代码', '行政相对人代码_3 (组织机构代码)'],
  ['代码_5 (居民身份证号)', '行政相对人代码_5（居民身份证号）'],
  ['\uFEFF处罚机关', '处罚 机关'],
  ['casecode', 'caseCode'],
])('the column %s is the column %s', (a, b) => {
  expect(normaliseHeader(a)).toBe(normaliseHeader(b));
});

it('columns whose codes differ stay apart', () => {
  expect(normaliseHeader('行政相对人代码_2 (工商注册号)')).not.toBe(
    normaliseHeader('行政相对人代码_2 (组织机构代码)'),
  );
});
