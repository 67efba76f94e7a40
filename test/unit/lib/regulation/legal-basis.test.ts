import { describe, expect, it } from 'vitest';
import { legalBasisSaid } from '../../../../lib/regulation/legal-basis.ts';
import { documentsText } from '../../../../lib/regulation/legal-documents.ts';
import { type PolicyBook, shippedBook } from '../../../../lib/regulation/policy.ts';
import { valueFault } from '../../../../lib/regulation/policy-parameters.ts';
import { day } from '../../../../lib/shared/day.ts';

const good = { number: '藏医保〔2026〕20号', from: '2026-05-08', title: '信用管理办法' };
const faultOf = (value: unknown) => valueFault('regulation.basis', JSON.stringify(value));

describe('the list of documents that the bureau enters', () => {
  it.each([
    ['a last day or none', [good, { ...good, to: '2026-05-08' }], undefined],
    ['at least one document', [], 'it must be a list of documents'],
    ['a number', [{ ...good, number: ' ' }], 'document 1: its number must not be empty'],
    ['a title', [{ ...good, title: '' }], 'document 1: its title must not be empty'],
    ['a first day that exists', [{ ...good, from: '2026-02-30' }], 'from must be a day'],
    ['a last day that is one', [good, { ...good, to: 'never' }], 'document 2: to must be a day'],
    ['a last day not before the first', [{ ...good, to: '2026-05-07' }], 'to must not be before from'],
    ['no other fields', [{ ...good, until: '2027-01-01' }], 'until is no field'],
    ['a list', 'x', 'it must be a list of documents'],
  ])('has %s', (_what, value, fault) => {
    if (fault === undefined) expect(faultOf(value)).toBeUndefined();
    else expect(faultOf(value)).toContain(fault);
  });

  it('is refused as plain words', () => {
    expect(valueFault('regulation.basis', '藏医保〔2026〕20号')).toContain('it must be a list of documents');
  });
});

describe('the legal basis of a day (Art. 33)', () => {
  const book: PolicyBook = {
    ...shippedBook,
    entries: [
      {
        name: 'regulation.basis',
        value: documentsText([good]),
        from: day('2026-08-01'),
        releasedAt: '2026-08-01T01:00:00Z',
      },
    ],
  };

  it.each([
    ['2026-05-07', '依据：藏医保〔2023〕33号'],
    ['2026-05-08', '在册依据藏医保〔2023〕33号已于2026-05-07届满（第三十三条），尚未登记延续或者替代的文件'],
    ['2026-08-01', '依据：藏医保〔2026〕20号'],
  ])('on %s', (on, words) => {
    expect(legalBasisSaid(day(on), book)).toBe(words);
  });
});
