import type { Reasons } from '../reason.ts';

/** Why a decision, a listing or a finding of the bureau is not understood as one. */
export const decisionReasons = {
  'unmapped-kind': {
    title: '处罚类别不在字典内',
    happened: '处罚类别中有字典以外的内容。',
    remedy: '请按《中华人民共和国行政处罚法》第九条的种类改填后重新报送该行，或者商请为该来源增加对照。',
    example: '警告；罚款',
  },
  'combined-kind': {
    title: '暂扣与吊销未分清',
    happened: '“暂扣或者吊销”未说明是暂扣还是吊销。',
    remedy: '请按决定书改填“暂扣许可证件”或者“吊销许可证件”后重新报送该行。',
    example: '吊销许可证件',
  },
  'fine-without-amount': {
    title: '罚款缺金额',
    happened: '处罚类别含罚款，但没有大于零的罚款金额。',
    remedy: '请填写罚款金额后重新报送该行；所用模板没有金额列的，请改用2018年及以后的模板。',
    example: '20000',
  },
  'fine-without-kind': {
    title: '有金额而类别无罚款',
    happened: '填有罚款金额，但处罚类别中没有罚款。',
    remedy: '请在处罚类别中补填“罚款”，或者更正金额后重新报送该行。',
  },
  'confiscation-without-kind': {
    title: '有金额而类别无没收',
    happened: '填有没收金额，但处罚类别中没有没收。',
    remedy: '请在处罚类别中补填“没收违法所得、没收非法财物”，或者更正金额后重新报送该行。',
  },
  'amount-mismatch': {
    title: '金额与处罚内容不符',
    happened: '该列的金额与处罚内容所载的金额不一致。',
    remedy: '请对照决定书更正其中一处后重新报送该行。',
  },
  'state-unclear': {
    title: '状态不明确',
    happened: '所填状态不能说明该决定或者列入是否仍然有效。',
    remedy: '请报送“正常”或者“撤销”后重新报送该行；已移出名单的，请填写移出日期。',
  },
  'removal-without-date': {
    title: '移出缺日期',
    happened: '该行载有移出信息，但未填移出日期。',
    remedy: '请补填移出日期后重新报送该行。',
    example: '2026-05-01',
  },
  'unmapped-measure': {
    title: '处分种类不在字典内',
    happened: '所填内容不是已知的党纪处分或者政务处分。',
    remedy: '请核对处分种类后重新报送该行；种类无误的，由经办人员增加对照。',
  },
  'unknown-indicator': {
    title: '指标代码不存在',
    happened: '指标代码不在附件6至附件11的指标体系内。',
    remedy: '请按指标体系更正指标代码后重新报送该行。',
  },
  'wrong-category': {
    title: '指标与主体类别不符',
    happened: '该指标不适用于所填的主体类别，或者该类别没有指标体系。',
    remedy: '请核对主体类别和指标代码后重新报送该行。',
  },
  'invalid-figure': {
    title: '数值不合指标要求',
    happened: '所填次数、金额、月数、数值或者等级缺少、多填或者超出该指标的范围。',
    remedy: '请对照指标要求核对各列后重新报送该行。',
  },
  'conflicting-content': {
    title: '与已收内容矛盾',
    happened: '同一文书此前已经收到，内容与该行不一致。',
    remedy: '内容确有变更的，请以状态“变更”报送；否则由经办人员认定以何者为准。',
  },
  'withdrawn-before': {
    title: '重复已停止生效的记录',
    happened: '该行与经办人员已停止生效的记录相同，且来自同一文件，或者收到日期早于停止生效之日。',
    remedy: '请经办人员认定该行是否有效；处罚机关仍认定有效的，请另行报送。',
  },
  'finding-awaits-confirmation': {
    title: '等待第二人确认',
    happened:
      '医保部门认定的信息须由另一名经办人员确认（第十二条），确认之前不计入信用评价，也不告知任何机构。',
    remedy: '报送人无需办理；请由未参与报送和更正的经办人员确认，或者说明理由不予确认。',
  },
  'authority-not-of-source': {
    title: '来源无权代该机关报送',
    happened: '机关名录未载明该来源可以报送所填决定机关的决定；变更、撤销、移出应当由作出决定的机关报送。',
    remedy: '请核对决定机关，或者由该机关自行报送；确有授权的，由经办人员认定该行有效，并补入机关名录。',
  },
} as const satisfies Reasons;
