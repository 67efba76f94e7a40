import { describe, expect, it } from 'vitest';
import { disclosedSince } from '../../../../../lib/credit-file/disclosed-since.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { emptyChangeReport, withFolder } from '../../../../../lib/evaluation/policy-change.ts';
import type { Policy } from '../../../../../lib/regulation/policy.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { day, startOf } from '../../../../../lib/shared/day.ts';
import { naming } from '../../../../support/case-facts.ts';
import { findingFact, folderOf, publicationFact } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

/**
 * For how long an E is public (Art. 26 (1)). The agreement is terminated on 2026-05-04 (a veto), an interview is held on
 * 2026-08-20, a survey is of 2026-12-31, and the result is published on 2027-03-01.
 */
const category = 'pharmacy';
const found = (number: number, indicator: string, decidedOn: string, figures: object = { count: 1 }) =>
  findingFact(number, category, { kind: 'finding', indicator, ...figures }, { decidedOn });
const ended = found(1, 'ph.agreement-terminated', '2026-05-04');
const interview = found(2, 'ph.interview', '2026-08-20');
const survey = found(3, 'ph.satisfaction', '2026-12-31', { value: '80' });
const facts = [ended, interview, survey];
const published = [...facts, publicationFact(2026, facts, category)];
const fromDecision: Partial<Policy> = { 'disclosure.from': 'decision' };

const publicOn = (on: string, policy: Partial<Policy>, known = published) => {
  const options = { now: startOf(day(on)), scorer: scoreCase, policy: policyWith(policy) };
  const [projected] = projectFolder(folderOf(known), options);
  const disclosure = projected?.file.disclosure;
  return disclosure && `${disclosure.from} ${disclosure.until}`;
};

describe('an E is public for three years', () => {
  it('from its publication', () => {
    expect(publicOn('2027-02-28', {}, facts)).toBeUndefined();
    expect(publicOn('2027-03-01', {})).toBe('2027-03-01 2030-03-01');
    expect(publicOn('2030-02-28', {})).toBe('2027-03-01 2030-03-01');
    expect(publicOn('2030-03-01', {})).toBeUndefined();
  });

  it('or from the latest decision that counted in it, shown since its publication', () => {
    expect(publicOn('2027-02-28', fromDecision, facts)).toBeUndefined();
    expect(publicOn('2027-03-01', fromDecision)).toBe('2027-03-01 2029-08-20');
    expect(publicOn('2029-08-19', fromDecision)).toBe('2027-03-01 2029-08-20');
    expect(publicOn('2029-08-20', fromDecision)).toBeUndefined();
  });

  it('and annex 4 counts no month after that', () => {
    const options = {
      category,
      on: day('2029-12-01'),
      scorer: scoreCase,
      policy: policyWith(fromDecision),
    } as const;
    expect(disclosedSince(naming(ended), folderOf(published), options)).toEqual({
      since: '2027-03-01',
      until: '2029-08-20',
    });
  });

  it('as it was when the result was published: a later value moves results to come', () => {
    const rehearsed = (from: string) =>
      withFolder(emptyChangeReport, folderOf(published), {
        change: { name: 'disclosure.from', value: 'decision', from: day(from), reason: '' },
        policy: policyWith(),
        scorer: scoreCase,
        now: startOf(day('2027-03-01')),
      }).effects;
    expect(rehearsed('2027-03-02')).toEqual({});
    expect(rehearsed('2027-03-01')).toEqual({ 'disclosure/moved': 1 });
  });
});
