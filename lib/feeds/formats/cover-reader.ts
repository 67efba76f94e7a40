import type { CellRange } from './cell-range.ts';
import { type CoveredCell, FileProblem, type RowProblem } from './format.ts';

interface Cover extends CellRange {
  readonly of: CoveredCell['of'];
  text: string;
  problem: RowProblem | undefined;
}

/** Covered cells of a sheet. Few bytes can cover very many. */
const coveredLimit = 20_000_000;

export const tooManyMerges = (): FileProblem =>
  new FileProblem(
    'too-many-merges',
    'A sheet of the XLSX has too many merged cells. Unmerge them and fill in their values.',
  );

export interface CoverReader {
  /** Adds the range of an array formula that begins in the next row that is asked for. */
  add(range: CellRange): void;
  /** The covered cells of a row. Rows are asked for in order. */
  of(row: number, cells: readonly string[], problems: ReadonlyMap<number, RowProblem>): CoveredCell[];
}

/** Follows the merged cells of a sheet, sorted by their first row, down its rows. Only those at a row are kept. */
export function coverReader(merges: readonly CellRange[]): CoverReader {
  let next = 0;
  let active: Cover[] = [];
  let left = coveredLimit;
  const begin = (range: CellRange, of: Cover['of']): void =>
    void active.push({ ...range, of, text: '', problem: undefined });
  return {
    add: (range) => begin(range, 'formula'),
    of(row, cells, problems) {
      for (let merge = merges[next]; merge && merge.top <= row; merge = merges[++next]) begin(merge, 'merge');
      if (active.length === 0) return [];
      active = active.filter(({ bottom }) => bottom >= row);
      const covered: CoveredCell[] = [];
      for (const cover of active) {
        if (cover.top === row) {
          cover.text = cells[cover.left] ?? '';
          cover.problem = problems.get(cover.left);
        }
        for (const cell of coveredBy(cover, row)) {
          if (--left < 0) throw tooManyMerges();
          covered.push(cell);
        }
      }
      return covered;
    },
  };
}

/** Below its first cell a merge means its value for each row. Beside it, it is unclear for which columns it counts. */
function* coveredBy({ top, left, right, of, text, problem }: Cover, row: number): Generator<CoveredCell> {
  for (let index = left; index <= right; index++) {
    if (row === top && index === left) continue;
    const isUnclear = of === 'formula' || (index !== left && (text.trim() !== '' || problem !== undefined));
    yield {
      of,
      index,
      anchorRow: top,
      text: isUnclear ? undefined : text,
      ...(problem && { problem: { ...problem, index } }),
    };
  }
}
