/**
 * A column's name as columns are compared: full width to half, no blanks, no colon at the end, known slips of real
 * templates mended. Of `行政相对人代码_2 (工商注册号)` the text in the brackets counts: the number differs by template.
 */
export const normaliseHeader = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/:$/, '')
    .replace('非法财务', '非法财物')
    .replace('决定文书号', '决定书文号')
    .replace(/^(?:行政相对人)?代码_\d+\(?([^()]+)\)?$/, '行政相对人代码($1)')
    .toUpperCase();
