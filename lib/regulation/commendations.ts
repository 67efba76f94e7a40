import type { DecisionContent } from '../../schemas/record.ts';
import { type Category, type GradedCategory, isGraded } from '../shared/category.ts';
import { type Day, day } from '../shared/day.ts';
import { commendation } from './file-only-findings.ts';

/** The bonus row (加分项) that a commendation scores in. A category without one keeps it in the file alone. */
const bonusRows: Readonly<Partial<Record<GradedCategory, string>>> = {
  'medical-institution': 'mi.commendation',
  pharmacy: 'ph.commendation',
};

/** Findings that are commendations (Art. 10, 守信信息), with the rows that the bureau enters directly. */
export const commendationIndicators: ReadonlySet<string> = new Set([
  commendation,
  ...Object.values(bonusRows),
]);

export const isCommendation = (content: DecisionContent): boolean =>
  content.kind === 'finding' && commendationIndicators.has(content.indicator);

/** An authority whose commendation scores, from a day on. */
interface CommendingAuthority {
  /** Its whole name, without the region before that of a prefecture. */
  readonly name: string;
  readonly id?: string;
  readonly from: Day;
  readonly to?: Day;
}

const since = day('2023-05-08');
/**
 * The medical-insurance departments of prefecture level or above (annex 6: 市级及以上医疗保障部门; annex 7: 医保监管部门). A
 * bureau adds its own entries here, dated.
 */
const commendingAuthorities: readonly CommendingAuthority[] = [
  { name: '国家医疗保障局', from: since },
  { name: '西藏自治区医疗保障局', from: since },
  { name: '拉萨市医疗保障局', from: since },
  { name: '日喀则市医疗保障局', from: since },
  { name: '昌都市医疗保障局', from: since },
  { name: '林芝市医疗保障局', from: since },
  { name: '山南市医疗保障局', from: since },
  { name: '那曲市医疗保障局', from: since },
  { name: '阿里地区医疗保障局', from: since },
];

/**
 * From this day of decision on the list holds for commendations that are entered in a bonus row. Earlier ones scored
 * whoever gave them, and their results are published.
 */
const listedFrom = day('2026-12-01');

interface Commended {
  readonly indicator: string;
  readonly authority: { readonly name: string; readonly id?: string | undefined };
  readonly decidedOn: Day;
}

/** The row in which a commendation scores one point a case; undefined where it is kept in the file alone. */
export function bonusRowOf(
  category: Category,
  { indicator, authority, decidedOn }: Commended,
): string | undefined {
  const row = isGraded(category) ? bonusRows[category] : undefined;
  const counts = (indicator !== commendation && decidedOn < listedFrom) || isListed(authority, decidedOn);
  return counts ? row : undefined;
}

const isListed = ({ name, id }: Commended['authority'], on: Day): boolean =>
  commendingAuthorities.some(
    (listed) =>
      (plain(listed.name) === plain(name) || (id !== undefined && listed.id === id)) &&
      listed.from <= on &&
      (listed.to === undefined || on <= listed.to),
  );

/** `西藏自治区拉萨市医疗保障局` and `拉萨市医疗保障局` are the same authority. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/^西藏自治区(?!医疗保障局)/u, '');
