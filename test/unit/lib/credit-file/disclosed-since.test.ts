import { describe, expect, it } from 'vitest';
import type { NamedDecision } from '../../../../lib/credit-file/cases/case-fact.ts';
import { disclosedSince } from '../../../../lib/credit-file/disclosed-since.ts';
import type { Fact, PublicationFact } from '../../../../lib/credit-file/facts/fact.ts';
import { countedMarks } from '../../../../lib/credit-file/projection/evidence.ts';
import { publicationsOf } from '../../../../lib/credit-file/projection/late-evidence.ts';
import { scoreCase } from '../../../../lib/scoring/index.ts';
import type { GradedCategory } from '../../../../lib/shared/category.ts';
import { day } from '../../../../lib/shared/day.ts';
import { naming } from '../../../support/case-facts.ts';
import { findingFact, folderOf } from '../../../support/facts.ts';

/** The result of a year, made public on a day of the next one. */
function published(
  cycle: number,
  on: string,
  { known, category }: { known: readonly Fact[]; category: GradedCategory },
): PublicationFact {
  const cycles = { published: publicationsOf(known, category), lateEvidence: 'carry' } as const;
  const [first] = known;
  if (!first) throw new Error('nothing is known');
  return {
    type: 'publication',
    key: `P.${category}.${cycle}`,
    origin: { ...first.origin, receivedAt: `${on}T02:00:00Z` },
    category,
    cycle,
    evaluation: 'test',
    publishedOn: day(on),
    counted: countedMarks(known, [], { category, cycle, cycles }),
    tableVersion: '2023-05-08',
  };
}

const since = (
  decision: NamedDecision,
  facts: readonly Fact[],
  { on, category }: { on: string; category: GradedCategory },
) =>
  disclosedSince(decision, folderOf(facts), {
    category,
    on: day(on),
    scorer: scoreCase,
    policy: { firstCycle: 2026, lateEvidence: 'carry' },
  });

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
  const result = published(2026, '2027-03-01', { known: [ended], category });

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
    const mild = published(2026, '2027-03-01', { known: [interview], category });
    expect(since(naming(interview), [interview, mild], { on: '2028-06-15', category })).toBeUndefined();
  });

  it('never, of a person', () => {
    const fraud = findingFact(
      3,
      'doctor',
      { kind: 'finding', indicator: 'dr.fraud-conviction', count: 1 },
      { decidedOn: '2026-05-04' },
    );
    const graded = published(2026, '2027-03-01', { known: [fraud], category: 'doctor' });
    expect(since(naming(fraud), [fraud, graded], { on: '2028-06-15', category: 'doctor' })).toBeUndefined();
  });

  it('not where its use is restricted', () => {
    const restricted = { ...ended, usage: 'restricted' as const };
    const graded = published(2026, '2027-03-01', { known: [restricted], category });
    expect(since(naming(restricted), [restricted, graded], { on: '2028-06-15', category })).toBeUndefined();
  });
});
