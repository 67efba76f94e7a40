import type { Category } from '../shared/category.ts';

/** Why a sanction is put or lifted: the code and the sentence that the settlement system is told. */
export interface SanctionReason {
  readonly code: PutCode | LiftCode;
  readonly said: string;
}

type PutCode = 'veto' | 'score' | 'staff-grade-d' | 'staff-grade-e' | 'ruling';

/** `expired`: its time is over; `corrected`: its reason has fallen away; `repaired`; `ruling`: an officer refused it. */
export const liftCauses = ['expired', 'corrected', 'repaired', 'ruling'] as const;
export type LiftCause = (typeof liftCauses)[number];
type LiftCode = `lift-${LiftCause}`;

type Kind = 'settlement-suspension' | 'service-suspension' | 'service-stop';

/** Sentences with their articles. In force from 2023-05-08. */
const putReasons: Readonly<Record<Kind, (vetoed: boolean) => SanctionReason>> = {
  'settlement-suspension': (vetoed) => ({
    code: vetoed ? 'veto' : 'score',
    said: '信用等级E，暂停医保费用联网结算（第二十六条第三项）',
  }),
  'service-suspension': () => ({
    code: 'staff-grade-d',
    said: '信用等级D，暂停涉及医保基金使用的医药服务（第二十五条第二项）',
  }),
  'service-stop': () => ({
    code: 'staff-grade-e',
    said: '信用等级E，停止涉及医保基金使用的医药服务（第二十六条第二项）',
  }),
};

const orderedReason: SanctionReason = {
  code: 'ruling',
  said: '信用等级C，经医疗保障局决定，暂停涉及医保基金使用的医药服务（第二十四条第二项）',
};

/** `ordered`: the bureau decided it at grade C. */
export const putReason = (
  kind: Kind,
  { vetoed, ordered }: { vetoed: boolean; ordered?: true | undefined },
): SanctionReason => (ordered ? orderedReason : putReasons[kind](vetoed));

const liftSentences: Readonly<Record<LiftCause, string>> = {
  expired: '期限届满',
  corrected: '所依据的评价结果已更正或者已变更',
  repaired: '信用修复已生效（第三十一条）',
  ruling: '经办人员决定不予暂停或者终止暂停',
};

/** What is lifted, in the words of the article. */
const lifted = (category: Category): string =>
  category === 'insured-person' ? '恢复医保费用联网结算' : '恢复涉及医保基金使用的医药服务';

export const liftReason = (category: Category, cause: LiftCause): SanctionReason => ({
  code: `lift-${cause}`,
  said: `${liftSentences[cause]}，${lifted(category)}`,
});
