import { describe, expect, it } from 'vitest';
import { decisionStates } from '../../../../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact } from '../../../../../lib/credit-file/facts/fact.ts';
import { partOf } from '../../../../../lib/credit-file/facts/identity.ts';
import { day } from '../../../../../lib/shared/day.ts';
import { findingFact } from '../../../../support/facts.ts';

const listed = (listedOn: string, removedOn?: string) =>
  ({
    kind: 'listing',
    list: 'serious-violation',
    listedOn: day(listedOn),
    ...(removedOn && { removedOn: day(removedOn) }),
  }) as const;

const listingFact = (listedOn: string, removedOn?: string): DecisionFact => ({
  ...findingFact(1, 'pharmacy', { kind: 'finding', indicator: 'ph.interview' }),
  key: `${listedOn}/${removedOn}`,
  decidedOn: day(removedOn ?? listedOn),
  status: removedOn ? 'amendment' : 'original',
  content: listed(listedOn, removedOn),
});

describe('a listing', () => {
  it('and its removal are one part of the document', () => {
    expect(partOf(listed('2026-01-05', '2026-03-01'))).toBe(partOf(listed('2026-01-05')));
  });

  it('that is the second under one number is another interval, which the first removal does not end', () => {
    const facts = [
      listingFact('2026-01-05'),
      listingFact('2026-01-05', '2026-03-01'),
      listingFact('2026-05-05'),
    ];
    expect(decisionStates(facts).map(({ fact }) => fact.content)).toEqual([
      listed('2026-01-05', '2026-03-01'),
      listed('2026-05-05'),
    ]);
  });
});
