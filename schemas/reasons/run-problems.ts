import type { Reasons } from './reason.ts';

/** Why a file was not read (on), or is held until a person lets it go on. */
export const runReasons = {
  'column-missing': {
    title: '缺少必需的列',
    happened: '表头缺少模板必需的列，文件中的行均未采纳。',
    remedy: '请按模板补齐各列后重新报送整个文件；空白模板可从连接器首页下载。',
  },
  'wrong-source': {
    title: '文件属于其他来源',
    happened: '表头不是该来源的模板，而与其他来源的模板相符，文件中的行均未采纳。',
    remedy: '请以相符的来源重新报送整个文件。',
  },
  'header-on-two-lines': {
    title: '表头分为两行',
    happened: '表头分为两行或者有合并的单元格，无法逐列对应，文件中的行均未采纳。',
    remedy: '请将表头整理为一行，每列一个列名，不合并单元格，然后重新报送整个文件。',
  },
  'duplicate-column': {
    title: '列名重复',
    happened: '表头中有重复的列名，文件中的行均未采纳。',
    remedy: '请每个列名只保留一列后重新报送整个文件。',
  },
  'unknown-column': {
    title: '有未约定的列',
    happened: '文件中有未与该来源约定的列，已暂停处理。',
    remedy: '可以忽略的，请予以放行；需要采用的，请商请增加该列。',
  },
  'too-many-columns': {
    title: '列数过多',
    happened: '文件的列数超出上限，文件未能读取。',
    remedy: '请只导出模板规定的列后重新报送。',
  },
  'unknown-sheet': {
    title: '工作表不合模板',
    happened: '文件中有不符合任何模板的工作表，已暂停处理。',
    remedy: '可以忽略的，请予以放行；否则请按模板整理后重新报送。',
  },
  'hidden-sheet': {
    title: '隐藏的工作表中有数据',
    happened: '文件中有隐藏的工作表，其内容符合模板，不会在未看到的情况下读取。',
    remedy:
      '需要报送的，请取消隐藏；不需要的，请删除后重新报送。已暂停的，也可以予以放行，放行后不读取该工作表。',
  },
  'too-many-sheets': {
    title: '工作表过多',
    happened: '文件的工作表数超出上限，文件未能读取。',
    remedy: '请只保留模板规定的工作表后重新报送。',
  },
  'too-many-merges': {
    title: '合并单元格过多',
    happened: '工作表中的合并单元格过多，文件未能读取。',
    remedy: '请取消合并，逐格填写后重新报送。',
  },
  'empty-file': {
    title: '文件为空',
    happened: '文件为空，或者没有表头、没有记录。',
    remedy: '请重新导出后报送。',
  },
  'file-too-large': {
    title: '文件过大',
    happened: '文件或其解压后的内容超出可读取的大小。',
    remedy: '请拆分为若干文件，或者改用CSV报送。',
  },
  'row-too-large': {
    title: '单行过长',
    happened: '文件中有一行或一条记录过长，可能是引号、括号或标签没有闭合，其后未能读取。',
    remedy: '请重新导出后报送。',
  },
  'broken-csv': {
    title: 'CSV引号不配对',
    happened: '文件中的引号不配对，其后未能读取。',
    remedy: '含引号的单元格应加引号，其中的引号应写两次；请重新导出后报送。',
  },
  'broken-json': {
    title: 'JSON格式有误',
    happened: '文件不是有效的JSON，或者不是记录的数组。',
    remedy: '请重新导出后报送，或者改用CSV报送。',
  },
  'broken-xml': {
    title: 'XML格式有误',
    happened: '文件不是有效的XML，或者各记录的元素名称不一致。',
    remedy: '请重新导出后报送。',
  },
  'broken-xlsx': {
    title: 'XLSX文件损坏',
    happened: 'XLSX文件损坏或不完整。',
    remedy: '请重新保存后完整报送。',
  },
  'doctype-refused': {
    title: '含有DOCTYPE声明',
    happened: '文件含有DOCTYPE声明，为安全起见不予读取。',
    remedy: '请导出不含该声明的文件后重新报送。',
  },
  'unknown-encoding': {
    title: '编码无法识别',
    happened: '文件的编码前后不一致、与声明不符，或者不是UTF-8、GB18030、UTF-16。',
    remedy: '请以UTF-8或GB18030重新导出后报送。',
  },
  'old-excel': {
    title: '旧版Excel文件',
    happened: '文件是旧版Excel或WPS表格（.xls、.et），文件中的行均未采纳。',
    remedy: '请用表格软件打开，另存为.xlsx或CSV后重新报送。',
  },
  'encrypted-file': {
    title: '文件有密码',
    happened: '文件设有密码，无法读取。',
    remedy: '请取消密码后重新保存并报送。',
  },
  'binary-workbook': {
    title: '二进制工作簿',
    happened: '文件是二进制工作簿（.xlsb），文件中的行均未采纳。',
    remedy: '请用表格软件打开，另存为.xlsx或CSV后重新报送。',
  },
  opendocument: {
    title: '开放文档表格',
    happened: '文件是开放文档表格（.ods），文件中的行均未采纳。',
    remedy: '请用表格软件打开，另存为.xlsx或CSV后重新报送。',
  },
  'xml-spreadsheet': {
    title: 'XML表格',
    happened: '文件是Excel 2003的XML表格，文件中的行均未采纳。',
    remedy: '请用表格软件打开，另存为.xlsx或CSV后重新报送。',
  },
  'web-page': {
    title: '网页文件',
    happened: '文件是网页，只是用了表格文件的名称，文件中的行均未采纳。',
    remedy: '请用表格软件打开，另存为.xlsx或CSV后重新报送。',
  },
  'document-file': {
    title: '文档不是表格',
    happened: '文件是PDF、Word之类的文档，不是表格。',
    remedy: '请将其中的表格按模板整理为.xlsx或CSV后报送。',
  },
  'image-file': {
    title: '图片不是表格',
    happened: '文件是图片，不是表格。',
    remedy: '请按模板录入为.xlsx或CSV后报送。',
  },
  'archive-file': {
    title: '压缩文件',
    happened: '文件是压缩文件（RAR、7z等），文件中的内容均未采纳。',
    remedy: '请解压后将其中的文件逐个报送。',
  },
  'zip-of-files': {
    title: '压缩包',
    happened: '文件是装有文件的压缩包（ZIP），又在另一个压缩包中或者来自接口，不再拆开，其中的内容均未采纳。',
    remedy: '请解压后将其中的文件逐个报送，或者打成一层压缩包报送。',
  },
  'too-many-files': {
    title: '压缩包中的文件过多',
    happened: '压缩包中的文件超过100个，均未采纳。',
    remedy: '请分成几个压缩包报送。',
  },
  'broken-zip': {
    title: '压缩包中的文件损坏',
    happened: '压缩包中的这个文件损坏或不完整，无法解压；其他文件不受影响。',
    remedy: '请重新打包后报送，或者单独报送该文件。',
  },
  'format-not-built': {
    title: '格式不受理',
    happened: '文件是其他软件的格式，无法读取。',
    remedy: '请用原软件打开，另存为不带密码的.xlsx或CSV后重新报送。',
  },
  'binary-file': {
    title: '不是文本文件',
    happened: '文件中有文本文件不应有的字节。',
    remedy: '请重新导出后报送。',
  },
  'snapshot-bounds': {
    title: '名单增减过大',
    happened: '名单的行数与上一期相比增减超出约定的幅度，已暂停处理。',
    remedy: '请向来源机关核实名单是否完整；完整的，请予以放行。',
  },
  withdrawn: {
    title: '报送单位已撤回',
    happened: '文件在任何一行采纳之前由报送单位撤回。',
    remedy: '请报送正确的文件。',
  },
  'names-shifted': {
    title: '名称与号码疑似错位',
    happened: '文件中许多行的名称与登记信息中该号码的名称不符，疑似名称列或号码列错行，已暂停处理。',
    remedy: '请核对两列后重新报送整个文件；确认无误的，请予以放行，不符的行由经办人员逐行认定。',
  },
  'standing-still': {
    title: '处理暂无进展',
    happened: '文件已收到，但较长时间没有处理新的行，医疗保障局已收到告警。',
    remedy: '请勿重复报送；故障排除后将自动继续处理，已处理的行不受影响。',
  },
  'object-missing': {
    title: '文件未送达',
    happened: '登记报送后，在规定时间内没有收到文件。',
    remedy: '请重新登记并上传文件。',
  },
} as const satisfies Reasons;
export type RunProblemCode = keyof typeof runReasons;
