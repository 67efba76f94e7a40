import { expect, it } from 'vitest';
import { periodOf } from '../../../../functions/show-insight/period.ts';
import { day } from '../../../../lib/shared/day.ts';

const asked = (query: Record<string, string>): unknown => {
  try {
    return Object.values(periodOf(query, day('2026-06-30'))).join(' ');
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it.each([
  [{}, '2026-05-31 2026-06-30'],
  [{ from: '2026-06-01' }, '2026-06-01 2026-06-30'],
  [{ to: '2026-03-31' }, '2026-03-01 2026-03-31'],
  [{ from: '2025-06-30', to: '2026-06-30' }, '2025-06-30 2026-06-30'],
  [{ from: '2025-06-29', to: '2026-06-30' }, 'period-too-long'],
  [{ from: '2026-07-01' }, 'invalid-period'],
  [{ from: '2026-02-30' }, 'invalid-period'],
  [{ to: '' }, 'invalid-period'],
])('a question about %j is about %s', (query, expected) => {
  expect(asked(query)).toBe(expected);
});
