import { describe, expect, it } from 'vitest';
import type { NamedDecision } from '../../../../../lib/credit-file/cases/case-fact.ts';
import { groundText, obstaclesOf } from '../../../../../lib/credit-file/cases/obstacles.ts';
import { shippedBook } from '../../../../../lib/regulation/policy.ts';
import { repairExclusions } from '../../../../../lib/scoring/index.ts';
import { day } from '../../../../../lib/shared/day.ts';

const decision = (documentNumber: string, decidedOn: string, ...indicators: string[]): NamedDecision => ({
  fact: documentNumber,
  documentNumber,
  authority: '医保局',
  decidedOn: day(decidedOn),
  indicators,
});
const found = decision('甲', '2026-01-31', 'ph.circular');

/** Article 29, one line a situation. */
const examples = [
  { name: 'at five months', today: '2026-07-01', others: [found], grounds: [['too-early', '2026-08-01']] },
  {
    name: 'on the last day of the sixth month',
    today: '2026-07-31',
    others: [found],
    grounds: [['too-early', '2026-08-01']],
  },
  { name: 'on the day after the sixth month', today: '2026-08-01', others: [found], grounds: [] },
  {
    name: 'with the same behaviour since',
    today: '2026-09-01',
    others: [found, decision('乙', '2026-05-01', 'ph.circular', 'ph.interview')],
    grounds: [['recurred', undefined]],
  },
  {
    name: 'with the same behaviour before',
    today: '2026-09-01',
    others: [found, decision('乙', '2025-12-01', 'ph.circular')],
    grounds: [],
  },
  {
    name: 'with another behaviour since',
    today: '2026-09-01',
    others: [found, decision('乙', '2026-05-01', 'ph.interview')],
    grounds: [],
  },
  {
    name: 'of a veto, too early and again since',
    today: '2026-07-01',
    decision: decision('丙', '2026-03-01', 'ph.fraud-conviction'),
    others: [decision('丁', '2026-04-01', 'ph.fraud-conviction')],
    grounds: [
      ['too-early', '2026-09-02'],
      ['recurred', undefined],
      ['excluded-kind', undefined],
    ],
  },
] as const;

/** A bureau that excludes vetoes (`repair.excludes`); shipped is `nothing`. */
const excludingVetoes = { ...shippedBook, settings: { 'repair.excludes': 'vetoes' } };

describe('a repair applied for', () => {
  it.each(examples)('$name meets these grounds', ({ today, others, grounds, ...rest }) => {
    const named = 'decision' in rest ? rest.decision : found;
    const obstacles = obstaclesOf([named], {
      receivedOn: day(today),
      others,
      recurrenceBy: 'act',
      isExcludedKind: repairExclusions('pharmacy', day(today), excludingVetoes),
    });
    expect(obstacles.map(({ ground, possibleFrom }) => [ground, possibleFrom])).toEqual(grounds);
  });

  it('says when it would be possible, and of which article', () => {
    const [ground] = obstaclesOf([found], {
      receivedOn: day('2026-07-01'),
      others: [],
      recurrenceBy: 'act',
      isExcludedKind: () => false,
    });
    expect(ground && groundText(ground)).toMatch(/甲.*第二十九条第一项.*2026-08-01/);
  });
});
