import type { Category, GradedCategory } from '../shared/category.ts';
import { isInstitution, isStaff } from '../shared/category.ts';
import { type Day, day } from '../shared/day.ts';
import type { Grade } from '../shared/grade.ts';
import { type Dated, inForceOn } from './in-force.ts';
import { firstReading, firstReadingOfTermination } from './measure-wordings/first-reading.ts';
import type { Holder, MeasureWordings, WordedMeasure } from './measure-wordings/measure-wordings.ts';
import { secondReading, secondReadingOfTermination } from './measure-wordings/second-reading.ts';

/**
 * A measure that follows from a grade (激励或惩戒措施, Art. 22 to 26). The wording is this product's, not the regulation's.
 */
export interface Measure {
  readonly code: string;
  readonly article: string;
  readonly paragraph: string;
  /**
   * Whether the text permits the measure (`may`: 可, 可以) or commands it (`shall`: 应当). Absent on sheets of the cycles
   * up to 2027.
   */
  readonly modality?: Modality;
  readonly wording: string;
}

type Modality = 'may' | 'shall';

const paragraphs: Readonly<Record<Holder, string>> = {
  institution: '第一项',
  staff: '第二项',
  'insured-person': '第三项',
};

/** The article of each grade, and what it says of the measures that it lists: 可给予 (22), 可以给予 (23), 可以采取 (24 to 26). */
const articles: Readonly<Record<Grade, { readonly number: string; readonly modality: Modality }>> = {
  A: { number: '第二十二条', modality: 'may' },
  B: { number: '第二十三条', modality: 'may' },
  C: { number: '第二十四条', modality: 'may' },
  D: { number: '第二十五条', modality: 'may' },
  E: { number: '第二十六条', modality: 'may' },
};

interface Reading {
  readonly measures: MeasureWordings;
  /** A medical institution at E in two cycles running (Art. 26 (1)). */
  readonly termination: WordedMeasure;
  readonly modalities: boolean;
}

const first: Reading = { measures: firstReading, termination: firstReadingOfTermination, modalities: false };
const second: Reading = {
  measures: secondReading,
  termination: secondReadingOfTermination,
  modalities: true,
};

/**
 * The reading that a score sheet contains, by the end of its cycle. The second one begins with 2028, because an
 * installation may have sheets of 2027 when it gets this release: their bytes stay as they were.
 */
const onSheets: readonly [Dated<Reading>, ...Dated<Reading>[]] = [
  { from: day('2023-05-08'), value: first },
  { from: day('2028-01-01'), value: second },
];

const holderOf = (category: Category): Holder =>
  isInstitution(category) ? 'institution' : isStaff(category) ? 'staff' : 'insured-person';

/** The measures of a grade as they are shown, in the order of the article (Art. 22 to 26). */
export const measuresOf = (
  category: GradedCategory,
  grade: Grade,
  previousGrades: readonly Grade[] = [],
): Measure[] => measuresBy(second, { category, grade, previousGrades });

/** The measures of a grade as a score sheet of a cycle contains them. */
export const measuresOnSheet = (
  category: GradedCategory,
  grade: Grade,
  { cycle, previousGrades = [] }: { cycle: number; previousGrades?: readonly Grade[] | undefined },
): Measure[] => measuresBy(inForceOn(onSheets, `${cycle}-12-31` as Day), { category, grade, previousGrades });

function measuresBy(
  reading: Reading,
  {
    category,
    grade,
    previousGrades,
  }: { category: GradedCategory; grade: Grade; previousGrades: readonly Grade[] },
): Measure[] {
  const holder = holderOf(category);
  const { number: article, modality } = articles[grade];
  const again = category === 'medical-institution' && grade === 'E' && previousGrades.at(-1) === 'E';
  return [...reading.measures[grade][holder], ...(again ? [reading.termination] : [])].map(
    ([code, wording]) => ({
      code,
      article,
      paragraph: paragraphs[holder],
      ...(reading.modalities && { modality }),
      wording,
    }),
  );
}
