import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '../../../../lib/shared/placeholders.ts';

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

describe.each([
  ...['无', '暂无', '没有', '空值', '不详', '未知', '待补充', '缺失'],
  ...['null', 'NIL', 'None', 'NaN', 'N/A', 'n/a', '\\N', 'undefined', 'Empty', 'DBNull'],
  ...['0000-00-00', '0000年00月00日', '1900-01-00', '1900/1/0', '-', '--', '——', '/', '_', '...'],
])('the placeholder %s', (word) => {
  it.each([
    ['as it is', word],
    ['in full width', fullWidth(word)],
    ['with blanks', ` ${[...word].join(' ')}\u3000`],
    ['in brackets', `（${word}）`],
    ['with characters that show nothing', `\u200B${word}\uFEFF`],
  ])('says nothing: %s', (_, text) => {
    expect(isPlaceholder(text)).toBe(true);
  });
});

it.each([
  ...['无锡市某某药店', '空军某部', '未央区卫生健康局', '不予处罚', '北京', 'NA12', 'D54010200001', 'Unit 7'],
  ...['0', '1900-01-01', '1900', '190012', '2026-05-01', '18', '0.5', '-1', '1000', '拉萨市'],
])('%s says something', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});
