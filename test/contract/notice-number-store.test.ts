import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoticeNumberStore } from '../../lib/store/notice-number-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the numbers of notices (编号), on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const lhasa = { bureau: '拉萨市医疗保障局', year: 2026 };

describe('the number of a notice', () => {
  const take = (series: typeof lhasa, id: string) => createNoticeNumberStore(real.table).take(series, id);

  it('is the next one of the bureau in the year, and the same when it is asked for again', async () => {
    expect(await take(lhasa, 'pharmacy.a.1')).toBe(1);
    expect(await take(lhasa, 'pharmacy.b.1')).toBe(2);
    expect(await take(lhasa, 'pharmacy.a.1')).toBe(1);
    expect(await take({ ...lhasa, year: 2027 }, 'pharmacy.c.1')).toBe(1);
    expect(await take({ ...lhasa, bureau: '昌都市医疗保障局' }, 'pharmacy.d.1')).toBe(1);
    expect(await take(lhasa, 'doctor.a.1')).toBe(3);
  });

  it('is given to one case only, however many ask at once', async () => {
    const series = { ...lhasa, year: 2028 };
    const cases = Array.from({ length: 12 }, (_, index) => `doctor.${index}.1`);
    const given = await Promise.all(cases.map((id) => take(series, id)));
    expect(new Set(given).size).toBe(12);
    const again = await Promise.all(cases.map((id) => take(series, id)));
    expect(again).toEqual(given);
  });

  it('of one case that is asked for at once is one number', async () => {
    const series = { ...lhasa, year: 2029 };
    const given = await Promise.all(Array.from({ length: 6 }, () => take(series, 'nurse.a.1')));
    expect(new Set(given).size).toBe(1);
  });
});
