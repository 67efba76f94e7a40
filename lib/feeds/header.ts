/**
 * The form in which column names are compared: full width becomes half width, blanks and a colon at the end are
 * removed, known errors of real templates are corrected. Of `行政相对人代码_2 (工商注册号)` only the text in brackets counts,
 * because the number differs between templates.
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

/** Names of the column that numbers the rows. Every template ignores it. */
export const rowNumberColumns: readonly string[] = ['序号', '序', 'NO', 'NO.', 'XH'];
