import { isNoNumber } from '../../shared/placeholders.ts';
import { plainText } from '../../shared/plain-text.ts';
import type { DecisionFact } from './fact.ts';
import { comparableContent, digestOf, normaliseAuthorityName } from './identity.ts';

/**
 * A document number without the differences that authorities and exporters make in one and the same number
 * (docs/formats.md 5.1). Year, series, sub-numbers (28-1号, 28号之一) and a missing 号 stay: they can be another document.
 */
export function spellingOf(number: string): string {
  const tidy = plainText(number)
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{DI}]/gu, '')
    .toUpperCase()
    .replace(/號/g, '号')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/(?<![。.;,、])[。.;,、]+$/, '');
  const bare = /^[《「『〈<"“](.*号.*)[》」』〉>"”]$/.exec(tidy)?.[1] ?? tidy;
  const year = bare.replace(yearInBrackets, '〔$1〕');
  return hasYear.test(year) ? year.replace(serial, '$1号') : year;
}

const yearInBrackets = /[〔[(【〖〘〚《〈「『{<﹝‹«⟨]((?:19|20)\d\d)年?[〕\])】〗〙〛》〉」』}>﹞›»⟩]/gu;
const hasYear = /〔(?:19|20)\d\d〕/;
/** 第028号, 028号 and 28号 behind the year or behind words. Behind a hyphen or a digit it is part of a longer number. */
const serial = /(?<=[〕\p{Script=Han}])第?0*([1-9]\d*)号$/u;

const numbers = new WeakMap<DecisionFact, string>();

/**
 * The number of a document for comparison. A listing that was stored under a placeholder (无) has the number that it has
 * when it is sent without one.
 */
export function numberOf(fact: DecisionFact): string {
  const known = numbers.get(fact);
  if (known !== undefined) return known;
  const { content, authority, documentNumber } = fact;
  const number =
    content.kind === 'listing' && isUnnumbered(fact)
      ? `${content.list}:${content.listedOn}:${authority.name}`
      : documentNumber;
  const spelling = spellingOf(number);
  numbers.set(fact, spelling);
  return spelling;
}

/** True for a fact that an earlier release stored under a placeholder. */
export const isUnnumbered = ({ documentNumber }: DecisionFact): boolean =>
  documentNumber.length <= 32 && isNoNumber(documentNumber);

/** What a decision says, without its words. */
export const statedBy = ({ decidedOn, content, authority }: DecisionFact): string =>
  [decidedOn, normaliseAuthorityName(authority.name), digestOf(comparableContent(content))].join('/');
