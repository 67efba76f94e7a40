import type { PenaltyKind } from '../../../schemas/record.ts';
import type { SourceSettings } from '../feed.ts';

/** Texts of 处罚类别, from the law of 2021 (Art. 9) and as exports write them (docs/formats.md 6.4), with their kinds. */
export const penaltyKinds: ReadonlyMap<string, PenaltyKind> = new Map([
  ['警告', 'warning'],
  ['通报批评', 'public-criticism'],
  ['罚款', 'fine'],
  ['没收违法所得、没收非法财物', 'confiscation'],
  ['没收违法所得', 'confiscation'],
  ['没收非法财物', 'confiscation'],
  ['暂扣许可证件', 'licence-withheld'],
  ['暂扣许可证', 'licence-withheld'],
  ['暂扣执照', 'licence-withheld'],
  ['降低资质等级', 'qualification-downgraded'],
  ['吊销许可证件', 'licence-revoked'],
  ['吊销许可证', 'licence-revoked'],
  ['吊销执照', 'licence-revoked'],
  ['限制开展生产经营活动', 'activity-restricted'],
  ['责令停产停业', 'business-suspended'],
  ['责令停业整顿', 'business-suspended'],
  ['责令关闭', 'business-closed'],
  ['限制从业', 'profession-restricted'],
  ['其他-不予行政处罚', 'none'],
  ['其他-不予处罚', 'none'],
  ['其他-免于处罚', 'none'],
  ['其他-免予处罚', 'none'],
]);

/** The old value that means both 暂扣 and 吊销. Only a person who reads the decision can tell which it was. */
const combined = /暂扣或者?吊销/;

/**
 * 其他 without a name (警告;其他-其他), and an order to mend, which is no penalty (行政处罚法, Art. 28). Beside a kind they say
 * nothing. Alone, or with a name that is not on the list, a person reads the decision: it can be graver than the rest.
 */
const saysNothing =
  /^(?:其[他它](?:-?[（(]?(?:其[他它]|需注明|无|-)?[)）]?)?|(?:其[他它]-)?责令(?:限期|立即)?改正(?:违法行为)?)$/;

export type KindFault = 'combined-kind' | 'unmapped-kind';

/**
 * The kinds of penalty in one 处罚类别 cell with values joined by `；`, or why a value is not understood. Codes differ
 * between platforms: they are read where the source's settings map them.
 */
export function readPenaltyKinds(
  text: string,
  own: SourceSettings['penaltyKinds'] = {},
): PenaltyKind[] | KindFault {
  const found = new Set<PenaltyKind>();
  const values = text
    .normalize('NFKC')
    .split(/[;,|]/)
    .map((value) =>
      value
        .replace(/[\s\p{Cf}]/gu, '')
        .replace('非法财务', '非法财物')
        .replace(/[—–_]/g, '-'),
    )
    .filter((value) => value !== '');
  const named = values.filter((value) => !saysNothing.test(value) || Object.hasOwn(own, value));
  for (const value of named.length > 0 ? named : values) {
    // A plain look-up would find inherited names such as `constructor`.
    const mapped = Object.hasOwn(own, value) ? own[value] : undefined;
    if (!mapped && combined.test(value)) return 'combined-kind';
    const known = mapped ?? kindsOf(value);
    if (!known) return 'unmapped-kind';
    for (const kind of known) found.add(kind);
  }
  return found.size > 0 ? [...found] : 'unmapped-kind';
}

/** The kinds of one value, or of several joined by `、`. Some single values contain `、` too. */
function kindsOf(value: string): PenaltyKind[] | undefined {
  const whole = penaltyKinds.get(value) ?? penaltyKinds.get(value.replace(/^其[他它]-/, ''));
  if (whole) return [whole];
  const parts = value.split('、').filter((part) => !saysNothing.test(part));
  const known = parts.flatMap((part) => penaltyKinds.get(part) ?? []);
  return known.length > 0 && known.length === parts.length ? known : undefined;
}
