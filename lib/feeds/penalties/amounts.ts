import type { Decimal } from 'decimal.js';
import type { PenaltyKind } from '../../../schemas/record.ts';
import type { SourceSettings } from '../feed.ts';
import type { RowReader } from '../row-reader.ts';
import { type AmountColumn, type AmountFault, amountFault } from './amount-fault.ts';

type Row = RowReader<'fine' | 'confiscated' | 'content' | 'kinds'>;

export interface Amounts {
  readonly fineCny?: string;
  readonly confiscatedCny?: string;
}

/**
 * The amounts of a penalty row in CNY, each checked against the words of the decision and against the source's limit.
 */
export function readAmounts(row: Row, settings: SourceSettings): Amounts {
  const [fine, confiscated] = (['fine', 'confiscated'] as const).map((column) =>
    row.money(column, settings.amountUnit),
  );
  const content = row.text('content');
  const checked = (column: AmountColumn, found?: Decimal, other?: Decimal): string | undefined => {
    if (!found) return undefined;
    const fault = amountFault(found, { column, other, content, limit: settings.amountLimitCny });
    return fault ? row.find(column, fault, messages[fault]) : found.toFixed();
  };
  const fineCny = checked('fine', fine, confiscated);
  const confiscatedCny = checked('confiscated', confiscated, fine);
  return { ...(fineCny && { fineCny }), ...(confiscatedCny && { confiscatedCny }) };
}

const messages: Readonly<Record<AmountFault, string>> = {
  'amount-mismatch': 'The words of the decision name another amount than the column. Correct one.',
  'unit-mismatch':
    'The words of the decision say ten thousand times more or less. Give the amount in the unit of the column.',
  'amount-out-of-bounds':
    'The amount is above the limit of this source. Is the unit right (元, 万元)? Correct it, or state the same amount in 处罚内容.',
};

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
