import { describe, expect, it } from 'vitest';
import { rulesFor } from '../../functions/handle-cases/repair-rules.ts';
import { namedBy } from '../../lib/credit-file/cases/named-decisions.ts';
import { obstaclesOf } from '../../lib/credit-file/cases/obstacles.ts';
import type { DecisionFact, Fact } from '../../lib/credit-file/facts/fact.ts';
import { day } from '../../lib/shared/day.ts';
import { naming, objection, objectionDecision, repair, repairDecision } from '../support/case-facts.ts';
import { findingFact, folderOf } from '../support/facts.ts';
import { type RepairCase, repairCases } from './repair-cases.ts';

const category = 'insured-person';

const finding = (
  number: number,
  indicator: string,
  on: { actOn: string; decidedOn: string },
): DecisionFact => ({
  ...findingFact(number, category, { kind: 'finding', indicator }, { decidedOn: on.decidedOn }),
  actOn: day(on.actOn),
});

const elsewhere = (fact: DecisionFact): DecisionFact => ({
  ...fact,
  authority: { name: '拉萨市市场监督管理局', kind: 'market-supervision' },
  content: { kind: 'penalty', penalties: ['licence-revoked'] },
});

const became: Record<
  NonNullable<NonNullable<RepairCase['other']>['became']>,
  (other: DecisionFact) => Fact[]
> = {
  repaired: (other) => [repair([naming(other)]), repairDecision('granted')],
  'struck-out': (other) => [
    objection(),
    objectionDecision('upheld', '2026-06-20', { decisions: [naming(other)] }),
  ],
};

describe('Articles 28 and 29 as examples', () => {
  it.each(repairCases)('$says', ({ foundOn, receivedOn, decidedOn, isVeto, foundBy, other, expects }) => {
    const indicator = isVeto ? 'ip.crime' : 'ip.drug-resale';
    const own = finding(1, indicator, { actOn: foundOn, decidedOn: foundOn });
    const found = foundBy ? elsewhere(own) : own;
    const second = other && finding(2, indicator, other);
    const folder = folderOf([
      found,
      ...(second ? [second, ...(other.became ? became[other.became](second) : [])] : []),
    ]);
    const days = { receivedOn: day(receivedOn), today: day(decidedOn ?? receivedOn) };
    const decisions = namedBy({ fact: found.key }, folder, category);
    const [obstacle, ...more] = obstaclesOf(decisions, rulesFor(days, folder, category));
    expect(more).toEqual([]);
    if (expects === 'nothing') expect(obstacle).toBeUndefined();
    else expect(obstacle).toMatchObject(expects);
  });
});
