import type { AuthorityKind, DecisionRecord } from '../../../schemas/record.ts';
import type { Day } from '../../shared/day.ts';
import type { DayOptions } from '../day-reader.ts';
import type { RowReader } from '../row-reader.ts';

type List = Extract<DecisionRecord['content'], { kind: 'listing' }>['list'];
type Undirected = Omit<DecisionRecord, 'type' | 'subject'>;

/** An entry of a list, as its row states it, without the subject (`party.ts`). */
export interface Entry {
  readonly list: List;
  readonly listedOn: Day;
  readonly removedOn?: Day | undefined;
  readonly documentNumber: string;
  /** 移出文号. */
  readonly correctionNumber?: string | undefined;
  readonly authority: { readonly name: string; readonly kind: AuthorityKind };
  readonly matter: string;
  readonly usage: DecisionRecord['usage'];
  /** Set where the row states more than listed or removed. */
  readonly correction?: { readonly status: DecisionRecord['status']; readonly decidedOn: Day } | undefined;
}

/** The record of a listing. With a day of removal it is an amendment of the same document on that day. */
export function listingOf(entry: Entry): Undirected {
  const { list, listedOn, removedOn, documentNumber, correctionNumber, authority, matter, usage } = entry;
  return {
    documentNumber,
    authority,
    decidedOn: removedOn ?? listedOn,
    status: removedOn ? 'amendment' : 'original',
    ...entry.correction,
    content: { kind: 'listing', list, listedOn, ...(removedOn && { removedOn }) },
    ...(correctionNumber && { correctionNumber }),
    ...(matter && { matter }),
    usage,
  };
}

/**
 * The document number of a listing that has none: its id or day, and the authority. These stay the same in every file.
 */
export const naturalNumber = (list: List, idOrDay: string, authority: string): string =>
  `${list}:${idOrDay}:${authority}`;

/** The days of listing and removal of a row. A removal before its listing is a finding. */
export function readInterval(
  row: RowReader<'listedOn' | 'removedOn'>,
  today: Day,
  options?: DayOptions,
): { listedOn: Day; removedOn?: Day | undefined } | undefined {
  const listedOn = row.pastDay('listedOn', today, options);
  const removedOn = row.pastDayIfAny('removedOn', today, options);
  if (!listedOn) return undefined;
  if (removedOn && removedOn < listedOn) {
    return row.find(
      'removedOn',
      'dates-contradict',
      'The removal lies before the listing. Correct one of the days.',
    );
  }
  return { listedOn, removedOn };
}
