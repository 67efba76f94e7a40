import type { Reasons } from '../reason.ts';

/** Why a file of an authority, an attachment, or an answer to a file is not taken or given. */
export const feedReasons = {
  'unknown-run': {
    title: '批次不存在',
    happened: '没有该报送批次，或者不属于本机构。',
    remedy: '请使用报送时返回的批次编号。',
  },
  'run-not-done': {
    title: '批次尚未完成',
    happened: '该批次仍在处理或已暂停，尚无回复文件。',
    remedy: '请在批次完成后再取回复文件。',
  },
  'run-has-parts': {
    title: '批次由多个文件组成',
    happened: '该批次是压缩包，其中每个文件各为一个批次，压缩包本身没有答复文件。',
    remedy: '请按所列各文件的批次编号分别取答复文件。',
  },
  'run-not-held': {
    title: '批次并未暂停',
    happened: '该批次不是暂停状态，无须放行。',
    remedy: '请刷新后查看批次的状态。',
  },
  'column-not-ignorable': {
    title: '含有不能忽略的列',
    happened: '未约定的列中有金额或者号码，忽略后会漏掉应当记入的内容，因此不予放行。',
    remedy: '请更正列名后重新报送，或者商请为该来源增加该列。',
  },
  'object-missing': {
    title: '文件未送达',
    happened: '该批次没有收到文件。',
    remedy: '请重新登记并上传文件。',
  },
  'empty-file': {
    title: '文件为空',
    happened: '所提交的文件为空，或者没有表头、没有记录。',
    remedy: '请重新选择或导出文件后提交。',
  },
  'file-too-large': {
    title: '文件过大',
    happened: '文件超出该方式可受理的大小。',
    remedy: '请缩小或拆分后提交；数据文件也可以改用上传方式报送。',
  },
  'invalid-name': {
    title: '文件名不合要求',
    happened: '文件名为空、过长，或者含有不受理的字符。',
    remedy: '请更改文件名后重新提交。',
  },
  'unknown-attachment': {
    title: '附件不存在',
    happened: '没有该附件。',
    remedy: '请先提交附件，再使用返回的附件编号。',
  },
  'unknown-type': {
    title: '文件类型不受理',
    happened: '附件的文件类型不在受理范围内。',
    remedy: '请另存为受理的类型后重新提交。',
  },
  'type-mismatch': {
    title: '扩展名与类型不符',
    happened: '附件的扩展名与声明的文件类型不一致。',
    remedy: '请更正文件名或文件类型后重新提交。',
  },
  'other-content': {
    title: '内容与类型不符',
    happened: '附件的内容不是所声明的文件类型。',
    remedy: '请按其实际类型命名和提交。',
  },
  'broken-content': {
    title: '附件损坏',
    happened: '附件不完整或已损坏。',
    remedy: '请打开确认文件完整后重新提交。',
  },
  'bytes-after-end': {
    title: '附件末尾有多余内容',
    happened: '附件在文件结束之后还有其他内容。',
    remedy: '请用原软件重新保存后提交。',
  },
  'several-formats': {
    title: '附件兼有多种格式',
    happened: '附件可以按另一种格式打开，内容不能确定。',
    remedy: '请用原软件重新保存后提交。',
  },
  'active-content': {
    title: '附件含有程序',
    happened: 'PDF中含有脚本、启动程序的指令或其他文件。',
    remedy: '请打印为普通PDF后重新提交。',
  },
  'encrypted-content': {
    title: '附件已加密',
    happened: 'PDF已加密，无法查验内容。',
    remedy: '请另存为不带密码的PDF后重新提交。',
  },
  'hidden-content': {
    title: '附件有无法查验的内容',
    happened: 'PDF中有无法查验的部分。',
    remedy: '请打印为普通PDF后重新提交。',
  },
} as const satisfies Reasons;
