import type { Scheme } from './scheme.ts';

/** Signs that hide a character of a number. NFKC turns the full-width asterisk and number sign into these. */
const signs = /[*#×✕✖✗╳ΧХ•●◦○◯〇⚪⚫□■▢▣█▇▓▒░△▲▽▼☆★※·∙⋅・‧～~^某]/gu;
/** Signs that stand in numbers otherwise: only a run of them hides something. An ellipsis is three dots. */
const runs = /\?{2,}|_{2,}|-{3,}|\.{3,}/g;

const stars = (hidden: string): string => '*'.repeat([...hidden].length);

/**
 * A number with `*` for each character that is hidden, or undefined when nothing of it is. An X hides a character too, but
 * a single one at the end is a check character, and in a 统一社会信用代码 few of them are characters of it.
 * @param tidy the number in the form of `tidyIdentifier`
 */
export function withStars(tidy: string, scheme: Scheme): string | undefined {
  const starred = tidy.replace(signs, '*').replace(runs, stars);
  const mask = starred.replace(scheme === 'resident-id' ? /X(?!$)|(?<=X)X$/g : /X{3,}/g, stars);
  return mask.includes('*') && opens[scheme].test(mask) ? mask : undefined;
}

/** What is open of a mask are characters of such numbers: a text with stars is no number otherwise. */
const opens: Readonly<Record<Scheme, RegExp>> = {
  uscc: /^[0-9A-Z*-]{1,40}$/,
  'resident-id': /^[0-9*-]{0,40}X?$/,
  'medins-code': /^[0-9A-Z*-]{1,40}$/,
};

const fullLength = 18;
/** A resident number of 15 digits has the year without its century, and no check character. */
const oldLength = 15;
const lengthened = (old: string): string => `${old.slice(0, 6)}19${old.slice(6)}*`;

/** The open characters before the first and behind the last hidden one. */
const endsOf = (mask: string): readonly [head: string, tail: string] => [
  mask.split('*')[0] ?? '',
  mask.split('*').at(-1) ?? '',
];

/**
 * A mask in the length of the number. Senders write fewer or more signs than characters: then the open characters at both
 * ends count. A mask of 15 characters that hides the century can be of either length, and stays.
 */
export function fullMask(mask: string, scheme: Scheme): string {
  const bare = mask.replace(/-/g, '');
  if (bare.length === fullLength) return bare;
  if (scheme === 'uscc' && bare.length === 9) return `${'*'.repeat(8)}${bare}*`;
  if (scheme === 'resident-id' && bare.length === oldLength) {
    const century = bare.slice(6, 8);
    if (century.includes('*')) return bare;
    if (century !== '19' && century !== '20') return lengthened(bare);
  }
  const [head, tail] = endsOf(bare);
  const hidden = fullLength - head.length - tail.length;
  return hidden < 0 ? bare : head + '*'.repeat(hidden) + tail;
}

/** True when a number can be the one that a mask hides: no open character contradicts. */
export function fitsMask(mask: string, id: string): boolean {
  const shown = mask.toUpperCase();
  const isAt = (whole: string): boolean =>
    whole.length === id.length && [...whole].every((letter, at) => letter === '*' || letter === id[at]);
  if (shown.length === id.length) return isAt(shown);
  const [head, tail] = endsOf(shown);
  return (
    (id.startsWith(head) && id.endsWith(tail)) || (shown.length === oldLength && isAt(lengthened(shown)))
  );
}
