import { normaliseHeader } from './header.ts';

/** A column of a file that nobody reads, and the column of the template that it is likely meant for. */
export interface NearName {
  readonly column: string;
  readonly meant: string;
}

/** Words that offices use for columns of 双公示. A file that has them is not read by them: its sender is asked. */
const everyday: Readonly<Record<string, readonly string[]>> = {
  行政相对人名称: ['单位名称', '企业名称', '机构名称', '当事人', '被处罚人'],
  行政处罚决定书文号: ['文书号', '文号', '决定书文号', '处罚文号'],
  处罚类别: ['处罚种类', '处罚类型'],
  处罚机关: ['处罚单位', '作出处罚的机关', '执法机关'],
};

/**
 * For each name the column that it nearly is. A name that two columns are as near to gets none, so that the same file
 * always gets the same answer.
 */
export function nearNames(
  names: readonly string[],
  columns: readonly { readonly names: readonly string[] }[],
): NearName[] {
  return names.flatMap((column) => {
    const near = columns
      .map((candidate) => ({
        meant: candidate.names[0] ?? '',
        distance: Math.min(...askedBy(candidate.names).map((name) => distanceOf(column, name))),
      }))
      .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.distance - b.distance);
    const [best, second] = near;
    return best && best.distance !== second?.distance ? [{ column, meant: best.meant }] : [];
  });
}

const askedBy = (names: readonly string[]): readonly string[] => [
  ...names,
  ...(everyday[names[0] ?? ''] ?? []),
];

const withoutBrackets = (name: string): string => name.replace(/\([^()]*\)/g, '');

/** How far two names are apart; infinite when nobody would take one for the other. */
const distanceOf = (one: string, other: string): number =>
  Math.min(
    distance(normaliseHeader(one), normaliseHeader(other)),
    distance(asWritten(one), asWritten(other)),
  );

/** Without the correction of known slips, which can lead away from the column. */
const asWritten = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toUpperCase();

function distance(a: string, b: string): number {
  if (withoutBrackets(a) === withoutBrackets(b) && withoutBrackets(a) !== '') return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 2 && long.includes(short) && short.length * 4 > long.length)
    return long.length - short.length;
  const edits = editDistance(a, b);
  return edits <= Math.min(2, Math.floor(long.length / 3)) ? edits : Number.POSITIVE_INFINITY;
}

/** Characters to insert, remove or replace. */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let at = 1; at <= b.length; at++) {
      const replaced = (before[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1);
      here.push(Math.min(replaced, (before[at] ?? 0) + 1, (here[at - 1] ?? 0) + 1));
    }
    before = here;
  }
  return before[b.length] ?? 0;
}
