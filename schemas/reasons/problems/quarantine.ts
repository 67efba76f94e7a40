import type { Reasons } from '../reason.ts';

/** Why an officer's decision about what waits, or about a record, does not go through. */
export const quarantineReasons = {
  'unknown-item': {
    title: '待办事项不存在',
    happened: '没有该编号的待办事项。',
    remedy: '请刷新待办清单后重新选择。',
  },
  'row-busy': {
    title: '正由他人办理',
    happened: '另一经办人员正在办理该事项。',
    remedy: '请刷新后查看。',
  },
  'row-decided': {
    title: '已经办结',
    happened: '该行已经更正或者不予采纳。',
    remedy: '需要重新办理的，请先撤回原决定。',
  },
  'waits-for-other': {
    title: '不属于所选的一组',
    happened: '该事项的来源或者待办原因与所选的一组不同，未作处理。',
    remedy: '请刷新清单后重新选择。',
  },
  'finding-pending': {
    title: '须由第二人确认',
    happened: '该信息由医保部门认定，正在等待另一名经办人员确认，不能在此更正或者不予采纳。',
    remedy: '请在待复核清单中办理；内容有误的，不予确认后重新报送。',
  },
  'no-finding-pending': {
    title: '不在等待确认',
    happened: '该行不是等待第二人确认的认定信息。',
    remedy: '请在待办清单中查看其原因并办理。',
  },
  'not-decided': {
    title: '尚未办理',
    happened: '该事项尚无可以撤回的决定。',
    remedy: '请直接办理。',
  },
  'not-undoable': {
    title: '不能撤回',
    happened: '登记信息的更正以及据此认定的承继不能撤回。',
    remedy: '请由来源机关重新报送正确的信息。',
  },
  'succession-undecided': {
    title: '承继尚未认定',
    happened: '更正后的统一社会信用代码尚未登记，其医保编码由另一机构使用，该行改以此原因待办。',
    remedy: '请认定是否为同一机构后办理。',
  },
  'number-leads-to-file': {
    title: '该代码已归入原档案',
    happened: '该统一社会信用代码为候选机构曾用的代码，已归入其信用档案，不能另立档案。',
    remedy: '该机构恢复使用该代码的，请选定候选主体；登记有误的，不予采纳，由登记机关核对。',
  },
  'not-contradicting': {
    title: '并无矛盾',
    happened: '该行与已收内容没有矛盾，无须认定以何者为准。',
    remedy: '请更正该行的内容。',
  },
  'nothing-corrected': {
    title: '未作更正',
    happened: '没有更正内容、选定候选主体，也没有认定该行有效。',
    remedy: '请选择其中一种方式办理。',
  },
  'unknown-column': {
    title: '列不存在',
    happened: '该行没有所填的列。',
    remedy: '请使用该行已有的列名。',
  },
  'no-candidate-row': {
    title: '主体已经明确',
    happened: '该行的信用主体没有疑问，无须选定候选主体。',
    remedy: '请更正该行的内容。',
  },
  'no-such-candidate': {
    title: '候选主体不存在',
    happened: '所选主体不在该行的候选主体之列。',
    remedy: '请刷新后重新选择。',
  },
  'conflicting-content': {
    title: '与已收内容矛盾',
    happened: '更正后的内容与同一文书已收的内容不一致，该行改以此原因待办。',
    remedy: '请认定该行有效，或者不予采纳。',
  },
  'still-not-understood': {
    title: '更正后仍有问题',
    happened: '更正后的内容仍有不能采纳之处，未作任何改动。',
    remedy: '请按提示继续更正后重新提交。',
  },
  'date-in-future': {
    title: '移出日期晚于今日',
    happened: '移出日期晚于今日。',
    remedy: '请核对移出日期后重新提交。',
  },
  'dates-contradict': {
    title: '移出日期早于列入日期',
    happened: '移出日期早于列入日期。',
    remedy: '请核对移出日期后重新提交。',
  },
  'removal-decided': {
    title: '移出已经办结',
    happened: '该疑似移出已经办结，或者该条目已重新出现在名单上。',
    remedy: '请刷新后查看；原决定有误的，请先撤回原决定。',
  },
  'invalid-identifier': {
    title: '号码有误',
    happened: '所填号码不符合该种标识的规则。',
    remedy: '请核对号码和标识类型后重新提交。',
  },
  'same-subject': {
    title: '前后主体相同',
    happened: '所填的原主体和新主体是同一主体。',
    remedy: '请核对后重新提交。',
  },
  'unknown-code': {
    title: '医保编码无遗留记录',
    happened: '没有该医保编码，或者其记录已经全部归到登记的主体。',
    remedy: '请用检查命令列出的编码重新提交；未列出的无需处理。',
  },
  'unknown-record': {
    title: '记录不存在',
    happened: '没有与所填编号或文号相符的有效记录。',
    remedy: '请核对编号或文号后重新提交。',
  },
} as const satisfies Reasons;
