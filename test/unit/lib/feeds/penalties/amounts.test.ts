import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { amountFault } from '../../../../../lib/feeds/penalties/amount-fault.ts';
import { amountsInWords } from '../../../../../lib/feeds/penalties/amount-in-words.ts';

const faultOf = (content: string, fine: number, confiscated?: number) =>
  amountFault(new Decimal(fine), {
    column: 'fine',
    content,
    limit: 10_000_000,
    other: confiscated === undefined ? undefined : new Decimal(confiscated),
  });
const confiscatedFault = (content: string, confiscated: number, fine?: number) =>
  amountFault(new Decimal(confiscated), {
    column: 'confiscated',
    content,
    limit: 10_000_000,
    other: fine === undefined ? undefined : new Decimal(fine),
  });

const tableOf = (rows: readonly (readonly [words: string, fine: number, confiscated?: number])[]) =>
  rows.map(([words, fine, confiscated]) => ({ words, fine, confiscated }));

/** 处罚内容 as decisions word it, with the fine and the confiscated amount that they impose. */
const decisions = tableOf([
  ['罚款人民币20000元；没收违法所得1500元', 20000, 1500],
  ['罚款2000元', 2000],
  ['罚款500圆', 500],
  ['罚款500块', 500],
  ['罚款500块钱', 500],
  ['处罚款¥800', 800],
  ['处罚款￥800.', 800],
  ['罚款RMB 2,000.00', 2000],
  ['罚款 2000 CNY', 2000],
  ['罚款人民币2000', 2000],
  ['罚款金额（元）：2000', 2000],
  ['罚款金额（万元）：0.2', 2000],
  ['罚款2000', 2000],
  ['罚款0.2', 2000],
  ['罚款2万元整', 20000],
  ['罚款0.2万元', 2000],
  ['罚款1亿元', 100000000],
  ['罚款贰万元整（¥20000.00）', 20000],
  ['罚款人民币（大写）贰仟元整（小写：2000.00元）', 2000],
  ['处以贰万伍仟元罚款', 25000],
  ['处20000元的罚款', 20000],
  ['并处人民币20，000元的行政罚款', 20000],
  ['罚款金额为2000元', 2000],
  ['罚款贰仟元伍角', 2000.5],
  ['1.没收违法所得1500元；2.罚款3000元', 3000, 1500],
  ['1.警告；2.20000元罚款', 20000],
  ['没收违法所得1500元，并处违法所得二倍的罚款3000元，罚没款合计4500元', 3000, 1500],
  ['没收违法所得人民币1234.56元，罚款人民币10000元，合计11234.56元', 10000, 1234.56],
  ['罚没款合计3500元', 2000, 1500],
  ['没收违法所得2000元罚款3000元', 3000, 2000],
  ['销售假药货值金额500元，处货值金额10倍的罚款，计人民币5000元', 5000],
  ['罚款5000元（货值金额500元的10倍）', 5000],
  ['对货值金额2000元的假药处以15万元罚款', 150000],
  ['退回医保基金损失12000元，并处骗取金额2倍罚款24000元', 24000],
  ['依照处一万元以上五万元以下罚款的规定，决定罚款20000元', 20000],
  ['对公司罚款20000元，对法定代表人罚款5000元', 5000],
  ['对甲公司罚款20000元，对乙公司罚款5000元', 25000],
  ['对甲、乙各罚款1000元', 2000],
  ['每家罚款500元，共计1500元', 1500],
  ['罚款1,000元；罚款2,000元', 3000],
  ['没收1500元违法所得，处以3000元罚款', 3000, 1500],
  ['没收违法所得1500元、没收非法财物（货值500元）', 0, 2000],
  ['警告，处货值金额十倍罚款', 7000],
  ['处以罚款', 7000],
  ['', 7000],
  ['逾期不缴纳的，每日按罚款数额的3%加处罚款；罚款2000元', 2000],
  ['罚款三千三百三十三元三角三分', 3333.33],
  ['罚款3333.33元', 3333],
  ['罚20000元', 20000],
  ['给予警告并处5000元', 5000],
]);

describe('an amount beside the words of its decision', () => {
  it.each(decisions)('is taken: $words ($fine, $confiscated)', ({ words, fine, confiscated }) => {
    if (fine > 0) expect(faultOf(words, fine, confiscated)).toBeUndefined();
    if (confiscated !== undefined) expect(confiscatedFault(words, confiscated, fine)).toBeUndefined();
  });

  const named = decisions.filter(
    ({ words }) => amountsInWords(words).some(({ purpose }) => purpose === 'fine') && !/各|每家/.test(words),
  );
  it.each(named)('is refused by any other factor: $words ($fine)', ({ words, fine, confiscated }) => {
    for (const factor of [0.01, 0.1, 10, 100, 1.37, 2.9])
      expect(faultOf(words, fine * factor, confiscated), `${factor}`).toBe('amount-mismatch');
    const said = faultOf(words, fine * 10_000, confiscated);
    expect(['unit-mismatch', 'amount-mismatch']).toContain(said);
  });

  it.each([
    ['罚款500圆', 5_000_000, 'unit-mismatch'],
    ['处罚款¥800', 8_000_000, 'unit-mismatch'],
    ['罚款500', 5_000_000, 'unit-mismatch'],
    ['罚款贰万元', 2, 'unit-mismatch'],
    ['人民币500元整', 5_000_000, 'unit-mismatch'],
    ['罚没款合计3500元', 35000, 'amount-mismatch'],
    ['罚款20000元', 0, 'amount-mismatch'],
    ['', 20_000_000, 'amount-out-of-bounds'],
    ['罚款20000000元', 20_000_000, undefined],
  ])('%s beside %d is %s', (words, fine, fault) => {
    expect(faultOf(words, fine)).toBe(fault);
  });

  it.each([
    ['罚款人民币20000元；没收违法所得1500元', 15000, 'amount-mismatch'],
    ['没收违法所得1500元', 0, 'amount-mismatch'],
    ['没收违法所得1500元', 15_000_000, 'unit-mismatch'],
    ['没收违法所得', 1500, undefined],
    ['违法所得1500元，没收违法所得', 1500, undefined],
  ])('confiscated: %s beside %d is %s', (words, amount, fault) => {
    expect(confiscatedFault(words, amount)).toBe(fault);
  });
});
