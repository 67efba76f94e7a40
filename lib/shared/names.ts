import { normaliseName } from './identifiers.ts';

/** Legal forms at the end of a name, which senders leave out or abbreviate. The longest comes first. */
const legalForms =
  /(?:股份有限责任公司|股份有限公司|有限责任公司|集团有限公司|股份公司|有限公司|集团公司|公司|合伙企业|个人独资企业|个体工商户)$/;

/** Signs that stand for one character which a sender does not show. */
const hidden = /[*＊×○〇□■某]/u;

/**
 * Whether two names can be names of one subject: equal but for width, blanks, dots, private-use characters, the legal
 * form, one note in brackets at the end, and characters that one of them does not show. The number says who it is; this
 * only finds a name that belongs to somebody else, as in a column that is shifted by one row.
 */
export function isNameVariant(a: string, b: string): boolean {
  const [left, right] = [plain(a), plain(b)];
  if (left === '' || right === '') return true;
  return isSame(left, right) || isSame(withoutNote(left), right) || isSame(left, withoutNote(right));
}

const isSame = (a: string, b: string): boolean =>
  a === b || fits(a, b) || fits(b, a) || (withoutForm(a) === withoutForm(b) && withoutForm(a) !== '');

/** The name without dots: 扎西·多吉 and 扎西多吉 are one name. */
const plain = (name: string): string => normaliseName(name).replaceAll('·', '');

const withoutForm = (name: string): string => name.replace(legalForms, '');

/** `拉萨甲药店(原拉萨乙药店)`, `拉萨甲药店(个体工商户)`: the note is no part of the name. */
const withoutNote = (name: string): string => name.replace(/^(.+?)\([^()]*\)$/, '$1');

/** Whether a name with hidden characters shows nothing that contradicts the other. At least one character is shown. */
function fits(masked: string, name: string): boolean {
  const shown = [...masked];
  const letters = [...name];
  if (!hidden.test(masked) || shown.length !== letters.length) return false;
  return (
    shown.some((letter) => !hidden.test(letter)) &&
    shown.every((letter, at) => hidden.test(letter) || letter === letters[at])
  );
}
