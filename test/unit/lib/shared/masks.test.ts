import { describe, expect, it } from 'vitest';
import { normaliseIdentifier, tidyIdentifier } from '../../../../lib/shared/identifiers.ts';
import { fitsMask, fullMask, withStars } from '../../../../lib/shared/masks.ts';

const number = '540102199011151707';
const others = ['540102196009251801', '540102197007071908', '540102199003272103', '540102196001092201'];
const withX = '54042119991015005X';

const maskOf = (text: string, scheme: 'resident-id' | 'uscc' = 'resident-id') => {
  const mask = withStars(tidyIdentifier(text), scheme);
  return mask === undefined ? undefined : fullMask(mask, scheme);
};
const signs = ['*', '＊', 'X', 'x', 'Ｘ', '×', '·', '•', '●', '○', '#', '＃', '□', '■', '?', '_', '某', '※'];

describe('a masked number', () => {
  it.each(signs)('with %s of any length gives the one whose open digits fit', (sign) => {
    for (let head = 6; head <= 12; head++)
      for (let hidden = 3; hidden <= 9; hidden++) {
        const text = number.slice(0, head) + sign.repeat(hidden) + number.slice(-4);
        const mask = maskOf(text);
        expect(mask, text).toBeDefined();
        expect(fitsMask(mask ?? '', number), text).toBe(true);
        for (const other of others) expect(fitsMask(mask ?? '', other), text).toBe(false);
        expect(normaliseIdentifier('resident-id', text), text).toEqual({ ok: false, error: 'masked' });
      }
  });

  it.each(['5401021990……1707', '5401021990…1707', '5401021990--------1707'])('may be %s', (text) => {
    expect(fitsMask(maskOf(text) ?? '', number)).toBe(true);
    expect(fitsMask(maskOf(text) ?? '', others[0] ?? '')).toBe(false);
  });

  it.each([
    ['540421********005X', '540421********005X'],
    ['540421xxxxxxxx005x', '540421********005X'],
    ['540421××××××××X', '540421********X'],
    ['540421×××××××X', '540421***********X'],
    ['5404211999XXXXXXXX', '5404211999********'],
    ['540421********00XX', '540421********00**'],
    ['54010219901****1707', '54010219901***1707'],
    ['540102**90****1707', '540102**90****1707'],
    ['******', '******************'],
  ])('%s is %s', (text, mask) => {
    expect(maskOf(text)).toBe(mask);
  });

  it('keeps an X at the end that is the check character', () => {
    expect(fitsMask(maskOf('540421********005X') ?? '', withX)).toBe(true);
    expect(fitsMask(maskOf('540421********005X') ?? '', '540421199910150051')).toBe(false);
    expect(withStars(withX, 'resident-id')).toBeUndefined();
  });

  it('of an organisation keeps an X of its code', () => {
    expect(withStars('91540100MA6T1000XP', 'uscc')).toBeUndefined();
    expect(maskOf('91540100XXXXXX00XP', 'uscc')).toBe('91540100******00XP');
    expect(maskOf('91540100＊＊＊＊000XP', 'uscc')).toBe('91540100*****000XP');
  });

  it('of 15 characters that hides the century can be the old number or the new one', () => {
    const mask = maskOf('540102*****1707') ?? '';
    expect(fitsMask(mask, number)).toBe(true);
    expect(fitsMask(maskOf('540102******001') ?? '', '540102198503120013')).toBe(true);
    expect(fitsMask(mask, others[0] ?? '')).toBe(false);
  });

  it.each(['9.13E+17', '540102199011151707', 'MA6T1000-X', 'EX1234567', 'XYZ123456789012', '无'])(
    'is not %s',
    (text) => {
      expect(maskOf(text)).toBeUndefined();
    },
  );
});
