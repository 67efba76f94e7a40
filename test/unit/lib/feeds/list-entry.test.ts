import { describe, expect, it } from 'vitest';
import { couldBeSame, listEntryOf, marksOf, missingFrom } from '../../../../lib/feeds/list-entry.ts';
import { createVault } from '../../../../lib/runtime/vault.ts';

const vault = createVault({ pepper: Buffer.alloc(32, 1), dataKeys: new Map() });
const entry = (number: string, name = 'name'): string =>
  listEntryOf({
    document: 'document',
    identity: { nameDigest: name },
    numberMarks: marksOf(number, (text) => vault.digest(`document.${name}:${text}`)),
  });
const earlier = listEntryOf({ document: 'document', identity: { nameDigest: 'name' } });

const unknown = '*'.repeat(18);
const [full, tenAndFour, sixAndFour] = ['540102198503120013', '5401021985****0013', '540102********0013'];
const [other, otherTenAndFour] = ['540102199003120021', '5401021990****0021'];

describe('two entries of one document and name', () => {
  it.each([
    ['a number and its mask', full, tenAndFour, true],
    ['two masks of one number', sixAndFour, tenAndFour, true],
    ['masks that leave nothing open in common', '540102************', '**************0013', true],
    ['a number and no number', full, unknown, true],
    ['two numbers', full, other, false],
    ['masks that contradict in one place', tenAndFour, '5401021985****0014', false],
    ['a mask and another number', tenAndFour, other, false],
    ['a small letter', '54042119991015005x', '54042119991015005X', true],
  ])('can be one person or not by what is open: %s', (_what, a, b, isSame) => {
    expect(couldBeSame(entry(a), entry(b))).toBe(isSame);
    expect(couldBeSame(entry(b), entry(a))).toBe(isSame);
  });

  it('can be one person if an earlier release noted one of them, and never with another name', () => {
    expect(couldBeSame(earlier, entry(full))).toBe(true);
    expect(couldBeSame(earlier, entry(full, 'another'))).toBe(false);
    expect(couldBeSame(entry(full), entry(full, 'another'))).toBe(false);
  });

  it('show no digit of their numbers, and the same digit differently by place and entry', () => {
    const marks = entry('111111111111111111').split('.')[2] ?? '';
    expect(new Set(marks.match(/.{3}/g)).size).toBe(18);
    expect(marks).not.toBe(entry('111111111111111111', 'another').split('.')[2]);
  });
});

describe('of an older list, a newer one lacks', () => {
  it.each([
    ['nobody, if it is the same', [full, other], [full, other], []],
    ['nobody, if a number is masked now', [full], [tenAndFour], []],
    ['nobody, if a mask is another one now', [sixAndFour, otherTenAndFour], [tenAndFour, other], []],
    ['the namesake who went', [tenAndFour, otherTenAndFour], [tenAndFour], [otherTenAndFour]],
    [
      'the namesake who went, while the other is complete now',
      [tenAndFour, otherTenAndFour],
      [full],
      [otherTenAndFour],
    ],
    [
      'either, if nothing tells which one stayed',
      [tenAndFour, otherTenAndFour],
      [unknown],
      [tenAndFour, otherTenAndFour],
    ],
    ['nobody, if each has a place', [sixAndFour, tenAndFour], [full, unknown], []],
    ['the one without a place of its own', [full, tenAndFour], [full], [tenAndFour]],
    [
      'those who share a place, and not the one who has another',
      [full, tenAndFour, other],
      [sixAndFour, otherTenAndFour],
      [full, tenAndFour],
    ],
    ['both, if nobody is there', [full, other], [], [full, other]],
  ])('%s', (_what, olds, news, missing) => {
    expect(
      missingFrom(
        olds.map((one) => entry(one)),
        news.map((one) => entry(one)),
      ).sort(),
    ).toEqual(missing.map((one) => entry(one)).sort());
  });

  it('nobody, if the older one was noted by an earlier release', () => {
    expect(missingFrom([earlier], [entry(full), entry(other)])).toEqual([]);
    expect(missingFrom([earlier], [])).toEqual([earlier]);
  });
});
