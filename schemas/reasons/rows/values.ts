import type { Reasons } from '../reason.ts';

/** Why a cell is not understood, whatever the row is about. */
export const valueReasons = {
  'value-missing': {
    title: '必填项为空',
    happened: '该列为必填项，未填写。',
    remedy: '请补填后重新报送该行。',
  },
  'unknown-value': {
    title: '取值不在字典内',
    happened: '所填内容不在该列的字典内。',
    remedy: '请按字典改填后重新报送该行。',
  },
  'not-a-date': {
    title: '日期不存在或无法识别',
    happened: '所填内容不是历法上存在的日期，或者写法无法识别。',
    remedy: '请按“年-月-日”填写，年份为四位数字，然后重新报送该行。',
    example: '2026-05-01',
  },
  'date-ambiguous': {
    title: '日期有几种读法',
    happened: '年、月、日的先后不明，或者年份只有两位数字，该日期可以有几种读法。',
    remedy: '请按“年-月-日”填写，年份为四位数字，然后重新报送该行。',
    example: '2026-05-01',
  },
  'date-serial': {
    title: '日期为表格序列号',
    happened: '单元格中是电子表格内部的日期序列号，不是日期。',
    remedy: '请将该列设为日期格式，或者按“年-月-日”填写后重新报送该行。',
    example: '2026-05-01',
  },
  'date-in-future': {
    title: '日期晚于收到日期',
    happened: '日期晚于收到日期。',
    remedy: '请核对日期后重新报送该行。',
  },
  'date-not-yet': {
    title: '日期尚未到来',
    happened: '日期晚于收到日期，但相距不超过七日，该行暂存。',
    remedy: '所填日期当日系统自动重新审核该行，无需重新报送；日期有误的，请更正后重新报送该行。',
  },
  'date-out-of-bounds': {
    title: '日期过早',
    happened: '日期早于可受理的最早日期。',
    remedy: '请核对年份后重新报送该行。',
  },
  'dates-contradict': {
    title: '日期先后矛盾',
    happened: '该日期与同一行的其他日期先后矛盾。',
    remedy: '请对照文书核对各日期后重新报送该行。',
  },
  'not-a-number': {
    title: '不是数字',
    happened: '所填内容不是数字。',
    remedy: '请只填写数字，可以带小数点，然后重新报送该行。',
    example: '20000.50',
  },
  'not-a-count': {
    title: '次数不是正整数',
    happened: '次数应为不小于1的整数，且不得超出可受理的上限。',
    remedy: '请核对次数后重新报送该行。',
    example: '2',
  },
  'negative-amount': {
    title: '金额为负',
    happened: '金额为负数。',
    remedy: '请填写决定所载的金额；决定已撤销的，请以状态“撤销”报送。',
    example: '20000',
  },
  'unit-mismatch': {
    title: '金额单位不符',
    happened: '所填金额的单位与该列的单位不同，或者与文书所载金额相差一万倍。',
    remedy: '请按该列的单位（元、万元）换算后重新报送该行。',
    example: '两万元在单位为元的列填20000，在单位为万元的列填2',
  },
  'amount-out-of-bounds': {
    title: '金额超出上限',
    happened: '金额超出与该来源约定的上限，可能混用了元和万元。',
    remedy: '请核对金额和单位后重新报送该行；金额无误的，请在处罚内容中写明同一金额，或者商请调整上限。',
  },
  'invalid-division': {
    title: '行政区划代码不正确',
    happened: '行政区划代码不是六位数字（GB/T 2260）。',
    remedy: '请更正代码后重新报送该行。',
    example: '540102',
  },
  'authority-code': {
    title: '机关名称为代码',
    happened: '该列所填为机关代码，不是机关名称。',
    remedy: '请填写机关全称后重新报送该行。',
    example: '拉萨市城关区市场监督管理局',
  },
} as const satisfies Reasons;
