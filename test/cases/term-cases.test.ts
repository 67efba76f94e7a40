import { describe, expect, it } from 'vitest';
import { shippedArrangements } from '../../lib/calendar/shipped.ts';
import { deadlineAfter } from '../../lib/calendar/working-days.ts';
import { day } from '../../lib/shared/day.ts';
import { termCases } from './term-cases.ts';

describe('time limits of the regulation as examples', () => {
  it.each(termCases)('$says', ({ from, workingDays, division, notices = [], expects }) => {
    const added = notices.map(({ off, takesBack = [], ...said }) => ({
      ...said,
      off: off.map(day),
      work: [],
      takesBack: takesBack.map(day),
      document: '放假通知',
    }));
    const arrangements = [...shippedArrangements, ...added];
    expect(deadlineAfter(day(from), workingDays, { place: { division }, arrangements })).toEqual(expects);
  });
});
