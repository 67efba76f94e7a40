import type { FileRow, RowProblem } from './format.ts';

/** A row made of named fields (JSON, XML). A name that occurs twice has two values, of which nobody can say which counts. */
export function rowOfFields(
  row: number,
  fields: readonly { name: string; text: string }[],
  indexes: ReadonlyMap<string, number>,
): FileRow {
  const cells = new Array<string>(indexes.size).fill('');
  const seen = new Set<number>();
  let problem: RowProblem | undefined;
  for (const { name, text } of fields) {
    const index = indexes.get(name) ?? 0;
    if (seen.has(index)) {
      problem ??= repeatedField(index);
      cells[index] += `；${text}`;
    } else cells[index] = text;
    seen.add(index);
  }
  return { row, cells, ...(problem && { problem }) };
}

const repeatedField = (index: number): RowProblem => ({
  code: 'repeated-field',
  message: 'The record holds this field more than once. Keep one of them.',
  index,
});
