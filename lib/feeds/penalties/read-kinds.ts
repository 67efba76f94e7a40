import type { PenaltyKind } from '../../../schemas/record.ts';
import type { SourceSettings } from '../feed.ts';
import type { RowReader } from '../row-reader.ts';
import { readPenaltyKinds } from './kinds.ts';

/** The kinds of penalty of a row, from one or two columns. A kind that is not understood is a finding. */
export function readKinds(
  row: RowReader<'kinds' | 'moreKinds'>,
  { penaltyKinds }: Pick<SourceSettings, 'penaltyKinds'>,
): PenaltyKind[] | undefined {
  if (row.required('kinds') === undefined) return undefined;
  const [kinds, more] = (['kinds', 'moreKinds'] as const).map((column) =>
    row.has(column) ? readColumn(row, column, penaltyKinds) : [],
  );
  return kinds && more && [...new Set([...kinds, ...more])];
}

function readColumn(
  row: RowReader<'kinds' | 'moreKinds'>,
  column: 'kinds' | 'moreKinds',
  known: SourceSettings['penaltyKinds'],
): PenaltyKind[] | undefined {
  const found = readPenaltyKinds(row.text(column), known);
  if (found === 'combined-kind') {
    return row.find(column, found, 'The value means 暂扣 or 吊销. Say which, as of the law of 2021.');
  }
  if (found === 'unmapped-kind') {
    return row.find(
      column,
      found,
      'A kind of penalty here is not on the list. Have it mapped for this source, or correct it.',
    );
  }
  return found;
}
