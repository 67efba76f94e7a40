import type { FileRow, RowProblem } from './format.ts';

/**
 * The row with the values of its covered cells. Merged cells of titles and headers, which begin in `headerRow` or above
 * it, stay blank. A value that is hidden under a merged cell, and differs from what it shows, is a problem.
 */
export function withCoveredCells({ covered = [], ...row }: FileRow, headerRow: number): FileRow {
  const cells = [...row.cells];
  const problems = new Map<number | undefined, RowProblem>();
  for (const { of, index, anchorRow, text, problem } of covered) {
    if (anchorRow <= headerRow) continue;
    const own = (cells[index] ?? '').trim();
    if (of === 'formula') {
      if (own === '') problems.set(index, formulaCell(index));
    } else if (text === undefined || (own !== '' && own !== text.trim()))
      problems.set(index, mergedCell(index));
    else if (own === '') {
      while (cells.length <= index && text !== '') cells.push('');
      if (text !== '') cells[index] = text;
      if (problem) problems.set(index, problem);
    }
  }
  const all = [...(row.problems ?? []).filter(({ index }) => !problems.has(index)), ...problems.values()];
  return { ...row, cells, ...(all.length > 0 && { problems: all }) };
}

const mergedCell = (index: number): RowProblem => ({
  code: 'merged-cell',
  message:
    'The cell is part of a merged cell, and it is unclear which value it has. Unmerge it and write the value.',
  index,
});

const formulaCell = (index: number): RowProblem => ({
  code: 'formula-without-value',
  message: 'The cell belongs to a formula whose value is not in the file. Write the value itself.',
  index,
});
