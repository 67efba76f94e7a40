import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../lib/credit-file/facts/identity.ts';
import { scoreCase } from '../../../../lib/scoring/index.ts';
import { gradedCategories } from '../../../../lib/shared/category.ts';
import { day } from '../../../../lib/shared/day.ts';
import { dictionaryOf, packSheet, unpackSheet } from '../../../../lib/store/sheet-dictionary.ts';

const digest = (text: string | Buffer): string => createHash('sha256').update(text).digest('base64url');

/** A sheet with so many findings, each with its own cause. */
function sheetOf(category: (typeof gradedCategories)[number], findings: number): string {
  const evidence = Array.from({ length: findings }, (_, row) => ({
    indicator: 'ph.penalty-warning-fine',
    cause: {
      fact: `D.${digest(`f${row}`).slice(0, 22)}.original`,
      document: digest(`d${row}`).slice(0, 22),
      authority: '拉萨市市场监督管理局',
      decidedOn: day('2026-03-01'),
      run: '01M887HMW9BVYXBCVM06HCXG04',
      fileSha256: digest('file'),
      row,
    },
  }));
  const sheet = scoreCase({ category, cycle: 2026, evidence }, { mode: 'interim' });
  if (!sheet.ok) throw new Error(sheet.error.message);
  return canonicalJson({ version: 1, previous: null, sheet: sheet.value, sanctions: [] });
}

describe('a kept sheet', () => {
  it('is read with the dictionary it was kept with, which never changes', () => {
    expect(createHash('sha256').update(dictionaryOf(1)).digest('hex')).toBe(
      '1cfc42f472f3ce30c4106840d1c8d6caa2ab62344af803f9e5c21d8c276bf6ed',
    );
    expect(() => dictionaryOf(99)).toThrow(RangeError);
  });

  it.each(gradedCategories)('of %s comes back as it was, and is small', (category) => {
    const body = sheetOf(category, 0);
    const packed = packSheet(body);
    expect(unpackSheet(packed)).toBe(body);
    expect(packed.bytes.length).toBeLessThan(250);
  });

  it('fits into one write unit with five findings', () => {
    expect(packSheet(sheetOf('pharmacy', 5)).bytes.length).toBeLessThan(850);
  });

  it('from before there were dictionaries is read too', () => {
    expect(unpackSheet({ bytes: deflateRawSync('{"x":"药"}') })).toBe('{"x":"药"}');
  });
});
