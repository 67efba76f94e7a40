import type { FileRow, RowProblem } from './format.ts';

/**
 * A row made from named fields (JSON, XML). A name that occurs twice is a problem, because it is unclear which value
 * counts.
 */
export function rowOfFields(
  row: number,
  fields: readonly { name: string; text: string }[],
  indexes: ReadonlyMap<string, number>,
): FileRow {
  const cells = new Array<string | undefined>(indexes.size).fill(undefined);
  const problems = new Map<number, RowProblem>();
  for (const { name, text } of fields) {
    const index = indexes.get(name);
    if (index === undefined) throw new RangeError('the file changed while it was read');
    const before = cells[index];
    if (before !== undefined) problems.set(index, repeatedField(index));
    cells[index] = before === undefined ? text : `${before}；${text}`;
  }
  return {
    row,
    cells: cells.map((cell) => cell ?? ''),
    ...(problems.size > 0 && { problems: [...problems.values()] }),
  };
}

const repeatedField = (index: number): RowProblem => ({
  code: 'repeated-field',
  message: 'The record holds this field more than once. Keep one of them.',
  index,
});
