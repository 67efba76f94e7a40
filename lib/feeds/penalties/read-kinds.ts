import type { PenaltyKind } from '../../../schemas/record.ts';
import type { RowReader } from '../row-reader.ts';
import { readPenaltyKinds } from './kinds.ts';

/** The kinds of penalty of a row, from one column or two; a kind that is not understood waits for a person. */
export function readKinds(row: RowReader<'kinds' | 'moreKinds'>): PenaltyKind[] | undefined {
  if (row.required('kinds') === undefined) return undefined;
  const [kinds, more] = (['kinds', 'moreKinds'] as const).map((column) =>
    row.has(column) ? readColumn(row, column) : [],
  );
  return kinds && more && [...new Set([...kinds, ...more])];
}

function readColumn(
  row: RowReader<'kinds' | 'moreKinds'>,
  column: 'kinds' | 'moreKinds',
): PenaltyKind[] | undefined {
  const found = readPenaltyKinds(row.text(column));
  if (found === 'combined-kind') {
    return row.find(column, found, 'The value means 暂扣 or 吊销. Say which, as of the law of 2021.');
  }
  if (found === 'unmapped-kind') {
    return row.find(column, found, 'A kind of penalty here has no indicator yet. An officer must map it.');
  }
  return found;
}
