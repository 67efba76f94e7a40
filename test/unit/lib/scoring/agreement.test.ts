import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreCase } from '../../../../lib/scoring/index.ts';
import { gradedCategories } from '../../../../lib/shared/category.ts';
import { grades } from '../../../../lib/shared/grade.ts';
import { codesOf, judge, type PlainCase } from '../../../support/annexes.ts';

const decimal = (from: number, to: number): fc.Arbitrary<string> =>
  fc.integer({ min: from * 100, max: to * 100 }).map((cents) => (cents / 100).toFixed(2));

/** Evidence of the kind that its indicator takes. */
function evidenceOf(code: string): fc.Arbitrary<PlainCase['evidence'][number]> {
  const indicator = fc.constant(code);
  if (/growth$/.test(code)) return fc.record({ indicator, value: decimal(-20, 60) });
  if (/satisfaction$/.test(code)) return fc.record({ indicator, value: decimal(0, 100) });
  if (/(cost|share)$/.test(code)) return fc.record({ indicator, value: decimal(0, 400) });
  if (/price-disclosure$/.test(code))
    return fc.record({ indicator, level: fc.constantFrom('full', 'partial', 'none') });
  if (code === 'mi.agreement-suspension') return fc.record({ indicator, months: decimal(0, 5) });
  if (/^ph\.(fine|recovered)|^ip\.(drug|imp|cred|dup)/.test(code))
    return fc.record({ indicator, amount: decimal(0, 1500) });
  return fc.record({ indicator, count: fc.integer({ min: 1, max: 4 }) });
}

const anyCase: fc.Arbitrary<PlainCase> = fc.constantFrom(...gradedCategories).chain((category) =>
  fc.record({
    category: fc.constant(category),
    evidence: fc.array(fc.constantFrom(...codesOf(category)).chain(evidenceOf), { maxLength: 14 }),
    peers: fc.record(
      Object.fromEntries(
        codesOf(category).map((code) => [
          code,
          fc
            .tuple(decimal(-10, 40), decimal(0, 60))
            .map(([min, more]) => ({ min, max: (Number(min) + Number(more)).toFixed(2) })),
        ]),
      ),
    ),
    previousGrades: fc.array(fc.constantFrom(...grades), { maxLength: 4 }),
  }),
);

const score = (given: PlainCase) => {
  const scored = scoreCase({ ...given, cycle: 2025 } as never, { mode: 'annual' });
  if (!scored.ok) throw new Error(scored.error.message);
  return scored.value;
};

describe('scoring', () => {
  it('agrees to the cent and the grade with the annexes read by hand', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { score: points, grade } = score(given);
        expect({ score: points, grade }).toEqual(judge(given));
      }),
      { numRuns: 4000, seed: 20230508 },
    );
  });

  it('never scores higher for one more violation', () => {
    const counted = (code: string): boolean =>
      !/growth|satisfaction|cost|share|commendation|history/.test(code);
    fc.assert(
      fc.property(anyCase, fc.nat(), (given, pick) => {
        const codes = codesOf(given.category).filter(counted);
        const code = codes[pick % codes.length] ?? '';
        const [more] = fc.sample(evidenceOf(code), { numRuns: 1, seed: pick });
        if (!more) return;
        const after = score({ ...given, evidence: [...given.evidence, more] });
        expect(Number(after.score)).toBeLessThanOrEqual(Number(score(given).score));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('explains every point: the deductions of a row are what it lost', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        for (const line of score(given).lines) {
          if (line.rule === 'bonus' || line.rule === 'veto' || !line.deductions) continue;
          const start = line.indicator === 'ph.satisfaction' ? 0 : Number(line.weight);
          const lost = line.deductions.reduce((sum, { lost: part }) => {
            const [above = '0', below = '1'] = part.split('/');
            return sum + Number(above) / Number(below);
          }, 0);
          expect(start - lost).toBeCloseTo(Number(line.awarded), 1);
        }
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
