import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companionOf, derivedName, isPlainName, matcher, plainName } from '../../../exchange/files/names.ts';

describe('names of files', () => {
  it.each(['', '.', '..', '../a.csv', 'a/b.csv', '..\\a.csv', 'a\u0000.csv', 'a\n.csv', 'a\ufffd.csv'])(
    '%j is no name of a file in a folder',
    (name) => {
      expect(isPlainName(name)).toBe(false);
    },
  );

  it.each(['a b.csv', '处罚 三月.xlsx', 'a..b.csv', '..csv', '-rf.csv', "a'b;c.csv"])('%j is one', (name) => {
    expect(isPlainName(name)).toBe(true);
  });

  it('a name made from another one is short enough, keeps its ending and its mark', () => {
    const long = `${'长'.repeat(80)}.csv`;
    expect(derivedName(long, '-答复', '.xlsx')).toMatch(/^长+-答复\.xlsx$/);
    expect(Buffer.byteLength(derivedName(long, '-答复', '.xlsx'))).toBeLessThanOrEqual(240);
    expect(derivedName('a.csv', '-答复', '.x/../../y')).toBe('a-答复');
    expect(derivedName('a', '~7')).toBe('a~7');
  });

  it('whatever another program calls a file, the name stays in its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const made = derivedName('a.csv', `-1-${plainName(name)}-答复`, '.csv');
        expect(isPlainName(made)).toBe(true);
      }),
    );
  });

  it('patterns are of whole names, without case, and match no hidden file', () => {
    const isWanted = matcher(['*.csv', 'gs?.xml']);
    expect(['a.CSV', '.a.csv', 'a.csv.part', 'gs1.xml', 'gs12.xml', 'a+csv'].filter(isWanted)).toEqual([
      'a.CSV',
      'gs1.xml',
    ]);
  });

  it('a companion is the name with .ok, or with .ok instead of the ending', () => {
    const listed = new Set(['a.csv', 'a.csv.ok', 'b.csv', 'b.ok', 'c.csv']);
    expect([...listed].map((name) => companionOf(name, listed))).toEqual([
      'a.csv.ok',
      undefined,
      'b.ok',
      undefined,
      undefined,
    ]);
  });
});
