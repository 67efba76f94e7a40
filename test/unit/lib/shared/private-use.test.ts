import { expect, it } from 'vitest';
import { normaliseName } from '../../../../lib/shared/identifiers.ts';
import { withoutPrivateUse } from '../../../../lib/shared/private-use.ts';

const decoder = new TextDecoder('gb18030', { fatal: true });
const ofCode = (lead: number, trail: number): string => decoder.decode(Uint8Array.of(lead, trail));

it('gives each character that GBK put into the private-use area the one the platform decodes today', () => {
  const trails = Array.from({ length: 0x51 }, (_, index) => 0x50 + index).filter((trail) => trail !== 0x7f);
  expect(trails).toHaveLength(80);
  trails.forEach((trail, index) => {
    const real = withoutPrivateUse(String.fromCodePoint(0xe815 + index));
    const decoded = ofCode(0xfe, trail);
    expect(/\p{Co}/u.test(real), `FE${trail.toString(16)}`).toBe(false);
    expect(withoutPrivateUse(decoded)).toBe(real);
  });
});

it.each([
  ['FE51', 0x51, '𠂇'],
  ['FE6C', 0x6c, '𡗗'],
  ['FE91', 0x91, '𤇾'],
])('matches a name with the character %s as the one of today', (_code, trail, character) => {
  expect(normaliseName(`次仁${ofCode(0xfe, trail)}`)).toBe(normaliseName(`次仁${character}`));
});

it('matches a name that an old system converted', () => {
  expect(normaliseName('王\uE863')).toBe(normaliseName('王䶮'));
});

it('leaves private characters of others as they are', () => {
  expect(withoutPrivateUse('\uE000旦增')).toBe('\uE000旦增');
});

it('matches names without zero-width and right-to-left marks', () => {
  expect(normaliseName('次\u200B仁\u202E卓\uFEFF玛\u200F')).toBe('次仁卓玛');
});
