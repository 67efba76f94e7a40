import { describe, expect, it } from 'vitest';
import { isNoNumber, isPlaceholder } from '../../../../lib/shared/placeholders.ts';
import { plainText } from '../../../../lib/shared/plain-text.ts';

const number = '54010020260024';

describe('the marks of spreadsheets', () => {
  it.each([
    `'${number}`,
    `’${number}`,
    `‘${number}`,
    `\`${number}`,
    `＇${number}`,
    `''${number}`,
    `' ${number}`,
    `'${number}'`,
    `"${number}"`,
    `="${number}"`,
    `=""${number}""`,
    `'="${number}"`,
    `="'${number}"`,
    `=“${number}”`,
    `= "${number}"`,
    `＝"${number}"`,
    `=T("${number}")`,
    `=("${number}")`,
    `=TEXT("${number}","@")`,
    `=${number}`,
    `\t${number}`,
    `${number}\t`,
    `\u00A0${number}\u00A0`,
    `\uFEFF${number}`,
    `5401\u200B0020260024`,
    `\u202A${number}\u202C`,
    `\u0000${number}\u001F`,
    `5401\u00900020260024`,
    `${number}_x000D_`,
    `${number}_x000D__x000A_`,
    `_x0009_${number}_x000d_`,
    `5401\uFE0F0020260024`,
  ])('are no part of %j', (text) => {
    expect(plainText(text)).toBe(number);
  });

  it.each([
    ['‘假药’销售', '‘假药’销售'],
    ["'假药'销售", "'假药'销售"],
    ['“假药”', '“假药”'],
    ["O'Neill", "O'Neill"],
    ['=1+1', '=1+1'],
    ["'=1+1", '=1+1'],
    ["'-1", '-1'],
    ['罚款\r\n警告', '罚款\n警告'],
    ['罚款_x000D_\n警告', '罚款\n警告'],
    ['A_x0041_B', 'A_x0041_B'],
    ['A_B_C', 'A_B_C'],
    ['=VLOOKUP("a",B1,2)', '=VLOOKUP("a",B1,2)'],
    ['甲\u00A0乙', '甲 乙'],
    ['\uE816', '\uE816'],
    ['མིང་།', 'མིང་།'],
  ])('leave what a sender means: %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('a placeholder', () => {
  it.each([
    ...[
      '无',
      ' 无 ',
      '（无）',
      '/',
      '//',
      '／',
      '-',
      '--',
      '——',
      '－',
      '\\',
      '\\N',
      'NULL',
      'null',
      '(null)',
      '<NA>',
      'None',
    ],
    ...['N/A', 'n/a', 'NaN', 'NaT', '暂无', '空', '不详', '未知', '待定', '……'],
    ...[
      '0000-00-00',
      '0000-00-00 00:00:00',
      '0000/00/00',
      '00000000',
      '1900-01-00',
      '1900/1/0',
      '0000年00月00日',
    ],
  ])('is %s', (text) => {
    expect(isPlaceholder(text)).toBe(true);
    expect(isNoNumber(text)).toBe(true);
  });

  it.each([
    '0',
    '',
    '无锡市',
    '无名氏',
    'NANA',
    '空军',
    '2026-05-01',
    '1900-01-01',
    '0.00',
    '.',
    '***',
    '-1',
    '当场处罚',
  ])('is not %s', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });

  it.each([
    ...[
      '无文号',
      '暂无文号',
      '无编号',
      '未编号',
      '无决定书文号',
      '待编号',
      '当场处罚',
      '当场行政处罚',
      '当场处罚决定书',
      '简易程序',
    ],
    ...['简易程序处罚', '口头警告', '0', '000'],
  ])('of a document number is %s', (text) => {
    expect(isNoNumber(text)).toBe(true);
  });

  it.each([
    '无文号〔2026〕1号',
    '拉无罚〔2026〕12号',
    '当场处罚〔2026〕12号',
    '54010020260024',
    '当罚1号',
    '1',
    '不罚字1号',
  ])('of a document number is not %s', (text) => {
    expect(isNoNumber(text)).toBe(false);
  });
});
