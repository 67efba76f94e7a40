import type { Reasons } from '../reason.ts';

/** Why an objection (Art. 19, 20), or who applies for something, is not accepted. */
export const caseReasons = {
  'unknown-subject': {
    title: '信用档案不存在',
    happened: '没有该主体在该类别下的信用档案。',
    remedy: '请核对号码和主体类别后重新提交。',
  },
  'unknown-decision': {
    title: '决定不存在',
    happened: '该信用档案中没有所指的有效决定。',
    remedy: '请从信用档案所列的决定中选择。',
  },
  'not-entitled': {
    title: '申请人不适格',
    happened: '申请人不是该信用主体本人（本单位）、其法定代表人或者代理人。',
    remedy: '请由有权申请的人提出；委托代理的，请附授权委托书。',
  },
  'authorisation-missing': {
    title: '缺少授权委托书',
    happened: '代理人提出申请，未附授权委托书。',
    remedy: '请补交授权委托书后重新提交。',
  },
  'received-in-future': {
    title: '收到日期晚于今日',
    happened: '收到日期晚于今日。',
    remedy: '请填写实际收到的日期。',
  },
  'unknown-objection': {
    title: '异议不存在',
    happened: '没有该编号的异议申诉。',
    remedy: '请使用信用档案或期限清单所列的编号。',
  },
  'no-grade': {
    title: '没有信用等级',
    happened: '该主体没有信用等级，无从提出异议。',
    remedy: '请核对主体和类别。',
  },
  'not-at-c': {
    title: '最近发布的等级不是中等',
    happened: '由医疗保障局决定暂停的，以最近发布的评价等级为中等为前提。',
    remedy: '请查看信用档案。更低的等级按规定直接处理。',
  },
  'nothing-to-order': {
    title: '决定与现状相同',
    happened: '需要暂停的已经暂停，或者没有可以终止的暂停。',
    remedy: '请查看信用档案中的现行措施。',
  },
  'order-waits': {
    title: '已有决定等待复核',
    happened: '关于该主体的决定正在等待第二名经办人复核。',
    remedy: '请在待复核事项中放行或者退回后再试。',
  },
  'unknown-result': {
    title: '该年度没有评价结果',
    happened: '该主体在所指年度没有可以提出异议的评价结果。',
    remedy: '请从信用档案所列的评价结果中选择年度。',
  },
  'grade-corrected': {
    title: '评价结果已经变更',
    happened: '所异议的评价结果已不再有效，或者在收到异议之后才发布。',
    remedy: '仍有异议的，请对现行评价结果提出。',
  },
  'objection-open': {
    title: '已有异议在办',
    happened: '对该评价结果的异议正在办理。',
    remedy: '请等待办理结果。',
  },
  'objection-decided': {
    title: '异议已经办结',
    happened: '对同一评价结果的异议已经作出复核意见，不能重复提出。',
    remedy: '请查阅复核意见。',
  },
  'objection-late': {
    title: '异议已过期限',
    happened: '异议应当在评价结果发布后的规定期限内提出（第十九条），现已超过。',
    remedy: '请告知申请人不予受理；收到日期有误的，请更正后重新提交。',
  },
  'already-decided': {
    title: '已经作出决定',
    happened: '该异议或者修复申请已经作出决定。',
    remedy: '请刷新后查看决定。',
  },
  'decided-meanwhile': {
    title: '他人已先行办理',
    happened: '另一经办人员已先行办理该事项。',
    remedy: '请刷新后查看，再决定是否继续。',
  },
  'differs-from-proposal': {
    title: '与拟办意见不一致',
    happened: '所选的处理内容与另一经办人员拟予剔除、更正或者补充的内容不一致。',
    remedy: '请按拟办意见复核确认，或者维持原评价结果。',
  },
  'nothing-named': {
    title: '未指明更正内容',
    happened: '更正评价结果须剔除有误的决定、更正指标值或者补充守信信息，尚未指明。',
    remedy: '请选择不应计入评价的决定，或者填写正确的指标值、应当补充的守信信息。',
  },
  'invalid-correction': {
    title: '指标值不能如此更正',
    happened: '所填的指标不是该年度该类主体的监测指标，或者指标值不符合其要求。',
    remedy: '请核对指标和数值；对决定有异议的，请选择应予剔除的决定。',
  },
  'invalid-addition': {
    title: '守信信息不能如此补充',
    happened: '所填的守信信息不属于所异议的年度，或者已在信用档案中，或者重复填写。',
    remedy: '请核对文号、机关和日期；属于其他年度的，请对该年度的评价结果提出异议。',
  },
  'same-officer': {
    title: '须由第二人复核',
    happened: '提出、报送或者认定该事项的人员，不能由本人复核。',
    remedy: '请由另一人员复核。',
  },
  'notice-not-due': {
    title: '尚不能出具文书',
    happened: '该事项尚未办结或者尚未生效，或者其主体已无登记信息。',
    remedy: '请在办结生效后再出具。',
  },
  'unknown-form': {
    title: '没有该表格',
    happened: '没有所指的表格。',
    remedy: '可以打印的有异议信息处理申请表、信用修复申请表和信用修复告知。',
  },
  'characters-missing': {
    title: '文书字库缺字',
    happened: '文书所用字库缺少其中的个别汉字。',
    remedy: '请手工制作该文书。',
  },
} as const satisfies Reasons;
