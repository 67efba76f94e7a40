import { createHash } from 'node:crypto';
import type { PenaltyKind } from '../../../schemas/record.ts';
import type { Day } from '../../shared/day.ts';
import { isNoNumber } from '../../shared/placeholders.ts';
import type { RowReader } from '../row-reader.ts';
import type { Amounts } from './amounts.ts';

/** What tells decisions without a number apart, besides subject and authority. */
interface Said {
  readonly decidedOn: Day | undefined;
  readonly penalties: readonly PenaltyKind[] | undefined;
  readonly amounts: Amounts;
  /** What was done, in the words of the columns. */
  readonly words: readonly string[];
}

/**
 * 行政处罚决定书文号. A decision on the spot (当场处罚) has none, and its column holds 无 or a dash. Such a decision is known by
 * its day, kinds, amounts and words: the same row in another file is the same decision. A blank column is a finding, since
 * the number may have been lost.
 */
export function readDocumentNumber(row: RowReader<'documentNumber'>, said: Said): string | undefined {
  const written = row.written('documentNumber');
  if (!isNoNumber(written)) return row.required('documentNumber');
  row.tell('says-none', { name: row.nameOf('documentNumber') ?? '', text: written });
  return said.decidedOn && said.penalties && numberByContent(said);
}

function numberByContent({ decidedOn, penalties = [], amounts, words }: Said): string {
  const parts = [
    [...penalties].sort().join('+'),
    amounts.fineCny ?? '',
    amounts.confiscatedCny ?? '',
    ...words.map((text) => text.normalize('NFKC').replace(/[\s\p{P}\p{Cf}]/gu, '')),
  ];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
  return `penalty:${decidedOn}:${digest}`;
}
