import { expect, it } from 'vitest';
import { isViewName, nameFor } from '../../../console/session/views.ts';

it.each([
  ['法院已完成', true],
  ['2026 年 11 月暂停', true],
  ['540102199001011234', false],
  ['卓玛 139 1234 5678', false],
  ['', false],
  ['很'.repeat(31), false],
])('a view may be called “%s”: %s', (name, expected) => {
  expect(isViewName(name)).toBe(expected);
});

it('a further view of a screen has a number', () => {
  const saved = [
    { name: '待人工', place: '/waiting' },
    { name: '待人工 2', place: '/waiting?source=court' },
  ];
  expect(nameFor('待人工', saved)).toBe('待人工 3');
  expect(nameFor('复核台', saved)).toBe('复核台');
});
