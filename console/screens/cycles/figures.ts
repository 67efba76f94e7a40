import type { AnswerOf } from '../../api/operation-types.ts';
import { categoryName } from '../../words/codes.ts';

export type Cycle = AnswerOf<'GET /v1/cycles/{year}'>;
export type Report = NonNullable<Cycle['report']>;
type Counts = Readonly<Record<string, number>>;

export const grades = ['A', 'B', 'C', 'D', 'E'] as const;
export type GradeLetter = (typeof grades)[number];

/** Subjects of a category by grade. */
export interface Spread {
  readonly category: string;
  readonly total: number;
  readonly counts: Readonly<Record<GradeLetter, number>>;
}

/** `category/prefecture/grade` → subjects, as one line a category; of one prefecture, or of all. */
export function spreadsOf(counts: Counts, prefecture: string): Spread[] {
  const byCategory = new Map<string, Record<GradeLetter, number>>();
  for (const [key, subjects] of Object.entries(counts)) {
    const [category = '', place, grade] = key.split('/');
    if (prefecture && place !== prefecture) continue;
    const known = byCategory.get(category) ?? { A: 0, B: 0, C: 0, D: 0, E: 0 };
    known[grade as GradeLetter] += subjects;
    byCategory.set(category, known);
  }
  return [...byCategory]
    .map(([category, counted]) => ({
      category,
      counts: counted,
      total: grades.reduce((sum, grade) => sum + counted[grade], 0),
    }))
    .sort((a, b) => (categoryName(a.category) < categoryName(b.category) ? -1 : 1));
}

/** What a rehearsal is compared with. */
export type Against = 'year' | 'interim';

/** How many rise, stay and fall. */
export interface Moves {
  readonly name: string;
  readonly up: number;
  readonly same: number;
  readonly down: number;
}

const sumOf = (
  name: string,
  moves: readonly (readonly [from: string, to: string, count: number])[],
): Moves => {
  const of = (sign: number): number =>
    moves
      .filter(([from, to]) => Math.sign(from.localeCompare(to)) === sign)
      .reduce((sum, [, , count]) => sum + count, 0);
  return { name, up: of(1), same: of(0), down: of(-1) };
};

const movesIn = (counts: Counts) =>
  Object.entries(counts).map(([key, count]) => {
    const [category = '', from = '', to = ''] = key.split('/');
    return { category, move: [from, to, count] as const };
  });

type Moving = Pick<Report, 'movesFromYear' | 'movesFromInterim'>;
const countsOf = (of: Moving, against: Against): Counts =>
  against === 'year' ? of.movesFromYear : of.movesFromInterim;

/** `category/from/to` → subjects, as one line a category. */
export function movesByCategory(of: Moving, against: Against): Moves[] {
  const all = movesIn(countsOf(of, against));
  const categories = [...new Set(all.map(({ category }) => category))].sort();
  return categories.map((category) =>
    sumOf(
      categoryName(category),
      all.filter((one) => one.category === category).map(({ move }) => move),
    ),
  );
}

/** The same, as one line a prefecture. */
export const movesByPrefecture = (
  byPrefecture: NonNullable<Report['byPrefecture']>,
  against: Against,
  nameOf: (prefecture: string) => string,
): Moves[] =>
  Object.entries(byPrefecture)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([prefecture, of]) =>
      sumOf(
        nameOf(prefecture),
        movesIn(countsOf(of, against)).map(({ move }) => move),
      ),
    );

/** The year before where there is one; otherwise the interim grades of the cycle. */
export const usualAgainst = ({ movesFromYear }: Report): Against =>
  Object.keys(movesFromYear).length > 0 ? 'year' : 'interim';
