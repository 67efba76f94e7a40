import { Problem } from '../../runtime/problem.ts';

/** The prefecture that a list is limited to: the first four digits of its division codes. @throws Problem 400 */
export function askedPrefecture(text: string | undefined): string | undefined {
  if (text === undefined || /^54\d{2}$/.test(text)) return text;
  throw new Problem(
    400,
    'unknown-prefecture',
    'prefecture: the first four digits of a division, such as 5401.',
  );
}
