import { expect, it } from 'vitest';
import { columnsOf, isGone, itemsMost, itemsOf } from '../../../console/screens/waiting/bulk-rows.ts';

const finding = (column: string, code = 'not-a-date') => ({ column, code, message: '', explanation: '' });
const item = (id: string, ...findings: ReturnType<typeof finding>[]) => ({ id, findings });
const items = [
  item('1', finding('决定日期')),
  item('2', finding('行为日期'), finding('决定日期')),
  item('3', finding('行为日期', 'date-in-future'), finding('金额', 'not-a-number')),
  { id: '4' },
];

it('columns are those that are wrong for the reason, with how many rows', () => {
  expect(columnsOf(items, 'not-a-date')).toEqual([
    ['决定日期', 2],
    ['行为日期', 1],
  ]);
  expect(columnsOf(items, 'unknown')).toEqual([]);
});

it('rows whose cell may be right are left alone, and a request has a hundred', () => {
  expect(itemsOf(items, 'not-a-date', '行为日期').map(({ id }) => id)).toEqual(['2']);
  const many = Array.from({ length: itemsMost + 1 }, (_, index) => item(String(index), finding('决定日期')));
  expect(itemsOf(many, 'not-a-date', '决定日期')).toEqual(many.slice(0, itemsMost));
});

it('a row that is corrected and wrong again stays in the list of the same reason', () => {
  const result = (state: string, reason: string) =>
    ({ id: '1', outcome: 'decided', item: { state, reason } }) as Parameters<typeof isGone>[0];
  expect(isGone(result('waiting', 'not-a-date'), 'not-a-date')).toBe(false);
  expect(isGone(result('waiting', 'date-in-future'), 'not-a-date')).toBe(true);
  expect(isGone(result('corrected', 'not-a-date'), 'not-a-date')).toBe(true);
  expect(isGone({ id: '1', outcome: 'refused' }, 'not-a-date')).toBe(false);
});
