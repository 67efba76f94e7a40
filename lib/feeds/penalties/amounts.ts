import type { Decimal } from 'decimal.js';
import type { PenaltyKind } from '../../../schemas/record.ts';
import type { SourceSettings } from '../feed.ts';
import type { RowReader } from '../row-reader.ts';
import { amountsInWords } from './amount-in-words.ts';

type Row = RowReader<'fine' | 'confiscated' | 'content' | 'kinds'>;

export interface Amounts {
  readonly fineCny?: string;
  readonly confiscatedCny?: string;
}

/**
 * The amounts of a penalty row in CNY, each checked against the words of the decision and against the source's limit.
 */
export function readAmounts(row: Row, settings: SourceSettings): Amounts {
  const fineCny = readAmount(row, 'fine', settings);
  const confiscatedCny = readAmount(row, 'confiscated', settings);
  return { ...(fineCny && { fineCny }), ...(confiscatedCny && { confiscatedCny }) };
}

function readAmount(
  row: Row,
  column: 'fine' | 'confiscated',
  { amountUnit, amountLimitCny }: SourceSettings,
): string | undefined {
  const found = row.money(column, amountUnit);
  if (found === undefined) return undefined;
  const inWords = amountsInWords(row.text('content'), column);
  if (found.isZero() && inWords.some((amount) => !amount.isZero())) {
    // Databases write 0 into a column that nobody filled in.
    return row.find(
      column,
      'amount-mismatch',
      'The column says nothing was to be paid, the words of the decision name an amount. Correct one.',
    );
  }
  if (inWords.some((amount) => amount.eq(found))) return found.toFixed();
  if (inWords.some((amount) => isOtherUnit(amount, found))) {
    return row.find(
      column,
      'unit-mismatch',
      'The words of the decision say ten thousand times more or less. Give the amount in the unit of the column.',
    );
  }
  return found.lte(amountLimitCny)
    ? found.toFixed()
    : row.find(
        column,
        'amount-out-of-bounds',
        'The amount is above the limit of this source. Is the unit right (元, 万元)? Correct it, or state the same amount in 处罚内容.',
      );
}

const isOtherUnit = (a: Decimal, b: Decimal): boolean => a.eq(b.times(10_000)) || b.eq(a.times(10_000));

/** Checks that a fine or confiscation has an amount, and that an amount has its kind of penalty. */
export function checkAmounts(row: Row, penalties: readonly PenaltyKind[], amounts: Amounts): void {
  const isFined = penalties.includes('fine');
  if (isFined && (!row.has('fine') || Number(amounts.fineCny) === 0))
    row.find('fine', 'fine-without-amount', 'A fine needs its amount, more than nothing. Fill the column.');
  if (!isFined && Number(amounts.fineCny ?? 0) > 0) {
    row.find('kinds', 'fine-without-kind', 'There is an amount, but 罚款 is not among the kinds. Add it.');
  }
  if (!penalties.includes('confiscation') && Number(amounts.confiscatedCny ?? 0) > 0) {
    row.find(
      'kinds',
      'confiscation-without-kind',
      'There is an amount, but 没收 is not among the kinds. Add it.',
    );
  }
}
