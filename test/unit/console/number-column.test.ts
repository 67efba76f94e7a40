import { expect, it } from 'vitest';
import { isColumn, numbersIn, numbersMost } from '../../../console/screens/file/number-column.ts';

it('a pasted column is its numbers, each once, with how many lines have none', () => {
  const text =
    "统一社会信用代码\r\n91540103ma6t00515e\r\n'540102199001011234\r\n5.40102E+17\r\n\r\n91540103MA6T00515E\r\n";
  expect(numbersIn(text)).toEqual({ numbers: ['91540103MA6T00515E', '540102199001011234'], unreadable: 2 });
});

it('of several cells in a line the first that is a number counts', () => {
  expect(numbersIn('拉萨药店\t91540103MA6T00515E\t80\n甲\t12\n').numbers).toEqual(['91540103MA6T00515E']);
});

it('one number is no column, and a column has an end', () => {
  expect(isColumn('91540103MA6T00515E\r\n')).toBe(false);
  expect(isColumn('91540103MA6T00515E\n540102199001011234')).toBe(true);
  const many = Array.from({ length: numbersMost + 5 }, (_, index) => String(100_000 + index)).join('\n');
  expect(numbersIn(many).numbers).toHaveLength(numbersMost);
});
