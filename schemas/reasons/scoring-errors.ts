import type { Reasons } from './reason.ts';

/** Why a case cannot be scored. */
export const scoringReasons = {
  'unknown-indicator': {
    title: '指标代码不存在',
    happened: '指标代码不在附件6至附件11的指标体系内。',
    remedy: '请按指标体系更正指标代码后重新评分。',
  },
  'wrong-category': {
    title: '指标与主体类别不符',
    happened: '该指标不适用于所填的主体类别。',
    remedy: '请核对主体类别和指标代码后重新评分。',
  },
  'missing-peers': {
    title: '缺少同类机构数据',
    happened: '该指标须与同类机构比较，未提供同类机构的最大值和最小值。',
    remedy: '请补充同类机构数据后重新评分。',
  },
  'invalid-case': {
    title: '案例内容有误',
    happened: '案例不是约定的格式，数值缺少、多填或超出该指标的范围，或者该年度没有指标体系。',
    remedy: '请按接口约定更正后重新评分。',
  },
} as const satisfies Reasons;
export type ScoringErrorCode = keyof typeof scoringReasons;
