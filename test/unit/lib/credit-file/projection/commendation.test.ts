import { describe, expect, it } from 'vitest';
import type { DecisionFact } from '../../../../../lib/credit-file/facts/fact.ts';
import { evidenceOf } from '../../../../../lib/credit-file/projection/evidence.ts';
import { type GradedCategory, gradedCategories } from '../../../../../lib/shared/category.ts';
import { yearOf } from '../../../../../lib/shared/day.ts';
import { findingFact } from '../../../../support/facts.ts';

interface Given {
  readonly indicator?: string;
  readonly by?: string;
  readonly on?: string;
  readonly count?: number;
}

const commended = (category: GradedCategory, given: Given = {}): DecisionFact => {
  const { indicator = 'good-faith.commendation', by = '拉萨市医疗保障局', on = '2026-12-01', count } = given;
  const content = { kind: 'finding', indicator, ...(count && { count }) } as const;
  const fact = findingFact(1, category, content, { decidedOn: on });
  return { ...fact, authority: { name: by, kind: 'medical-insurance' } };
};
const scored = (category: GradedCategory, given?: Given) => {
  const fact = commended(category, given);
  const evidence = evidenceOf([fact], [], { category, cycle: yearOf(fact.decidedOn) });
  return evidence.map(({ indicator, count }) => [indicator, count]);
};

describe('a commendation', () => {
  it('of a hospital or pharmacy by a department of prefecture level or above scores in its bonus row', () => {
    expect(scored('medical-institution', { count: 2 })).toEqual([['mi.commendation', 2]]);
    expect(scored('pharmacy', { by: '西藏自治区医疗保障局', count: 1 })).toEqual([['ph.commendation', 1]]);
    expect(scored('pharmacy', { by: '西藏自治区 拉萨市医疗保障局', count: 1 })).toEqual([
      ['ph.commendation', 1],
    ]);
  });

  it('by another authority is kept and scores nothing: of a village clinic, by its county', () => {
    expect(scored('medical-institution', { by: '堆龙德庆区医疗保障局' })).toEqual([]);
    expect(scored('medical-institution', { by: '拉萨市卫生健康委员会' })).toEqual([]);
  });

  it.each(gradedCategories.filter((one) => one !== 'medical-institution' && one !== 'pharmacy'))(
    'of a %s is kept and scores nothing: no table has a row for it',
    (category) => {
      expect(scored(category)).toEqual([]);
    },
  );

  it('entered in a bonus row before 2026-12-01 scores as it did, whoever gave it; from then on by the list', () => {
    const county = { indicator: 'mi.commendation', by: '堆龙德庆区医疗保障局', count: 1 };
    expect(scored('medical-institution', { ...county, on: '2026-11-30' })).toEqual([['mi.commendation', 1]]);
    expect(scored('medical-institution', county)).toEqual([]);
    expect(scored('medical-institution', { ...county, by: '山南市医疗保障局' })).toEqual([
      ['mi.commendation', 1],
    ]);
  });

  it('entered twice by one document, as commendation and in the bonus row, is one', () => {
    const facts = [
      commended('pharmacy', { count: 1 }),
      commended('pharmacy', { indicator: 'ph.commendation' }),
    ];
    const evidence = evidenceOf(facts, [], { category: 'pharmacy', cycle: 2026 });
    expect(evidence.map(({ indicator }) => indicator)).toEqual(['ph.commendation']);
  });
});
