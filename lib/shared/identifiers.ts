import { parseDay } from './day.ts';
import { withStars } from './masks.ts';
import { plainText } from './plain-text.ts';
import { withoutPrivateUse } from './private-use.ts';
import { err, ok, type Result } from './result.ts';
import type { Scheme } from './scheme.ts';

/** Why a text is not an identifier of its scheme. */
export type IdentifierFault = 'masked' | 'mangled' | 'shape' | 'check-digit' | 'birth-date';

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const usccShape = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;

/** The check character of the first 17 of a 统一社会信用代码 (GB 32100-2015). */
export function usccCheck(body: string): string {
  const sum = usccWeights.reduce(
    (total, weight, index) => total + weight * usccAlphabet.indexOf(body[index] ?? ''),
    0,
  );
  return usccAlphabet[(31 - (sum % 31)) % 31] ?? '';
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of the first 17 digits of a 公民身份号码 (GB 11643-1999). */
export function residentIdCheck(body: string): string {
  const sum = idWeights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return '10X98765432'[sum % 11] ?? '';
}

/** Half width, without marks of programs, blanks and zero-width characters, upper case. */
export const tidyIdentifier = (text: string): string =>
  plainText(text)
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();

/** The normalised identifier. A 15-digit resident number becomes an 18-digit one. */
export function normaliseIdentifier(scheme: Scheme, text: string): Result<string, IdentifierFault> {
  const tidy = tidyIdentifier(text);
  if (/^\d(\.\d+)?E\+?\d+$/.test(tidy)) return err('mangled');
  const parsed = parsers[scheme](tidy);
  return !parsed.ok && withStars(tidy, scheme) ? err('masked') : parsed;
}

const parsers: Readonly<Record<Scheme, (tidy: string) => Result<string, IdentifierFault>>> = {
  uscc: (tidy) => {
    if (!usccShape.test(tidy)) return err('shape');
    return tidy.at(-1) === usccCheck(tidy) ? ok(tidy) : err('check-digit');
  },
  'resident-id': (tidy) => residentId(/^\d{15}$/.test(tidy) ? lengthened(tidy) : tidy),
  // The letters for other kinds of personnel are not known (docs/formats.md 4.5).
  'medins-code': (tidy) => (/^[A-Z]{1,2}\d{11,12}$/.test(tidy) ? ok(tidy) : err('shape')),
};

function lengthened(short: string): string {
  const body = `${short.slice(0, 6)}19${short.slice(6)}`;
  return body + residentIdCheck(body);
}

/** Citizens, residents from Hong Kong, Macao and Taiwan (81 to 83), and foreigners with permanent residence (9). */
function residentId(id: string): Result<string, IdentifierFault> {
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return err('shape');
  if (id.at(-1) !== residentIdCheck(id)) return err('check-digit');
  const birth = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  return parseDay(birth) && birth >= '1850-01-01' ? ok(id) : err('birth-date');
}

/**
 * A name in the form used for comparison: half width, no blanks or zero-width characters, no private-use codes, one
 * kind of middle dot, upper case.
 */
export const normaliseName = (name: string): string =>
  withoutPrivateUse(name)
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[•‧∙・．.]/gu, '·')
    .toUpperCase();

/** An identifier for display: its first six and last four characters. */
export const maskedIdentifier = (id: string): string =>
  id.length > 10 ? `${id.slice(0, 6)}${'*'.repeat(id.length - 10)}${id.slice(-4)}` : '*'.repeat(id.length);
