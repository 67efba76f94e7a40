import { timeLimit } from '../regulation/time-limits.ts';
import { type Day, day } from '../shared/day.ts';
import type { Paper, Part } from './paper.ts';

export const repairGuideTitle = '信用修复告知';

interface Guided {
  /** The day whose time limits hold. */
  readonly on: Day;
  /** 一 is 1. */
  readonly firstHeading: number;
  /** Where to apply: the bureau, with its telephone. */
  readonly office: string;
}

/**
 * How dishonesty information can be repaired: conditions, first day, documents and office, from Art. 27 to 31 in words of
 * our own. It accompanies what tells a subject of a sanction or of a refused repair (两书同达).
 */
export function repairGuideParts({ on, firstHeading, office }: Guided): Part[] {
  const sections: readonly (readonly [string, ...string[]])[] = [
    [
      '什么情况可以修复（办法第二十七条、第二十八条）',
      '已经主动纠正失信行为，按照规定或者约定履行完毕应尽的责任和义务，不良影响已经基本消除，并承诺不再发生同类失信行为的，可以申请。',
    ],
    [
      '什么时候可以申请（办法第二十九条）',
      `被认定为失信行为满${timeLimit('repair.wait', on)}个月以后可以申请，其间不得再次发生同类失信行为。依法依规暂不适宜修复的，不予修复。提前提出的申请不会因等待期满而自动准予，期满后请重新申请。`,
    ],
    [
      '申请时提交什么（办法第三十条）',
      '（1）信用修复申请表（附件3）；（2）违法违规行为已经纠正、整改的证明材料；（3）对证明材料真实性负责的信用承诺。三项材料请分别提交。',
    ],
    [
      '向谁申请，多久答复（办法第二十八条、第三十一条）',
      `谁认定、谁修复：医疗保障部门认定的，向${office}申请；其他机关认定的，向作出认定的机关申请。`,
      `医疗保障部门自受理之日起${timeLimit('repair.decide', on)}个工作日内作出处理意见，情况复杂的最长不超过${timeLimit('repair.decide-extended', on)}个工作日。符合条件的在官方网站公示${timeLimit('repair.notice', on)}个工作日，期满无异议即完成修复：不再公示，不再计入评价，失信记录不撤销。`,
    ],
  ];
  return sections.flatMap(([heading, ...texts], index): Part[] => [
    { kind: 'heading', text: `${'一二三四五六七八九'[firstHeading - 1 + index]}、${heading}` },
    ...texts.map((text): Part => ({ kind: 'paragraph', text })),
  ]);
}

/** The page for everybody, to be put beside a notice that is written elsewhere. */
export function repairGuidePaper(): Paper {
  const dated = day('2023-05-08');
  const parts: Part[] = [
    {
      kind: 'paragraph',
      text: '本告知随失信惩戒或者信用评价的文书一并送达，说明怎样可以申请信用修复。',
    },
    ...repairGuideParts({ on: dated, firstHeading: 1, office: '送达文书的医疗保障局' }),
  ];
  return { title: repairGuideTitle, dated, sheets: [{ title: repairGuideTitle, dense: true, parts }] };
}
