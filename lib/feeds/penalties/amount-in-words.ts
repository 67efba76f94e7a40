import type { Decimal } from 'decimal.js';
import { type Money, moneyIn, tidyWords } from './money-in-text.ts';

/** What an amount in the words of a decision is of. `total`: of everything that is to be paid. */
export type Purpose = 'fine' | 'confiscated' | 'total' | 'other' | 'unknown';

export interface AmountInWords {
  readonly cny: Decimal;
  readonly purpose: Purpose;
  /** The words impose it on each of several parties (各, 分别). */
  readonly isEach: boolean;
  /** The figure has no unit: yuan, or 万元 where it is too small for a fine in yuan. */
  readonly isBare: boolean;
}

/**
 * Words before an amount that say what it is of; the nearest one counts. Goods, gains, losses and what is paid back are
 * none of the decision's own amounts, unless they are confiscated.
 */
const signs: readonly (readonly [Purpose, string])[] = [
  ['other', '加处罚款|加处|滞纳金|每日|每天|逾期|原罚款|拟罚款'],
  ['total', '(?:以上|上述|两项|罚没)[^,]{0,6}?(?:合计|共计|总计|总额|金额|款)|罚没'],
  ['fine', '罚款|罚金|处罚|(?:罚|处|处以)(?=(?:人民币|¥)?$)'],
  [
    'confiscated',
    '没收(?:其|你|单位|公司|店|当事人|全部|上述|的|违法|非法|所得|财物|财产|收入|销售|药品|物品|产品|货款|款|金额|、|和|及|与|并|等)*',
  ],
  [
    'other',
    '违法所得|非法所得|货值|价值|价款|销售额|销售收入|销售金额|经营额|售价|单价|进价|成本|获利|利润|损失|骗取|套取|违规费用|基金|退还|退回|退赔|返还|追回|赔偿|补偿|补缴|押金|保证金|欠款|本金|收费|收取',
  ],
  ['total', '合计|共计|总计'],
];
const sign = new RegExp(signs.map(([, words]) => `(${words})`).join('|'), 'g');

const fineBehind = /^(?:\([^()]*\))?(?:人民币)?[整正]?(?:\([^()]*\))?的?(?:行政)?(?:罚款|罚金)/;
const gainBehind = /^(?:\([^()]*\))?[整正]?的?(?:违法所得|非法所得|非法财物|违法财物)/;
const amountNext =
  /^(?:人民币|金额|共计|合计|总计|计|为|[:()¥])*(?:\d|[一二两三四五六七八九壹贰貳叁肆伍陆陸柒捌玖])/;

/** The amounts that 处罚内容 names, in yuan, with what each is of. */
export function amountsInWords(text: string): AmountInWords[] {
  const tidy = tidyWords(text);
  return moneyIn(tidy).map((money) => ({
    cny: money.cny,
    purpose: purposeOf(tidy, money),
    isBare: money.isBare === true,
    isEach: /[各每]|分别/.test(sentenceBefore(tidy, money.start)),
  }));
}

function purposeOf(tidy: string, { start, end }: Money): Purpose {
  const behind = tidy.slice(end, end + 40);
  const before = sentenceBefore(tidy, start);
  // 处一万元以上五万元以下的罚款: the law, not the decision.
  if (/^[整正]?(?:以上|以下|以内|至\d|-\d)/.test(behind)) return 'other';
  const fine = fineBehind.exec(behind);
  // 没收违法所得2000元罚款3000元: the word behind belongs to the next amount.
  if (fine && !amountNext.test(behind.slice(fine[0].length))) return 'fine';
  if (gainBehind.test(behind)) return /没收/.test(before) ? 'confiscated' : 'other';
  return nearestSign(before);
}

/** What stands before an amount in its sentence, without brackets that are closed: a remark about something else. */
function sentenceBefore(tidy: string, start: number): string {
  const from = Math.max(0, start - 120);
  return (
    tidy
      .slice(from, start)
      .split(/[;。\n]/)
      .at(-1) ?? ''
  ).replace(/\([^()]*\)/g, '');
}

function nearestSign(before: string): Purpose {
  let found: Purpose = 'unknown';
  let end = 0;
  for (const match of before.matchAll(sign)) {
    const purpose = signs[match.slice(1).findIndex((group) => group !== undefined)]?.[0] ?? 'unknown';
    // 罚款合计: the sum of fines. 合计 alone, or behind an amount: of everything.
    const isOfSame =
      /^[合共总]计$/.test(match[0]) && found !== 'unknown' && !/[元¥]/.test(before.slice(end, match.index));
    if (!isOfSame) found = purpose;
    end = match.index + match[0].length;
  }
  return found;
}
