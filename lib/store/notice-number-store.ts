import { partition, sort } from './keys.ts';
import { number, onlyIfAbsent, type Table, text } from './table.ts';

/** A series of numbers: one for each bureau and year. */
export interface NumberSeries {
  readonly bureau: string;
  readonly year: number;
}

export interface NoticeNumberStore {
  /**
   * The number of a case in a series, from 1 on: unique, and the same whenever it is asked for again. A crash between
   * counting and keeping leaves out a number; none is given twice.
   */
  take(series: NumberSeries, caseId: string): Promise<number>;
}

export const createNoticeNumberStore = (table: Table): NoticeNumberStore => ({
  async take(series, caseId) {
    const pk = partition.noticeNumbers(series);
    const sk = sort.numberedCase(caseId);
    const kept = async (): Promise<number | undefined> => {
      const item = await table.get(pk, sk);
      return item && Number(item['number']?.N);
    };
    const known = await kept();
    if (known !== undefined) return known;
    const counter = await table.update(pk, sort.head, {
      UpdateExpression: 'ADD lastNumber :one',
      ExpressionAttributeValues: { ':one': number(1) },
    });
    const next = Number(counter?.['lastNumber']?.N);
    const isFirst = await table.put({ pk: text(pk), sk: text(sk), number: number(next) }, onlyIfAbsent);
    return isFirst ? next : ((await kept()) ?? next);
  },
});
