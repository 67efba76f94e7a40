import type { Reasons } from './reason.ts';

/** Rows of a table that are no data. They are not counted as received, and nobody has to deal with them. */
export const passedRowReasons = {
  total: {
    title: '合计行',
    happened: '该行是合计、总计或者小计，没有号码和文书号，不作为数据读取。',
    remedy: '无需办理。',
  },
  footer: {
    title: '表下说明',
    happened: '该行是制表人、填报单位、联系电话、备注等表下说明，不作为数据读取。',
    remedy: '无需办理；其中有应当报送的数据的，请按模板填写后重新报送。',
  },
  'column-numbers': {
    title: '列的编号',
    happened: '该行在表头之下，只有各列的编号，不作为数据读取。',
    remedy: '无需办理。',
  },
  'column-notes': {
    title: '列的说明',
    happened: '该行在表头之下，只有各列的字段名、单位或者填写要求，不作为数据读取。',
    remedy: '无需办理。',
  },
  'row-number': {
    title: '只有序号',
    happened: '该行除序号外没有内容，不作为数据读取。',
    remedy: '无需办理。',
  },
} as const satisfies Reasons;
export type PassedRowCode = keyof typeof passedRowReasons;
