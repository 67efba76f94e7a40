import { describe, expect, it } from 'vitest';
import type { NamedDecision } from '../../../../lib/credit-file/cases/case-fact.ts';
import { disclosedSince } from '../../../../lib/credit-file/disclosed-since.ts';
import type { Fact } from '../../../../lib/credit-file/facts/fact.ts';
import type { Policy } from '../../../../lib/regulation/policy.ts';
import { scoreCase } from '../../../../lib/scoring/index.ts';
import type { GradedCategory } from '../../../../lib/shared/category.ts';
import { day } from '../../../../lib/shared/day.ts';
import { naming } from '../../../support/case-facts.ts';
import { findingFact, folderOf, publicationFact } from '../../../support/facts.ts';
import { policyWith } from '../../../support/policy.ts';

const since = (
  decision: NamedDecision,
  facts: readonly Fact[],
  { on, category, policy = {} }: { on: string; category: GradedCategory; policy?: Partial<Policy> },
) =>
  disclosedSince(decision, folderOf(facts), {
    category,
    on: day(on),
    scorer: scoreCase,
    policy: policyWith(policy),
  })?.since;

describe('a decision is public', () => {
  const category = 'pharmacy';
  const ended = findingFact(
    1,
    category,
    { kind: 'finding', indicator: 'ph.agreement-terminated', count: 1 },
    { decidedOn: '2026-05-04' },
  );
  const interview = findingFact(
    2,
    category,
    { kind: 'finding', indicator: 'ph.interview', count: 1 },
    { decidedOn: '2027-04-01' },
  );
  const result = publicationFact(2026, [ended], category);

  it('from the publication of the E that it counted in, not from its own day', () => {
    expect(since(naming(ended), [ended, result], { on: '2028-06-15', category })).toBe('2027-03-01');
    expect(since(naming(ended), [ended, result], { on: '2027-03-01', category })).toBe('2027-03-01');
  });

  it('on no day before that, and not where it counted in no such result', () => {
    expect(since(naming(ended), [ended, result], { on: '2027-02-28', category })).toBeUndefined();
    expect(since(naming(ended), [ended], { on: '2027-06-01', category })).toBeUndefined();
    expect(
      since(naming(interview), [ended, interview, result], { on: '2028-06-15', category }),
    ).toBeUndefined();
  });

  it('not where the result was better than E', () => {
    const mild = publicationFact(2026, [interview], category);
    expect(since(naming(interview), [interview, mild], { on: '2028-06-15', category })).toBeUndefined();
  });

  it('while the grade is interim, only if the bureau shows interim grades', () => {
    const policy = { 'disclosure.basis': 'interim' } as const;
    expect(since(naming(ended), [ended], { on: '2026-08-01', category })).toBeUndefined();
    expect(since(naming(ended), [ended], { on: '2026-08-01', category, policy })).toBe('2026-05-04');
  });

  it('never, of a person', () => {
    const fraud = findingFact(
      3,
      'doctor',
      { kind: 'finding', indicator: 'dr.fraud-conviction', count: 1 },
      { decidedOn: '2026-05-04' },
    );
    const graded = publicationFact(2026, [fraud], 'doctor');
    expect(since(naming(fraud), [fraud, graded], { on: '2028-06-15', category: 'doctor' })).toBeUndefined();
  });

  it('not where its use is restricted', () => {
    const restricted = { ...ended, usage: 'restricted' as const };
    const graded = publicationFact(2026, [restricted], category);
    expect(since(naming(restricted), [restricted, graded], { on: '2028-06-15', category })).toBeUndefined();
  });
});
