import { describe, expect, it } from 'vitest';
import { normaliseIdentifier, normaliseName } from '../../../../lib/shared/identifiers.ts';

const value = (scheme: 'uscc' | 'resident-id' | 'medins-code', text: string) => {
  const parsed = normaliseIdentifier(scheme, text);
  return parsed.ok ? parsed.value : parsed.error;
};

describe('统一社会信用代码 (GB 32100)', () => {
  it.each([
    '12540100433210003C',
    '91540100MA6T1000XP',
    '92540102MA6TA0B17J',
    '52540000MJ00000184',
    '91540100MA6T000470',
    '91350100M000100Y43',
    '91110000600037341L',
  ])('takes %s', (code) => expect(value('uscc', code)).toBe(code));

  it.each([
    ['91350100M000100Y4A', 'check-digit'],
    ['91110000600037342L', 'check-digit'],
    ['9154010OMA6T1000XP', 'shape'],
    ['9.13E+17', 'mangled'],
    ['9154****MA6T1000XP', 'masked'],
  ])('refuses %s as %s', (code, fault) => expect(value('uscc', code)).toBe(fault));

  it('reads full width, blanks and lower case', () => {
    expect(value('uscc', ' ９1540100 ma6t1000xp ')).toBe('91540100MA6T1000XP');
  });
});

describe('公民身份号码 (GB 11643)', () => {
  it.each([
    '540102198503120013',
    '540121199007150022',
    '54042119991015005X',
    '11010519491231002X',
    '440524188001010014',
    '360426199101010071',
    '810000199003070015',
    '820000198511200020',
    '830000197906150037',
    '954826198512310029',
    '931840197803040037',
    '91112419900101001X',
  ])('takes %s', (id) => expect(value('resident-id', id)).toBe(id));

  it.each([
    ['540102850312001', '540102198503120013'],
    ['540121640715002', '540121196407150028'],
    ['542325700506006', '542325197005060065'],
    ['54042119991015005x', '54042119991015005X'],
  ])('writes %s as %s', (text, id) => expect(value('resident-id', text)).toBe(id));

  it.each([
    ['540102198503120014', 'check-digit'],
    ['5401021985', 'shape'],
    ['5401021985****0013', 'masked'],
  ])('refuses %s as %s', (id, fault) => expect(value('resident-id', id)).toBe(fault));
});

describe('医保编码', () => {
  it.each([
    'H54010200001',
    'P54010200012',
    'D540102000123',
    'N540102000456',
    'HY540102000078',
    'HJ540102000090',
  ])('takes %s', (code) => expect(value('medins-code', code)).toBe(code));
});

it('compares names without blanks, width and kinds of middle dots', () => {
  expect(normaliseName('卓玛 · 次仁')).toBe(normaliseName('卓玛•次仁'));
});
