import type { Reasons } from '../reason.ts';

/** Why a row cannot be read as one of its table, whatever it says. */
export const formReasons = {
  'damaged-text': {
    title: '文字已损坏',
    happened: '单元格中有转换编码时已经丢失的字符。',
    remedy: '请按原文重新录入，以UTF-8或GB18030编码导出后重新报送该行。',
  },
  'repeated-header': {
    title: '表头重复',
    happened: '该行是重复的表头，不是数据。',
    remedy: '请删除该行。',
  },
  'unnamed-column': {
    title: '列无名称',
    happened: '该值所在的列没有列名。',
    remedy: '请在表头补填列名，或者删除该值后重新报送该行。',
  },
  'too-many-cells': {
    title: '单元格多于表头',
    happened: '该行的单元格多于表头的列，可能是内容中的分隔符未加引号。',
    remedy: '请给含分隔符的内容加引号后重新报送该行。',
  },
  'broken-quotes': {
    title: '引号有歧义',
    happened: '该行的引号不配对，或者引号内外的分隔符可以有不止一种读法，系统不作推测。',
    remedy: '请将含引号或分隔符的单元格整体加英文引号，其中的引号写两次，然后重新报送该行。',
  },
  'text-too-long': {
    title: '文字过长',
    happened: '单元格的文字超过该列的上限，或者整行的文字合计过长，可能是引号缺失，或者填入了整篇文书。',
    remedy: '请核对引号；确需填写的，删减为摘要后重新报送该行。',
  },
  'error-cell': {
    title: '公式出错',
    happened: '单元格中是公式的出错值。',
    remedy: '请直接填写内容，不用公式，然后重新报送该行。',
  },
  'formula-without-value': {
    title: '公式没有结果',
    happened: '单元格中是公式，文件里没有保存它的计算结果，不能当作空白。',
    remedy: '请直接填写内容，或者用电子表格软件打开、重新计算并保存后，重新报送该行。',
  },
  'lost-text': {
    title: '单元格文字缺失',
    happened: '单元格所指的文字在文件中不存在，不能当作空白。',
    remedy: '请重新填写该单元格并保存后，重新报送该行。',
  },
  'two-values': {
    title: '单元格有两个值',
    happened: '文件中该单元格存有两个不同的值，无法确定以何者为准。',
    remedy: '请重新填写该单元格并保存后，重新报送该行。',
  },
  'merged-cell': {
    title: '合并单元格含义不明',
    happened: '该单元格属于合并单元格，无法确定它的值。',
    remedy: '请取消合并，逐格填写后重新报送该行。',
  },
  'repeated-field': {
    title: '字段重复',
    happened: '该字段在同一条记录中出现多次，无法确定以何者为准。',
    remedy: '请只保留一个后重新报送该记录。',
  },
  'columns-contradict': {
    title: '几列内容相互矛盾',
    happened: '文件中有几列表示同一项内容，所填互不一致，无法确定以何者为准。',
    remedy: '请对照原文书，只保留正确的内容后重新报送该行。',
  },
  'stray-text': {
    title: '字段以外有文字',
    happened: '记录中有不属于任何字段的文字。',
    remedy: '请将文字归入字段，或者删除后重新报送该记录。',
  },
  unknown: {
    title: '原因未记录',
    happened: '该行未被采纳，具体原因没有记录。',
    remedy: '请核对该行后重新报送，或者向经办人员询问。',
  },
} as const satisfies Reasons;
