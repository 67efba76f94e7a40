import { describe, expect, it } from 'vitest';
import { isNameVariant } from '../../../../lib/shared/names.ts';

describe('two names of one subject', () => {
  it.each([
    ['拉萨试样024号大药房有限公司', '拉萨试样024号大药房有限公司'],
    ['拉萨试样024号大药房', '拉萨试样024号大药房有限公司'],
    ['拉萨试样024号大药房有限公司', '拉萨试样024号大药房有限责任公司'],
    ['拉萨试样０２４号大药房有限公司 ', '拉萨试样024号大药房有限公司'],
    ['拉萨甲药店(个体工商户)', '拉萨甲药店'],
    ['拉萨甲药店', '拉萨甲药店（原拉萨乙药店）'],
    ['扎西·多吉', '扎西多吉'],
    ['扎西•多吉', '扎西．多吉'],
    ['达瓦\uE82D', '达瓦\uE82D'],
    ['扎西某某', '扎西多吉'],
    ['扎*', '扎西'],
    ['', '扎西'],
  ])('%s and %s', (a, b) => {
    expect(isNameVariant(a, b)).toBe(true);
    expect(isNameVariant(b, a)).toBe(true);
  });
});

describe('names of two subjects', () => {
  it.each([
    ['拉萨试样024号大药房有限公司', '拉萨试样025号大药房有限公司'],
    ['西藏德吉大药房（北京中路店）', '西藏德吉大药房（江苏路店）'],
    ['扎西', '扎西多吉'],
    ['扎西', '达瓦'],
    ['**', '达瓦'],
    ['张*', '达瓦'],
    ['有限公司', '拉萨甲药店有限公司'],
    ['鎷夎惃甯備汉姘戝尰闄', '拉萨市人民医院'],
  ])('%s and %s', (a, b) => {
    expect(isNameVariant(a, b)).toBe(false);
    expect(isNameVariant(b, a)).toBe(false);
  });
});
