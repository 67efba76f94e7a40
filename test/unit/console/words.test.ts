import { describe, expect, it } from 'vitest';
import { effectText } from '../../../console/screens/reviews/effects.ts';
import { countText, pointsText, sizeText } from '../../../console/words/numbers.ts';
import { distanceText, timeText } from '../../../console/words/times.ts';
import { waitingTitle } from '../../../console/words/waiting.ts';

describe('times', () => {
  it('an instant is shown in Beijing time, a day as it is', () => {
    expect(timeText('2026-11-30T16:05:00.000Z')).toBe('2026-12-01 00:05');
    expect(timeText('2026-11-30')).toBe('2026-11-30');
    expect(timeText(undefined)).toBe('');
  });

  it('a distance is said in its largest whole unit, before and behind', () => {
    const now = new Date('2026-11-30T12:00:00Z');
    expect(distanceText('2026-11-27T11:00:00Z', now)).toBe('3 天前');
    expect(distanceText('2026-11-30T17:30:00Z', now)).toBe('还有 5 小时');
    expect(distanceText('2026-11-30T11:59:30Z', now)).toBe('刚刚');
  });
});

describe('numbers', () => {
  it('points lose the zeros behind their point and no other', () => {
    expect(['90.00', '2.50', '-10.00', '100', '0.33'].map(pointsText)).toEqual([
      '90',
      '2.5',
      '−10',
      '100',
      '0.33',
    ]);
  });

  it('counts have separators, sizes a unit', () => {
    expect(countText(1_234_567)).toBe('1,234,567');
    expect([undefined, 12, 1536, 118_812, 5_242_880].map(sizeText)).toEqual([
      '',
      '12 B',
      '1.5 KB',
      '116 KB',
      '5.0 MB',
    ]);
  });
});

describe('words of codes', () => {
  it('a reason has the title that the answers use, an unknown one its code', () => {
    expect(waitingTitle('check-digit')).toBe('号码校验位不符');
    expect(waitingTitle('of-a-later-release')).toBe('of-a-later-release');
  });

  it.each([
    ['settlement-suspension 2026-07-01 2026-09-30', '暂停医保费用联网结算，自 2026-07-01 起至 2026-09-30'],
    ['service-suspension 2026-07-01', '暂停医保服务，自 2026-07-01 起'],
    ['end service-stop 2026-07-01', '结束停止医保服务'],
    ['correction, lifts x', 'correction, lifts x'],
  ])('the effect %s is said as %s', (effect, words) => {
    expect(effectText(effect)).toBe(words);
  });
});
