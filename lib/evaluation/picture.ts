import { gradedCategories } from '../shared/category.ts';
import { type Grade, grades } from '../shared/grade.ts';
import type { Report } from './report.ts';

const colours: Record<Grade, string> = {
  A: '#2e7d32',
  B: '#9ccc65',
  C: '#fdd835',
  D: '#fb8c00',
  E: '#c62828',
};
const names: Record<(typeof gradedCategories)[number], string> = {
  'medical-institution': '定点医疗机构',
  pharmacy: '定点零售药店',
  pharmacist: '医保药师',
  doctor: '医保医师',
  nurse: '医保护士',
  'insured-person': '参保人员',
};
const [barWidth, rowHeight, left, top] = [420, 22, 190, 60];
const cell = 34;

/**
 * The rehearsal as one SVG: a bar of grades for each category and prefecture, and a matrix of grade changes for each
 * category.
 */
export function rehearsalPicture(report: Report, year: number): string {
  const bars = barsOf(report);
  const squares = gradedCategories.filter((category) => Object.keys(movesOf(report, category)).length > 0);
  const squaresTop = top + bars.length * rowHeight + 60;
  const height = squaresTop + Math.ceil(squares.length / 3) * (cell * 6 + 50);
  const title = `${year}年度信用评价预演 · ${report.subjects} 个信用主体 · 一票否决 ${report.vetoed}（新增 ${report.newlyVetoed}）· 连续三年降级 ${report.downgraded}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title><rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="20" y="28" font-size="15">${title}</text>`,
    ...grades.map(
      (grade, index) =>
        `<rect x="${left + index * 50}" y="38" width="12" height="12" fill="${colours[grade]}"/><text x="${left + index * 50 + 16}" y="48">${grade}</text>`,
    ),
    ...bars.map(({ label, counts }, index) => barOf(label, counts, top + index * rowHeight)),
    `<text x="20" y="${squaresTop - 20}" font-size="13">行：变动前等级，列：预演等级（试行：按现行指标的结果；否则上年度结果，没有的，本年度动态等级）</text>`,
    ...squares.map((category, index) =>
      squareOf(names[category], movesOf(report, category), {
        x: 40 + (index % 3) * 240,
        y: squaresTop + Math.floor(index / 3) * (cell * 6 + 50),
      }),
    ),
    '</svg>',
  ].join('\n');
}

type Counts = Partial<Record<Grade, number>>;

/** Each category as a whole, then its prefectures. */
function barsOf({ grades: counts }: Report): { label: string; counts: Counts }[] {
  return gradedCategories.flatMap((category) => {
    const rows = Object.entries(counts)
      .map(([key, count]) => [key.split('/'), count] as const)
      .filter(([[known]]) => known === category);
    if (rows.length === 0) return [];
    const prefectures = [...new Set(rows.map(([[, prefecture = '-']]) => prefecture))].sort();
    const countsOf = (chosen?: string): Counts => {
      const total: Counts = {};
      for (const [[, prefecture, grade], count] of rows) {
        if (chosen !== undefined && prefecture !== chosen) continue;
        total[grade as Grade] = (total[grade as Grade] ?? 0) + count;
      }
      return total;
    };
    return [
      { label: names[category], counts: countsOf() },
      ...prefectures.map((prefecture) => ({
        label: `　${prefecture === '-' ? '未注明' : `${prefecture}00`}`,
        counts: countsOf(prefecture),
      })),
    ];
  });
}

function barOf(label: string, counts: Counts, y: number): string {
  const total = grades.reduce((sum, grade) => sum + (counts[grade] ?? 0), 0);
  let x = left;
  const parts = grades.map((grade) => {
    const width = ((counts[grade] ?? 0) / Math.max(1, total)) * barWidth;
    const part = `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="16" fill="${colours[grade]}"><title>${grade}: ${counts[grade] ?? 0}</title></rect>`;
    x += width;
    return part;
  });
  const figures = grades.map((grade) => counts[grade] ?? 0).join(' / ');
  return `<text x="20" y="${y + 13}">${label}</text>${parts.join('')}<text x="${left + barWidth + 8}" y="${y + 13}">${figures}</text>`;
}

/**
 * `from/to` → subjects, for the first comparison that has entries: tables in force (trials), year before, interim
 * grade.
 */
function movesOf(
  { movesFromInForce, movesFromYear, movesFromInterim }: Report,
  category: string,
): Record<string, number> {
  const of = (moves: Readonly<Record<string, number>>) =>
    Object.entries(moves).flatMap(([key, count]): [string, number][] =>
      key.startsWith(`${category}/`) ? [[key.slice(category.length + 1), count]] : [],
    );
  const shown = [movesFromInForce, movesFromYear, movesFromInterim].map(of).find((moves) => moves.length > 0);
  return Object.fromEntries(shown ?? []);
}

function squareOf(label: string, moves: Record<string, number>, { x, y }: { x: number; y: number }): string {
  const most = Math.max(...Object.values(moves));
  const heads = grades.flatMap((grade, index) => [
    `<text x="${x + (index + 1) * cell + 12}" y="${y + 14}">${grade}</text>`,
    `<text x="${x + 12}" y="${y + (index + 1) * cell + 12}">${grade}</text>`,
  ]);
  const cells = grades.flatMap((from, row) =>
    grades.map((to, column) => {
      const count = moves[`${from}/${to}`] ?? 0;
      const [cx, cy] = [x + (column + 1) * cell, y + (row + 1) * cell - 10];
      const fill = row === column ? '#90a4ae' : column > row ? '#c62828' : '#2e7d32';
      const opacity = count === 0 ? 0.04 : 0.2 + (0.7 * count) / most;
      return `<rect x="${cx}" y="${cy}" width="${cell - 2}" height="${cell - 2}" fill="${fill}" fill-opacity="${opacity.toFixed(2)}"/>${count > 0 ? `<text x="${cx + 4}" y="${cy + 20}" font-size="10">${count}</text>` : ''}`;
    }),
  );
  return `<text x="${x}" y="${y - 4}">${label}</text>${heads.join('')}${cells.join('')}`;
}
