import { describe, expect, it } from 'vitest';
import { objectionNotice, repairNotice } from '../../../../functions/issue-notices/issue-notice.ts';
import { letterheadOf } from '../../../../lib/application/settings/letterhead.ts';
import { objectionsOf } from '../../../../lib/credit-file/cases/objection.ts';
import { repairsOf } from '../../../../lib/credit-file/cases/repair.ts';
import type { Fact } from '../../../../lib/credit-file/facts/fact.ts';
import type { Vault } from '../../../../lib/runtime/vault.ts';
import { scoreCase } from '../../../../lib/scoring/index.ts';
import { day } from '../../../../lib/shared/day.ts';
import {
  naming,
  objection,
  objectionDecision,
  refusalObjection,
  refusalRuling,
  repair,
  repairDecision,
} from '../../../support/case-facts.ts';
import { findingFact, folderOf } from '../../../support/facts.ts';
import { policyWith } from '../../../support/policy.ts';

const category = 'insured-person';
const found = findingFact(1, category, { kind: 'finding', indicator: 'ip.unpaid-copayment', count: 1 });
/** What is sealed is the same text everywhere; only the applicant is read as JSON. */
const vault: Pick<Vault, 'open' | 'identify'> = {
  open: () => '{"name":"平措旺堆"}',
  identify: () => ({ name: '平措旺堆', id: '54042119991015005X' }),
};

const optionsFor = (facts: readonly Fact[], env: Record<string, string>) => ({
  folder: folderOf([found, ...facts]),
  vault: vault as Vault,
  letterhead: letterheadOf({ env }),
  scorer: scoreCase,
  policy: policyWith(),
});

const inLhasa = { division: '540102' };
const given = {
  NOTICE_BUREAU: '自治区局',
  NOTICE_PHONE: '0891-0',
  NOTICE_BUREAUS: '{"5401":{"phone":"0891-1"}}',
};

function refusedRepair(change: { bureau?: string }, env: Record<string, string> = given) {
  const facts = [
    { ...repair([naming(found)]), ...inLhasa },
    { ...repairDecision('refused'), serial: '2026-1a2b3c4d', ...change },
  ];
  const [one] = repairsOf(facts, category, day('2026-07-01'));
  if (!one) throw new Error('no repair');
  return repairNotice(one, optionsFor(facts, env));
}

describe('the notice of a refused repair', () => {
  it('of an earlier release keeps its number and the one bureau of that time', () => {
    expect(refusedRepair({})).toMatchObject({
      number: '2026-1a2b3c4d',
      bureau: '自治区局',
      phone: '0891-0',
    });
  });

  it('names the bureau that decided, also when the setting was changed since', () => {
    expect(refusedRepair({ bureau: '拉萨市医疗保障局' })).toMatchObject({
      bureau: '拉萨市医疗保障局',
      phone: '0891-1',
    });
    const renamed = { ...given, NOTICE_BUREAUS: '{"5401":{"name":"拉萨局","phone":"0891-2"}}' };
    expect(refusedRepair({ bureau: '拉萨市医疗保障局' }, renamed)).toMatchObject({
      bureau: '拉萨市医疗保障局',
      phone: '0891-2',
    });
  });

  it('is not made without a telephone', () => {
    expect(() => refusedRepair({ bureau: '拉萨市医疗保障局' }, {})).toThrow(/"5401":\{"phone"/);
    expect(() => refusedRepair({}, {})).toThrow(/"54":\{"phone"/);
  });
});

describe('a refusal that an upheld objection overturned (annex 5)', () => {
  const ruled = (verdict: 'upheld' | 'refused', on: string) => {
    const facts = [
      { ...repair([naming(found)]), ...inLhasa },
      { ...repairDecision('refused'), bureau: '拉萨市医疗保障局' },
      refusalObjection(),
      refusalRuling(verdict),
    ];
    const [one] = repairsOf(facts, category, day(on));
    if (!one) throw new Error('no repair');
    return () => repairNotice(one, optionsFor(facts, given));
  };

  it('is a confirmation (annex 4) by who upheld it, once the public notice has ended', () => {
    // In public notice until 2026-06-24.
    expect(ruled('upheld', '2026-06-24')).toThrow('public notice has not ended');
    expect(ruled('upheld', '2026-06-25')()).toMatchObject({
      kind: 'repair-confirmation',
      number: '2026-0002',
      officer: 'reviewer',
      effectiveOn: '2026-06-25',
    });
  });

  it('is still the refusal where the objection was refused', () => {
    expect(ruled('refused', '2026-06-25')()).toMatchObject({ kind: 'repair-refusal', number: '2026-1' });
  });
});

it('the reply to an objection of an earlier release keeps its bureau too', () => {
  const facts = [{ ...objection(), ...inLhasa }, objectionDecision('refused', '2026-06-20')];
  const [one] = objectionsOf(facts, category);
  if (!one) throw new Error('no objection');
  expect(objectionNotice(one, optionsFor(facts, given))).toMatchObject({ bureau: '自治区局' });
});
