const party = ['', '党内', '党纪'];
const administrative = ['', '政务', '行政'];

const named = (prefixes: readonly string[], term: string, measure: string): (readonly [string, string])[] =>
  prefixes.map((prefix) => [prefix + term, measure] as const);

/**
 * 处分类别 by severity: 党纪 (纪律处分条例) and 政务 (公职人员政务处分法, Art. 7). A plain 警告 can be of either kind and stays undetermined.
 */
export const measures: ReadonlyMap<string, string> = new Map([
  ['警告', 'warning'],
  ...named(['党内', '党纪'], '警告', 'party-warning'),
  ...named(['政务', '行政'], '警告', 'administrative-warning'),
  ...named(party, '严重警告', 'party-serious-warning'),
  ...named(party, '撤销党内职务', 'party-post-revoked'),
  ...named(party, '留党察看', 'party-probation'),
  ...named(party, '开除党籍', 'party-expulsion'),
  ...named(administrative, '记过', 'administrative-demerit'),
  ...named(administrative, '记大过', 'administrative-major-demerit'),
  ...named(administrative, '降级', 'administrative-demotion'),
  ...named(administrative, '撤职', 'administrative-removal'),
  ...named([...administrative], '开除', 'administrative-dismissal'),
  ['开除公职', 'administrative-dismissal'],
]);

/**
 * The measures of a cell in a fixed order, joined by `+`. Undefined when one is not on the list (谈话 and 诫勉 are not).
 */
export function readMeasures(text: string): string | undefined {
  const found = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .split(/[;,、+]|并(?=政务|行政|党)/)
    .filter(Boolean)
    .map((value) => measures.get(value.replace(/^给予/, '').replace(/(处分|\(?[一二两12]年\)?)+$/, '')));
  if (found.length === 0 || found.includes(undefined)) return undefined;
  return [...new Set(found)].sort().join('+');
}
