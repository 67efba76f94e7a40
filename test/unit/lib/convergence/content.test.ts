import { describe, expect, it } from 'vitest';
import { contentText, differingFields, shownFields } from '../../../../lib/convergence/content.ts';

const sent = {
  category: 'pharmacy',
  name: '拉萨样例药店',
  uscc: '91540100MA6T1000XP',
  grade: 'B',
  state: 'interim',
  cycle: 2026,
  validUntil: '2026-12-31',
  sanctions: [{ kind: 'service-stop', from: '2026-01-01', until: undefined }],
};
const all = shownFields('directory', [sent]);

describe('the compared fields of a record', () => {
  it('are equal whatever the order of columns, the type of numbers, and empty columns', () => {
    const shown = {
      ...Object.fromEntries(Object.entries(sent).reverse()),
      cycle: '2026',
      certNo: '',
      sanctions: [{ from: '2026-01-01', kind: 'service-stop', until: null }],
      enteredAt: '2026-02-03',
    };
    expect(contentText('directory', shown, all)).toBe(contentText('directory', sent, all));
  });

  it('say which of them differ', () => {
    const changed = { ...sent, grade: 'A', uscc: '', certNo: '1', sanctions: [] };
    expect(differingFields('directory', [changed, sent], all)).toEqual(['identifier', 'grade', 'sanctions']);
  });

  it('are those that the receiver shows in any record of its first page', () => {
    expect(shownFields('directory', [{ recordId: 'r', version: 1 }])).toEqual([]);
    expect(shownFields('directory', [{ grade: null }, { grade: 'A', certNo: '1' }])).toEqual([
      'identifier',
      'grade',
    ]);
    expect(differingFields('directory', [{ grade: 'A' }, sent], ['cycle'])).toEqual(['cycle']);
    expect(differingFields('directory', [{ grade: 'B' }, sent], ['grade'])).toEqual([]);
  });
});
