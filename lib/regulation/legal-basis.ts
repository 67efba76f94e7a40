import { type Day, day } from '../shared/day.ts';

/** A document that the connector works under (Art. 33), from its first to its last day. Without a last day it goes on. */
interface LegalBasis {
  readonly document: string;
  readonly from: Day;
  readonly to?: Day;
}

/** The regulation was issued for a trial of three years (Art. 33). What continues or replaces it is a further entry. */
const legalBases: readonly LegalBasis[] = [
  { document: '藏医保〔2023〕33号', from: day('2023-05-08'), to: day('2026-05-07') },
];

/** The documents in force on a day; none when the basis on record has lapsed. */
export const legalBasisOn = (on: Day): readonly string[] =>
  legalBases
    .filter(({ from, to }) => from <= on && (to === undefined || on <= to))
    .map(({ document }) => document);

/** What officers read about the legal basis of a day. */
export function legalBasisSaid(on: Day): string {
  const documents = legalBasisOn(on);
  if (documents.length > 0) return `依据：${documents.join('、')}`;
  const last = legalBases.findLast(({ to }) => to !== undefined && to < on);
  return last
    ? `在册依据${last.document}的试行期已于${last.to}届满（第三十三条），尚未登记延续或者替代的文件`
    : '尚无在册依据';
}
