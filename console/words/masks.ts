const resident = /(?<![0-9A-Za-z])(\d{6})(\d{8}|\d{5})(\d{3}[0-9Xx]|\d{4})(?![0-9A-Za-z])/g;

/** A text with the birthday in each resident number hidden, as the answers mask them. */
export const withoutNumbers = (text: string): string =>
  text.replace(
    resident,
    (_, head: string, middle: string, tail: string) => `${head}${'*'.repeat(middle.length)}${tail}`,
  );

/** Columns of a sender that name persons or their numbers (`法定代表人身份证号`, `iname`, `cardNum`). */
const personal =
  /姓名|法定代表人|负责人|身份证|证件号|^标识$|名称|iname|cardnum|buesinessentity|businessentity|^id$|^name$/i;
const ofAuthority = /机关|单位|类别|机构等级/;

export const isPersonal = (column: string): boolean => personal.test(column) && !ofAuthority.test(column);

/** A value of such a column: the first character of a name, the ends of a number. */
export function masked(value: string): string {
  if (value === '') return '';
  if (/^[0-9A-Za-z*]{8,}$/.test(value))
    return `${value.slice(0, 6)}${'*'.repeat(Math.max(0, value.length - 10))}${value.slice(-4)}`;
  return value.length <= 4
    ? `${value.slice(0, 1)}${'*'.repeat(value.length - 1)}`
    : `${value.slice(0, 2)}****${value.slice(-2)}`;
}
