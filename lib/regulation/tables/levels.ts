/**
 * The three levels of an indicator (一级指标, 二级指标, 三级指标, Art. 17), as its annex names them. They stand beside the
 * tables and are joined when a line is shown: they change no score, so they are no part of a version or of a sheet.
 */
export type IndicatorLevels = [first: string, second: string, third: string];

/** First level → second level → code and third level. */
type Annex = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/**
 * Annexes 6 to 11. Our copy of the annexes lost how far a merged cell reaches. Each cell is read with the rows beside it
 * that it can mean, in annexes 6 and 7 alike; a row without such a cell has its own name on the second level
 * (docs/regulation.md, Levels of indicators).
 */
const annexes: readonly Annex[] = [
  {
    协议履行: {
      制度建设: { 'mi.policies': '制度建设' },
      基础管理: { 'mi.change-filing': '变更备案', 'mi.inspection-cooperation': '配合检查' },
      信息管理: { 'mi.system-integration': '系统对接', 'mi.data-upload': '数据上传' },
      财务管理: {
        'mi.financial-accounts': '财务账表',
        'mi.financial-records': '财务记录',
        'mi.invoices': '票据管理',
      },
      医疗管理: { 'mi.identity-check': '身份识别' },
      价格公开: { 'mi.price-disclosure': '价格公开' },
    },
    基金监管: {
      结算管理: { 'mi.fee-list': '费用清单' },
      费用控制: {
        'mi.inpatient-total-growth': '住院总费用增幅',
        'mi.outpatient-total-growth': '门诊总费用增幅',
        'mi.outpatient-average-cost': '门诊次均费用',
        'mi.outpatient-average-growth': '门诊次均费用增幅',
        'mi.inpatient-average-cost': '住院次均费用',
        'mi.inpatient-average-growth': '住院次均费用增幅',
      },
      费用处理: {
        'mi.interview': '约谈',
        'mi.circular': '通报',
        'mi.rectification': '限期整改',
        'mi.recovered-share': '追回、拒付费用占比',
        'mi.self-correction-share': '自查自纠费用占比',
      },
      协议处理: { 'mi.agreement-suspension': '暂停协议', 'mi.physician-sanction': '医保医师处理' },
    },
    满意度评价: { 患者评价: { 'mi.patient-satisfaction': '患者评价', 'mi.complaint': '举报投诉' } },
    社会信用: {
      行政处理: { 'mi.administrative-penalty': '行政处理' },
      历史信用: { 'mi.good-history': '历史守信' },
      奖励情况: { 'mi.commendation': '表扬嘉奖' },
    },
    一票否决: {
      司法处理: { 'mi.fraud-conviction': '欺诈骗保' },
      失信被执行人: { 'mi.blacklisted': '失信被执行人' },
      协议处理: { 'mi.agreement-terminated': '解除协议' },
      违规移交: { 'mi.criminal-referral': '违规移交情况' },
    },
  },
  {
    基金监管: {
      一般处理: { 'ph.interview': '约谈', 'ph.rectification': '整改', 'ph.circular': '通报' },
      费用处理: { 'ph.recovered-amount': '追回、拒付费用', 'ph.fine': '罚款' },
      协议处理: {
        'ph.agreement-suspension': '暂停协议',
        'ph.pharmacist-suspension': '暂停医保服务药师资格',
        'ph.pharmacist-disqualification': '取消医保服务药师资格',
      },
    },
    自律管理: {
      管理体制: { 'ph.management': '管理组织', 'ph.training': '医保培训' },
      制度建设: { 'ph.policies': '制度完备性' },
      风险管理: { 'ph.risk-control': '风险防控' },
      处方管理: { 'ph.prescription-records': '处方记录' },
      价格公开: { 'ph.price-disclosure': '价格公开' },
      药品管理: { 'ph.drug-management': '药品管理' },
    },
    满意度评价: {
      患者满意度: { 'ph.satisfaction': '患者满意度' },
      患者评价: { 'ph.complaint': '举报投诉' },
    },
    社会评价: {
      负面舆情: { 'ph.negative-publicity': '负面舆情' },
      监管评价: { 'ph.commendation': '医保监管奖励' },
    },
    社会信用: {
      行政处罚: {
        'ph.penalty-warning-fine': '警告、罚款、没收违法所得和没收非法财物',
        'ph.penalty-closure': '责令停业整顿',
        'ph.licence-withheld': '暂扣许可证/执照',
      },
    },
    一票否决: {
      协议处理: { 'ph.agreement-terminated': '解除协议' },
      司法处理: { 'ph.fraud-conviction': '欺诈骗保' },
      失信处理: { 'ph.blacklisted': '失信被执行人' },
      违规移交: { 'ph.criminal-referral': '违规移交情况' },
    },
  },
  {
    协议管理: { 备案管理: { 'pt.licence-mismatch': '执业资质', 'pt.scope-mismatch': '执业范围' } },
    服务管理: {
      服务管理: {
        'pt.dispensing-violation': '违规服务',
        'pt.identity-check': '身份识别',
        'pt.licence-hanging': '药师挂证',
        'pt.complaint': '举报投诉',
        'pt.inspection-cooperation': '配合检查',
        'pt.fund-loss': '基金损失',
      },
    },
    基金监管: {
      协助套取个人账户现金: { 'pt.cash-out': '协助套取个人账户现金' },
      串换药品: { 'pt.drug-swap': '串换药品' },
      转卖药品: { 'pt.drug-resale': '转卖药品' },
    },
    社会信用: {
      舆情评价: { 'pt.negative-publicity': '舆情评价' },
      行政处罚: { 'pt.administrative-penalty': '行政处罚' },
      纪律处罚: { 'pt.disciplinary': '纪律处罚' },
    },
    一票否决: {
      司法处理: { 'pt.fraud-conviction': '欺诈骗保' },
      收受贿赂: { 'pt.bribery': '收受贿赂' },
    },
  },
  {
    协议管理: {
      备案管理: {
        'dr.licence-mismatch': '执业资质',
        'dr.scope-mismatch': '执业范围',
        'dr.inspection-cooperation': '配合检查',
      },
    },
    违法违规: {
      违法违规处理: {
        'dr.forged-records': '医疗文书造假',
        'dr.out-of-scope-service': '超范围服务',
        'dr.licence-lending': '转借证书',
        'dr.uninformed-patient': '知情未告知',
        'dr.assisted-fraud': '协助套保',
      },
    },
    社会信用: {
      行政处罚: { 'dr.administrative-penalty': '行政处罚内容' },
      患者投诉: { 'dr.complaint': '患者投诉' },
    },
    一票否决: {
      纪律处罚: { 'dr.disciplinary': '纪律处罚' },
      司法处理: { 'dr.fraud-conviction': '欺诈骗保' },
    },
  },
  {
    协议管理: {
      备案管理: {
        'nu.licence-mismatch': '执业资质',
        'nu.scope-mismatch': '执业范围',
        'nu.inspection-cooperation': '配合检查',
      },
    },
    违法违规: {
      违法违规: {
        'nu.inaccurate-records': '医疗文书记录不实',
        'nu.forged-records': '伪造文书、虚构服务',
        'nu.privacy-leak': '泄露个人隐私',
        'nu.policy-misleading': '政策误导',
        'nu.self-set-charges': '自定标准收费',
        'nu.inflated-charges': '虚记、多记医疗费用',
        'nu.unreasonable-charges': '其他不合理收费',
      },
    },
    社会信用: { 行政处罚: { 'nu.administrative-penalty': '行政处罚内容' } },
    一票否决: {
      纪律处罚: { 'nu.disciplinary': '纪律处罚' },
      司法处理: { 'nu.fraud-conviction': '欺诈骗保' },
    },
  },
  {
    违法违规: {
      违法违规: {
        'ip.drug-resale': '倒卖药品、耗材',
        'ip.impersonation': '冒名就医',
        'ip.credential-lending': '医保凭证外借',
        'ip.duplicate-benefit': '重复享受待遇',
      },
    },
    诚信就医: { 诚信就医: { 'ip.unpaid-copayment': '诚信就医' } },
    一票否决: { 司法处理: { 'ip.crime': '犯罪行为' } },
  },
];

const levelsByCode: ReadonlyMap<string, IndicatorLevels> = new Map(
  annexes.flatMap((annex) =>
    Object.entries(annex).flatMap(([first, seconds]) =>
      Object.entries(seconds).flatMap(([second, thirds]) =>
        Object.entries(thirds).map(([code, third]) => [code, [first, second, third]] as const),
      ),
    ),
  ),
);

/** The levels of an indicator by its code; undefined for a row that no annex has (a draft). */
export const levelsOf = (code: string): IndicatorLevels | undefined => levelsByCode.get(code);
