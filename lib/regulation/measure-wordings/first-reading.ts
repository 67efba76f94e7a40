import type { MeasureWordings } from './measure-wordings.ts';

/**
 * The wording that score sheets of the cycles up to 2027 contain. It is kept to the letter, so that such a sheet can be
 * worked out again byte for byte. Nothing is shown in it.
 */
export const firstReading: MeasureWordings = {
  A: {
    institution: [
      ['public-praise', '在医保部门公开平台宣传表扬'],
      ['incomplete-filing-accepted', '办事享受容缺受理'],
      ['regional-inspection-exempt', '免于区内飞行检查'],
      ['budget-raised', '上调次年医保基金预算额度'],
      ['overrun-compensation-raised', '提高超额医疗费用的补偿比例'],
      ['prepayment-preferred', '预付金申请优先通过'],
      ['deposit-preferred', '质量保证金优先返还'],
      ['pilot-preferred', '优先参加医保新政策试点'],
    ],
    staff: [
      ['praise-recorded', '予以表扬并记入个人信用档案'],
      ['incomplete-filing-accepted', '办事享受容缺受理'],
      ['expert-pool-preferred', '优先推荐进入国家级、自治区级医保专家库'],
    ],
    'insured-person': [
      ['credit-care', '享受信用就医服务'],
      ['incomplete-filing-accepted', '办事享受容缺受理'],
    ],
  },
  B: {
    institution: [
      ['inspection-reduced', '保证日常检查覆盖的前提下减少检查次数'],
      ['budget-raised', '视情上调次年医保基金预算额度'],
      ['overrun-compensation-raised', '视情提高超额医疗费用的补偿比例'],
      ['prepayment-preferred', '预付金申请、质量保证金返还可以优先'],
    ],
    staff: [
      ['incomplete-filing-accepted', '办事可享受容缺受理'],
      ['expert-pool-preferred', '同等条件下优先进入自治区级医保专家库'],
    ],
    'insured-person': [['incomplete-filing-accepted', '办事享受容缺受理']],
  },
  C: {
    institution: [
      ['ordinary-supervision', '列为一般监控对象，日常检查频次不变'],
      ['agreement-management', '加强医保服务协议管理'],
      ['rectification', '限期整改并跟踪检查'],
    ],
    staff: [
      ['warning-talk', '警示约谈'],
      ['service-suspension-possible', '视情暂停其使用医保基金的医药服务'],
      ['deduction-recorded', '扣分事项记入个人信用档案'],
      ['expert-pool-removed', '取消医保专家库成员资格'],
    ],
    'insured-person': [['ordinary-supervision', '列为一般监控对象']],
  },
  D: {
    institution: [
      ['key-supervision', '列为重点监控对象，增加检查频次并重点抽查'],
      ['agreement-management', '重点加强医保服务协议管理'],
      ['responsibility-talk', '责任约谈'],
      ['budget-lowered', '视情下调次年医保基金预算额度'],
      ['overrun-compensation-lowered', '适当降低超额医疗费用的补偿比例'],
      ['prepayment-stopped', '暂停拨付或者收回预付金'],
      ['deposit-lowered', '适当降低质量保证金返还比例'],
    ],
    staff: [
      ['talk', '约谈'],
      ['service-suspension', '暂停其使用医保基金的医药服务'],
      ['deduction-recorded', '扣分事项记入信用档案'],
      ['expert-pool-removed', '取消医保专家库成员资格'],
    ],
    'insured-person': [
      ['key-supervision', '列为重点监控对象'],
      ['talk-and-warning', '约谈、警告'],
    ],
  },
  E: {
    institution: [
      ['special-supervision', '列为特别监控对象，增加检查和抽查频次'],
      ['agreement-management', '着重加强医保服务协议管理'],
      ['responsibility-talk', '责任约谈，责令停止失信行为并立即整改'],
      ['authority-informed', '通报行业主管部门并联动管理'],
      ['budget-lowered', '下调次年医保基金预算额度'],
      ['overrun-compensation-lowered', '降低超额医疗费用的补偿比例'],
      ['deposit-lowered', '降低质量保证金返还比例'],
      ['public-dishonesty', '失信信息在医保部门网站公开三年'],
    ],
    staff: [
      ['service-stop', '停止其使用医保基金的医药服务并记入信用档案'],
      ['expert-pool-removed', '取消医保专家库成员资格'],
    ],
    'insured-person': [
      ['talk-and-warning', '警告、约谈'],
      ['settlement-suspension', '暂停医保费用联网结算'],
    ],
  },
};

export const firstReadingOfTermination = [
  'agreement-termination',
  '连续两个评价周期为E，解除服务协议并取消定点资格',
] as const;
