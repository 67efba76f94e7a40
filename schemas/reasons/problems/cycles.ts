import type { Reasons } from '../reason.ts';

/** Why an annual evaluation, a trial or a notice of days off does not go on. */
export const cycleReasons = {
  'unknown-cycle': {
    title: '年度评价不存在',
    happened: '所填不是年度，或者该年度尚未开始评价。',
    remedy: '请核对年度，或者先开始该年度的评价。',
  },
  'before-regulation': {
    title: '早于办法施行',
    happened: '所填年度早于办法施行的年度。',
    remedy: '请选择以后的年度。',
  },
  'cycle-not-over': {
    title: '评价周期未满',
    happened: '该年度的评价周期尚未结束。',
    remedy: '请在周期结束后评价。',
  },
  'cycle-published': {
    title: '评价结果已经发布',
    happened: '该年度的评价结果正在发布或已经发布。',
    remedy: '个别结果有误的，请通过异议、撤销决定或者信用修复更正。',
  },
  'evaluation-running': {
    title: '评价正在进行',
    happened: '该年度的评价正在进行。',
    remedy: '请等待完成，或者先予终止。',
  },
  'later-cycle-published': {
    title: '以后年度已经发布',
    happened: '以后年度的评价结果已经发布，以前年度不能再评价。',
    remedy: '个别结果有误的，请通过异议、撤销决定或者信用修复更正。',
  },
  'earlier-cycle-open': {
    title: '以前年度尚未发布',
    happened: '上一年度的评价结果尚未发布，而本年度评价须以其为据（第二十六条）。',
    remedy: '请先完成上一年度的评价。',
  },
  'evaluation-moved': {
    title: '评价已由他人推进',
    happened: '另一人员刚刚变动了该评价。',
    remedy: '请刷新后查看，再决定是否继续。',
  },
  'not-rehearsed': {
    title: '尚无预演结果',
    happened: '该评价尚未预演完成。',
    remedy: '请稍后再查看。',
  },
  'not-in-review': {
    title: '没有可以发布的预演',
    happened: '所指的预演尚未完成，或者已被新的预演取代。',
    remedy: '请刷新后查看最新的预演。',
  },
  'release-running': {
    title: '另一地市正在发布',
    happened: '另一地市的评价结果正在发布，尚未完成。',
    remedy: '请稍候，待其完成后再发布。',
  },
  'not-a-prefecture': {
    title: '不是地市的凭据',
    happened: '评价结果由地市或者自治区医疗保障局发布，访问凭据所属的区划不是地市。',
    remedy: '请由地市或者自治区医疗保障局的人员发布。',
  },
  'rehearsal-has-problems': {
    title: '预演中有未能评价的主体',
    happened: '有信用主体未能评价，不能发布。',
    remedy: '请按预演报告所列逐一处理后重新预演。',
  },
  'rehearsal-empty': {
    title: '没有可以评价的主体',
    happened: '该年度没有可以评价的信用主体。',
    remedy: '请先报送登记信息。',
  },
  'basis-lapsed': {
    title: '没有在册依据',
    happened: '当日没有在册依据（第三十三条），新的评价结果暂不发布，留待复核。',
    remedy: '请先登记延续或者替代的文件，再予发布。',
  },
  'not-abandonable': {
    title: '不能终止',
    happened: '该评价已经发布、正在发布或已经终止。',
    remedy: '无需办理。',
  },
  'unknown-trial': {
    title: '试算不存在',
    happened: '没有该试算。',
    remedy: '请先开始试算。',
  },
  'invalid-policy': {
    title: '参数有误',
    happened: '所填的指标体系、参数值或者起始日期不合要求。',
    remedy: '请按提示更正后重新提交。',
  },
  'unknown-policy': {
    title: '参数提议不存在',
    happened: '没有该参数提议。',
    remedy: '请先查看参数列表中未办结的提议。',
  },
  'policy-late': {
    title: '参数提议已过时',
    happened: '提议的起始日期已过，或者该周期的结果已经发布。',
    remedy: '请以较晚的起始日期重新提议。',
  },
  'policy-moved': {
    title: '参数已由他人更改',
    happened: '另一人员刚刚变动了参数或者该提议。',
    remedy: '请刷新后查看，再决定是否继续。',
  },
  'unknown-year': {
    title: '年度超出范围',
    happened: '所填年度超出日历的范围。',
    remedy: '请填写日历范围内的年度。',
  },
  'invalid-notice': {
    title: '放假安排有误',
    happened: '放假安排的内容前后矛盾或者不属于该年度。',
    remedy: '请对照放假通知更正后重新提交。',
  },
  'calendar-moved': {
    title: '日历已由他人更改',
    happened: '另一人员刚刚登记了该年度的放假安排。',
    remedy: '请刷新后查看，再决定是否继续。',
  },
} as const satisfies Reasons;
