/** Why something waits for a person, in the words of an officer. */
const words: Readonly<Record<string, string>> = {
  'suspected-removal': '疑似移出（名单上已不见）',
  'masked-identifier': '证件号码有遮掩，待认定是谁',
  'no-candidate': '只知部分信息，尚无相符主体',
  'identifier-missing': '缺证件号码',
  'identifier-in-part': '只有机构代码或注册号',
  'invalid-identifier': '证件号码格式不对',
  'mangled-identifier': '证件号码被表格改成科学计数',
  'check-digit': '证件号码校验位不符',
  'scheme-mismatch': '主体类别与证件种类不符',
  'value-missing': '必填项为空',
  'unknown-value': '取值不在字典内',
  'not-a-date': '日期不存在或无法识别',
  'date-in-future': '日期晚于收到日',
  'dates-contradict': '日期前后矛盾',
  'not-a-number': '不是数字',
  'not-a-count': '次数不是正整数',
  'negative-amount': '金额为负',
  'amount-out-of-bounds': '金额超出约定上限（元、万元？）',
  'unit-mismatch': '金额单位不符（元、万元）',
  'unmapped-kind': '处罚类别不在字典内',
  'combined-kind': '“暂扣或者吊销”未分清',
  'fine-without-amount': '罚款缺金额',
  'fine-without-kind': '有金额而类别无罚款',
  'confiscation-without-kind': '有金额而类别无没收',
  'unknown-indicator': '指标代码不存在',
  'conflicting-content': '与已有记录内容矛盾',
};

/** The commonest reasons in words, the others by their code. */
export const wordsOf = (reason: string): string => words[reason] ?? reason;
