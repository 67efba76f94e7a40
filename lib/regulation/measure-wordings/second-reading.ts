import type { MeasureWordings } from './measure-wordings.ts';

/**
 * The wording in which measures are shown: the product's own, no stronger than Art. 22 to 26. What the text permits
 * (可给予, 可以给予, 可以采取) says 可以; its conditions and its 酌情, 适当 and 督促 stay.
 */
export const secondReading: MeasureWordings = {
  A: {
    institution: [
      ['public-praise', '可以在医保部门官方网站等公开平台宣传表扬'],
      ['incomplete-filing-accepted', '可以享受容缺受理优惠'],
      ['regional-inspection-exempt', '可以免除区内飞行检查'],
      ['budget-raised', '可以调增次年医保基金预算额度'],
      ['overrun-compensation-raised', '可以提高医疗费用超额补偿比例'],
      ['prepayment-preferred', '可以优先通过医保结算费用预付金申请'],
      ['deposit-preferred', '可以优先偿付质量保证金'],
      ['pilot-preferred', '可以优先开展医保新政策试点'],
    ],
    staff: [
      ['praise-recorded', '可以予以表扬并记入相关工作人员信用档案'],
      ['incomplete-filing-accepted', '可以享受容缺受理等优惠措施'],
      ['expert-pool-preferred', '可以优先推荐到国家级、自治区级医保专家库'],
    ],
    'insured-person': [
      ['credit-care', '可以提供信用就医服务'],
      ['incomplete-filing-accepted', '可以提供容缺受理服务'],
    ],
  },
  B: {
    institution: [
      ['inspection-reduced', '在保证日常检查覆盖率的基础上，可以减少监督检查频次'],
      ['budget-raised', '可以酌情调增次年医保基金预算额度'],
      ['overrun-compensation-raised', '可以酌情提高医疗费用超额补偿比例'],
      ['prepayment-preferred', '可以优先通过医保结算费用预付金申请、优先偿付质量保证金'],
    ],
    staff: [
      ['incomplete-filing-accepted', '可以享受容缺受理优惠'],
      ['expert-pool-preferred', '同等条件下可以优先纳入自治区级医保专家库'],
    ],
    'insured-person': [['incomplete-filing-accepted', '可以提供容缺受理服务']],
  },
  C: {
    institution: [
      ['ordinary-supervision', '可以列为一般监控和监督检查对象，日常监督、抽查频次保持正常'],
      ['agreement-management', '可以加强医保服务协议管理'],
      ['rectification', '可以限期整改有关问题，并跟踪检查整改情况'],
    ],
    staff: [
      ['warning-talk', '可以警示约谈'],
      ['service-suspension-possible', '可以酌情暂停其涉及医保基金使用的医药服务'],
      ['deduction-recorded', '可以将扣分事项记入相关工作人员信用档案'],
      ['expert-pool-removed', '属于医保专家库成员的，可以取消其专家资格'],
    ],
    'insured-person': [['ordinary-supervision', '可以纳入一般监控管理对象']],
  },
  D: {
    institution: [
      ['key-supervision', '可以列入重点监控和监督检查对象，适当增加日常监督频次，作为重点抽查对象'],
      ['agreement-management', '可以重点加强医保服务协议管理'],
      ['responsibility-talk', '可以进行责任约谈'],
      ['budget-lowered', '可以酌情调减次年医保基金预算额度'],
      ['overrun-compensation-lowered', '可以适当降低医疗费用超额补偿比例'],
      ['prepayment-stopped', '可以暂停拨付或收回医保预付金'],
      ['deposit-lowered', '可以适当下调质量保证金偿付比例'],
    ],
    staff: [
      ['talk', '可以约谈'],
      ['service-suspension', '可以暂停其涉及医保基金使用的医药服务'],
      ['deduction-recorded', '可以将扣分事项记入信用档案'],
      ['expert-pool-removed', '属于医保专家库成员的，可以取消其专家资格'],
    ],
    'insured-person': [
      ['key-supervision', '可以纳入重点监控对象'],
      ['talk-and-warning', '可以约谈、警告'],
    ],
  },
  E: {
    institution: [
      ['special-supervision', '可以列入特别监控和监督检查对象，增加日常监督和抽查频次'],
      ['agreement-management', '可以着重加强医保服务协议管理'],
      ['responsibility-talk', '可以进行责任约谈，督促其停止失信行为并立即整改'],
      ['authority-informed', '可以通报行政主管部门，并与其开展信用联动管理'],
      ['budget-lowered', '可以调减次年医保基金预算额度'],
      ['overrun-compensation-lowered', '可以降低医疗费用超额补偿比例'],
      ['deposit-lowered', '可以下调质量保证金偿付比例'],
      ['public-dishonesty', '可以在医保部门官方网站向社会公开失信信息3年'],
    ],
    staff: [
      ['service-stop', '可以停止其涉及医保基金使用的医药服务，并记入相关工作人员信用档案'],
      ['expert-pool-removed', '属于医保专家库成员的，可以取消其专家资格'],
    ],
    'insured-person': [
      ['talk-and-warning', '可以警告、约谈'],
      ['settlement-suspension', '可以暂停医保费用联网结算3至12个月'],
    ],
  },
};

export const secondReadingOfTermination = [
  'agreement-termination',
  '连续两年评价等级为差（E）的定点医疗机构，可以由经办机构解除服务协议，取消定点资格',
] as const;
