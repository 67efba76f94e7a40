import { describe, expect, it } from 'vitest';
import { measuresOf, scoreCase } from '../../lib/scoring/index.ts';
import { lawCases } from './cases.ts';

describe('the regulation as examples', () => {
  it.each(lawCases)('$says', ({ given, expects }) => {
    const scored = scoreCase({ cycle: 2025, ...given }, { mode: 'annual' });
    if (expects.error) {
      expect(scored.ok ? undefined : scored.error.code).toBe(expects.error);
      return;
    }
    if (!scored.ok) throw new Error(scored.error.message);
    const sheet = scored.value;
    if (expects.score) expect(sheet.score).toBe(expects.score);
    if (expects.grade) expect(sheet.grade).toBe(expects.grade);
    if (expects.vetoed !== undefined) expect(sheet.vetoed).toBe(expects.vetoed);
    if (expects.downgraded !== undefined) expect(sheet.downgraded).toBe(expects.downgraded);
    if (expects.months !== undefined) expect(sheet.suspensionMonths).toBe(expects.months);
    if (expects.measure) expect(sheet.measures.map(({ code }) => code)).toContain(expects.measure);
    const shown = measuresOf(sheet.category, sheet.grade, given.previousGrades);
    if (expects.worded) expect(shown.map(({ wording }) => wording)).toContain(expects.worded);
    const awarded = Object.fromEntries(sheet.lines.map((line) => [line.indicator, line.awarded]));
    expect(awarded).toMatchObject(expects.awarded ?? {});
  });
});
