import { maskedIdentifier, normaliseIdentifier } from './identifiers.ts';

/** A resident number of 15 or 18 characters, also one that is hidden in part. */
const residentNumber = /(?<![0-9A-Za-z])\d{6}[\d*]{5,8}[\d*]{3}[\dXx*]?(?![0-9A-Za-z])/g;

const organisationName =
  /^.{4,}(?:公司|医院|药店|药房|药堂|诊所|门诊部|卫生院|卫生室|卫生所|集团|中心|学校|大学|委员会|局|厂|社|站|院|所)$/u;
/** Codes of institutions; those of persons begin with other letters. */
const institutionCode = /^[HP]\d{11}$/;

const isOfOrganisation = (value: string): boolean =>
  normaliseIdentifier('uscc', value).ok || institutionCode.test(value) || organisationName.test(value);

/** The first character of a name: `卓玛` as `卓*`. */
export const maskedName = (name: string): string => {
  const [first = '', ...others] = name;
  return `${first}${'*'.repeat(others.length)}`;
};

/** A value that may name somebody: a number without its middle, a name without its end. Those of organisations stay. */
export function maskedValue(value: string): string {
  const text = value.trim();
  if (text === '' || isOfOrganisation(text)) return value;
  return /^[\dA-Za-z*-]{8,}$/.test(text) ? maskedIdentifier(text) : maskedName(text);
}

/** A text without the numbers of residents and without the values that name somebody. */
export function withoutPersons(text: string, named: ReadonlySet<string>): string {
  let covered = text;
  for (const value of named) if (value.length > 1) covered = covered.replaceAll(value, maskedValue(value));
  return covered.replace(residentNumber, maskedIdentifier);
}
