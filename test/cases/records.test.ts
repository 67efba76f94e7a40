import { describe, expect, it } from 'vitest';
import { sideOf } from '../../functions/show-file/file-side.ts';
import type { DecisionFact, Fact, RegistrationFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { attributionsOf } from '../../lib/credit-file/projection/attribution.ts';
import { evidenceOf } from '../../lib/credit-file/projection/evidence.ts';
import { day, yearOf } from '../../lib/shared/day.ts';
import { findingFact, party } from '../support/facts.ts';
import { type RecordCase, recordCases } from './records.ts';

const sides = { goodFaith: '守信', dishonesty: '失信', measured: '计量' } as const;

function factOf({ about, document }: RecordCase): DecisionFact {
  const { finding, penalties, by, decidedOn = '2026-12-01', names } = document;
  const fact = findingFact(1, about, { kind: 'finding', indicator: finding ?? '' }, { decidedOn });
  return {
    ...fact,
    actOn: day(decidedOn),
    ...(by && { authority: { name: by[0], kind: by[1] } }),
    ...(penalties && { content: { kind: 'penalty', penalties: [...penalties] } }),
    ...(names && { employer: names as PartyKey }),
  };
}

const employedAt = ({ about }: RecordCase, employer: string): RegistrationFact => {
  const { origin, scheme, identity } = findingFact(1, about, { kind: 'finding', indicator: '' });
  return {
    type: 'registration',
    key: `R.${employer}`,
    origin,
    category: about,
    scheme,
    identity,
    status: 'active',
    employment: { employer: employer as PartyKey },
  };
};

/** The indicator that a person's document touches at each institution. */
function reachedBy(facts: readonly Fact[], one: RecordCase, cycle: number): Record<string, string> {
  const category = one.about === 'pharmacist' ? 'pharmacy' : 'medical-institution';
  return Object.fromEntries(
    [...attributionsOf(facts)].flatMap(([institution, entries]) => {
      const link = { person: party, drawnFrom: facts.length, entries };
      return evidenceOf([], [link], { category, cycle }).map(({ indicator }) => [institution, indicator]);
    }),
  );
}

describe('documents, and what they mean for whom', () => {
  it.each(recordCases)('$says', (one) => {
    const fact = factOf(one);
    const facts = [...(one.employers ?? []).map((employer) => employedAt(one, employer)), fact];
    const cycle = yearOf(fact.decidedOn);
    const own = evidenceOf(facts, [], { category: one.about, cycle });
    expect(own.map(({ indicator }) => indicator)).toEqual(one.expects.scores);
    expect(sides[sideOf(fact.content)]).toBe(one.expects.standsUnder);
    if (one.expects.reaches) expect(reachedBy(facts, one, cycle)).toEqual(one.expects.reaches);
  });
});
