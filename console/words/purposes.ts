/** Why somebody was shown something: purposes of agencies (Art. 18), and officers' work. */
const purposeNames: Readonly<Record<string, string>> = {
  supervision: '监督检查',
  self: '本人查询',
  licensing: '行政许可',
  procurement: '采购招标',
  file: '查阅信用档案',
  changes: '等级变动订阅',
  quarantine: '查看待人工的行',
  attachment: '查看附件',
  results: '查看评价结果',
  case: '查看异议或者修复',
  trace: '追溯推送记录',
};

export const purposeName = (purpose: string): string => purposeNames[purpose] ?? purpose;
