import type { Case } from '../../credit-file/cases/case-state.ts';
import { type Day, yearOf } from '../../shared/day.ts';
import type { NoticeNumberStore } from '../../store/notice-number-store.ts';
import type { Letterhead } from '../settings/letterhead.ts';
import { caseDivision } from './case-division.ts';
import type { Opened } from './open-case.ts';

/** What a decision keeps of its notice. */
export interface NoticeNumber {
  /** 编号 */
  readonly serial: string;
  readonly bureau: string;
}

/** `paper`: of a further notice of the same case, which has a number of its own. */
export type NumberNotice = (
  opened: Opened<Case['kind']>,
  on: Day,
  paper?: 'refusal-ruling',
) => Promise<NoticeNumber>;

const digits = 4;

/**
 * Numbers a notice of a case in the series of its bureau and year, such as `2026-0007`. The same notice gets the same
 * number again. Numbers of earlier releases have eight characters after the year, so none of them comes again.
 */
export const noticeNumbering =
  ({ numbers, letterhead }: { numbers: NoticeNumberStore; letterhead: Letterhead }): NumberNotice =>
  async ({ filedAt, folder, one: { id, kind, fact } }, on, paper) => {
    const { name: bureau } = letterhead(caseDivision(fact, folder), on);
    const year = yearOf(on);
    const taken = await numbers.take({ bureau, year }, `${paper ?? kind}.${fact.category}.${filedAt}.${id}`);
    return { serial: `${year}-${String(taken).padStart(digits, '0')}`, bureau };
  };
