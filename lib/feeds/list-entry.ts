/** Characters of a mark. Two characters of a number have the same mark by chance once in 262,144 times. */
const markLength = 3;
const maskedMark = '_'.repeat(markLength);

/**
 * The identity of a list entry: document, name, and what is open of the number (`numberMarks`). Entries that an earlier
 * release noted have no third part: nothing is known of their number.
 */
export const listEntryOf = ({
  document,
  identity,
  numberMarks,
}: {
  document: string;
  identity: { nameDigest: string };
  numberMarks?: string | undefined;
}): string => [document, identity.nameDigest, ...(numberMarks ? [numberMarks] : [])].join('.');

/**
 * What is open of a number, position by position, as short keyed digests; asterisks stay open for any character. It
 * shows whether two numbers can be the same, also if they are masked in different ways, and names no digit of them. The
 * digests differ from entry to entry.
 */
export const marksOf = (number: string, digestOf: (text: string) => string): string =>
  [...number.toUpperCase()]
    .map((letter, at) => (letter === '*' ? maskedMark : digestOf(`${at}:${letter}`).slice(0, markLength)))
    .join('');

/** Document and name of an entry: what namesakes of one document have in common. */
export const namesakesOf = (entry: string): string => entry.split('.').slice(0, 2).join('.');

/** Whether two entries can be about the same person: no open character of their numbers contradicts. */
export function couldBeSame(a: string, b: string): boolean {
  if (namesakesOf(a) !== namesakesOf(b)) return false;
  const [one, other] = [a.split('.')[2], b.split('.')[2]];
  if (one === undefined || other === undefined) return true;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += markLength) {
    const [left, right] = [one.slice(at, at + markLength), other.slice(at, at + markLength)];
    if (left !== right && left !== maskedMark && right !== maskedMark) return false;
  }
  return true;
}

/**
 * Entries of an older list that are missing from a newer one. An entry with the same number, masked or not, is the same.
 * Each entry of the newer list stands for one of the older list at most. If several can be the missing one, nothing can
 * be told: all of them are returned.
 */
export function missingFrom(olds: readonly string[], news: readonly string[]): string[] {
  const rest = olds.filter((old) => !news.includes(old));
  const free = news.filter((one) => !olds.includes(one));
  const taken = new Map<string, string>();
  const partnersOf = (old: string): string[] => free.filter((one) => couldBeSame(old, one));
  const finds = (old: string, tried: Set<string>): boolean =>
    partnersOf(old).some((one) => {
      if (tried.has(one)) return false;
      tried.add(one);
      const holder = taken.get(one);
      if (holder !== undefined && !finds(holder, tried)) return false;
      taken.set(one, old);
      return true;
    });
  const missing = new Set<string>();
  const doubt = (old: string): void => {
    if (missing.has(old)) return;
    missing.add(old);
    for (const one of partnersOf(old)) doubt(taken.get(one) ?? old);
  };
  for (const old of rest.filter((one) => !finds(one, new Set()))) doubt(old);
  return [...missing];
}
