/** Made-up parties of the examples, with numbers whose check digits are right. */
export const examples = {
  pharmacy: { name: '拉萨示例大药房有限公司', uscc: '91540100MA6T1000XP', medinsCode: 'P54010200001' },
  person: { name: '示例卓玛', residentId: '540102199007010020' },
  representative: { name: '示例扎西', residentId: '540102198503120013' },
  marketAuthority: { name: '拉萨市市场监督管理局', uscc: '11540100MB0000004L' },
  healthAuthority: { name: '拉萨市卫生健康委员会', uscc: '12540100MB0000003E' },
  bureau: { name: '西藏自治区医疗保障局', uscc: '11540000MB00000016' },
} as const;

/** What a cell with a 统一社会信用代码 or a day must look like. */
export const writing = {
  uscc: '18位统一社会信用代码，字母大写。',
  residentId: '18位身份证号码，末位X大写，不得用星号遮盖。',
  day: '写成2026-05-22的形式。',
} as const;
