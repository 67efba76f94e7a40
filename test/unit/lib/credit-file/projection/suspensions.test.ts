import { describe, expect, it } from 'vitest';
import type { DecisionFact, Fact, RulingFact } from '../../../../../lib/credit-file/facts/fact.ts';
import { folderAsOf } from '../../../../../lib/credit-file/projection/as-of.ts';
import type { FileState } from '../../../../../lib/credit-file/projection/file-state.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { findingFact, folderOf, rulingFact } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

type Mode = 'automatic' | 'four-eyes';
const fileOf = (facts: readonly Fact[], today: string, suspensionMode: Mode = 'automatic'): FileState => {
  const [projected] = projectFolder(folderOf(facts), {
    now: new Date(`${today}T04:00:00Z`),
    scorer: scoreCase,
    policy: policyWith({ 'suspension.mode': suspensionMode }),
  });
  if (!projected) throw new Error('no file');
  return projected.file;
};
const runs = (facts: readonly Fact[], today: string, mode?: Mode) =>
  fileOf(facts, today, mode).sanctions.map(({ from, until }) => `${from} to ${until}`);
const waits = (facts: readonly Fact[], today: string) => {
  const suspension = fileOf(facts, today, 'four-eyes').pendingSuspension?.suspension;
  return suspension && `${suspension.from} to ${suspension.until}`;
};

type Change = Parameters<typeof findingFact>[3];
const act = (number: number, indicator: string, amount: string, change: Change): DecisionFact =>
  findingFact(number, 'insured-person', { kind: 'finding', indicator, amount }, change);
const crime = (number: number, change: Change): DecisionFact =>
  findingFact(number, 'insured-person', { kind: 'finding', indicator: 'ip.crime' }, change);
const withCode = (fact: DecisionFact): DecisionFact => ({
  ...fact,
  key: fact.key.replace(fact.document, 'coded'),
  document: 'coded',
  authority: { ...fact.authority, id: '11540000MB1234567X' },
});

const first = act(1, 'ip.impersonation', '5000', { decidedOn: '2026-02-01' });
const second = act(2, 'ip.drug-resale', '5000', { decidedOn: '2026-03-10' });

describe('a settlement suspension (Art. 26 (3))', () => {
  it('begins on the day the decision first counted: nobody is suspended in the past', () => {
    const late = act(2, 'ip.drug-resale', '5000', { decidedOn: '2026-03-10', receivedOn: '2026-11-30' });
    expect(runs([first, late], '2026-11-30')).toEqual(['2026-11-30 to 2027-02-28']);
    const matched = {
      ...late,
      origin: { ...late.origin, correction: { by: 'officer', at: '2026-12-02T01:00:00Z' } },
    };
    expect(runs([first, matched], '2026-12-02')).toEqual(['2026-12-02 to 2027-03-02']);
  });

  it('is looked at on its first day, when a clock that was ahead at midnight received the decision', () => {
    const facts = [crime(1, { decidedOn: '2026-05-04', receivedOn: '2026-09-25' })];
    for (const mode of ['automatic', 'four-eyes'] as const)
      expect(fileOf(facts, '2026-09-24', mode)).toMatchObject({ sanctions: [], changesOn: '2026-09-25' });
    const released = rulingFact(
      'released',
      { suspension: '', restsOn: [facts[0]?.key ?? ''], months: 12 },
      { on: '2026-09-27' },
    );
    const known = fileOf([...facts, released], '2026-09-26', 'four-eyes');
    expect(known).toMatchObject({ sanctions: [], changesOn: '2026-09-27' });
    expect(runs(facts, '2026-09-25')).toEqual(['2026-09-25 to 2027-09-25']);
    expect(waits(facts, '2026-09-25')).toBe('2026-09-25 to 2027-09-25');
  });

  it('is never longer than twelve months after its first day', () => {
    const facts = [
      act(1, 'ip.impersonation', '5000', { decidedOn: '2026-01-10' }),
      act(2, 'ip.drug-resale', '5000', { decidedOn: '2026-01-10' }),
      crime(3, { decidedOn: '2026-04-05' }),
    ];
    expect(runs(facts, '2026-04-05')).toEqual(['2026-01-10 to 2027-01-10']);
  });

  it('is lengthened by a longer step alone', () => {
    const veto = crime(1, { decidedOn: '2026-08-31' });
    const facts = [
      veto,
      act(2, 'ip.impersonation', '5000', { decidedOn: '2026-10-15' }),
      act(3, 'ip.drug-resale', '500', { decidedOn: '2026-12-30' }),
    ];
    expect(runs(facts, '2026-12-31')).toEqual(['2026-08-31 to 2027-08-31']);
    const third = act(3, 'ip.credential-lending', '5000', { decidedOn: '2026-04-20' });
    expect(runs([first, second, third], '2026-05-01')).toEqual(['2026-03-10 to 2026-10-20']);
  });

  it('is not shortened by a further conviction of an earlier day', () => {
    const veto = crime(1, { decidedOn: '2026-06-10' });
    const earlier = crime(2, { decidedOn: '2026-03-01', receivedOn: '2026-07-01' });
    expect(runs([veto], '2026-07-01')).toEqual(['2026-06-10 to 2027-06-10']);
    expect(runs([veto, earlier], '2026-07-01')).toEqual(['2026-06-10 to 2027-06-10']);
  });

  it('is the same when a second form of the document only adds the code of the authority', () => {
    const veto = crime(1, { decidedOn: '2026-06-10' });
    const coded = { ...withCode(veto), origin: { ...veto.origin, receivedAt: '2026-07-01T01:00:00Z' } };
    expect(runs([veto, coded], '2026-07-02')).toEqual(['2026-06-10 to 2027-06-10']);
  });

  it('is shortened by a milder amendment, and begins with a harsher one', () => {
    const facts = [first, second, crime(3, { decidedOn: '2026-04-01' })];
    const mildened = act(2, 'ip.drug-resale', '500', {
      decidedOn: '2026-05-01',
      status: 'amendment',
    });
    expect(runs([first, second, mildened], '2026-05-02')).toEqual([]);
    expect(runs(facts, '2026-05-02')).toEqual(['2026-03-10 to 2027-03-10']);
    const mild = act(2, 'ip.drug-resale', '500', { decidedOn: '2026-03-10' });
    const harsher = act(2, 'ip.drug-resale', '5000', { decidedOn: '2026-05-01', status: 'amendment' });
    expect(runs([first, mild, harsher], '2026-05-02')).toEqual(['2026-05-01 to 2026-08-01']);
  });

  it('begins again with a further decision after it has ended', () => {
    const third = act(3, 'ip.credential-lending', '500', { decidedOn: '2026-08-01' });
    expect(runs([first, second], '2026-07-01')).toEqual([]);
    expect(runs([first, second, third], '2026-08-01')).toEqual(['2026-08-01 to 2026-11-01']);
  });

  it('runs into the next year, and a decision of that year does not lengthen it beyond its cap', () => {
    const veto = crime(1, { decidedOn: '2026-12-01' });
    const again = crime(2, { decidedOn: '2027-03-01' });
    expect(runs([veto, again], '2027-03-02')).toEqual(['2026-12-01 to 2027-12-01']);
    expect(runs([again], '2027-03-02')).toEqual(['2027-03-01 to 2028-03-01']);
  });

  it('does not follow from a decision before the first cycle that is evaluated', () => {
    const old = crime(1, { decidedOn: '2025-12-01', receivedOn: '2026-02-01' });
    expect(fileOf([old], '2026-02-02')).toMatchObject({ sanctions: [], gradeInForce: { grade: 'A' } });
  });
});

const ruledOn = (
  verdict: RulingFact['verdict'],
  facts: readonly Fact[],
  { on, number = 1 }: { on: string; number?: number },
): RulingFact => {
  const pending = fileOf(facts, on, 'four-eyes').pendingSuspension?.suspension;
  if (!pending) throw new Error('nothing waits');
  const { id: suspension, restsOn, months } = pending;
  return rulingFact(verdict, { suspension, restsOn, months }, { on, number });
};

describe('a suspension that a second officer rules on', () => {
  const facts = [first, second];
  const released = ruledOn('released', facts, { on: '2026-03-12' });

  it('waits, and runs from the day of the release', () => {
    expect(waits(facts, '2026-03-12')).toBe('2026-03-10 to 2026-06-10');
    expect(runs(facts, '2026-03-12', 'four-eyes')).toEqual([]);
    expect(runs([...facts, released], '2026-03-12', 'four-eyes')).toEqual(['2026-03-12 to 2026-06-12']);
    expect(waits([...facts, released], '2026-03-12')).toBeUndefined();
  });

  it.each([
    [
      'a further decision of the same day',
      act(3, 'ip.duplicate-benefit', '500', { decidedOn: '2026-03-10' }),
    ],
    [
      'an earlier decision',
      act(3, 'ip.duplicate-benefit', '500', { decidedOn: '2026-01-05', receivedOn: '2026-03-20' }),
    ],
    ['an amendment', act(2, 'ip.drug-resale', '5200', { decidedOn: '2026-03-20', status: 'amendment' })],
    ['a form with the code of the authority', withCode(second)],
  ])('stays in force when %s comes', (_, more) => {
    expect(runs([...facts, released, more], '2026-03-21', 'four-eyes')).toEqual(['2026-03-12 to 2026-06-12']);
    expect(waits([...facts, released, more], '2026-03-21')).toBeUndefined();
  });

  it('stays in force as released while a longer one waits, and then goes on', () => {
    const third = act(3, 'ip.credential-lending', '5000', { decidedOn: '2026-04-20' });
    const known = [...facts, released, third];
    expect(runs(known, '2026-04-21', 'four-eyes')).toEqual(['2026-03-12 to 2026-06-12']);
    expect(waits(known, '2026-04-21')).toBe('2026-03-12 to 2026-10-20');
    const longer = ruledOn('released', known, { on: '2026-04-22', number: 2 });
    expect(runs([...known, longer], '2026-04-22', 'four-eyes')).toEqual(['2026-03-12 to 2026-10-22']);
  });

  it('is asked about again for another decision after a refusal, and not for another form of the same', () => {
    const refused = ruledOn('refused', facts, { on: '2026-03-12' });
    expect(waits([...facts, refused], '2026-03-12')).toBeUndefined();
    expect(waits([...facts, refused, withCode(second)], '2026-03-13')).toBeUndefined();
    const third = act(3, 'ip.credential-lending', '5000', { decidedOn: '2026-03-10' });
    expect(waits([...facts, refused, third], '2026-03-13')).toBeDefined();
  });

  it('goes by the last ruling whatever its clock says', () => {
    const refused = ruledOn('refused', facts, { on: '2026-03-12' });
    const steppedBack = { ...released, key: 'V.insured-person.r000002' };
    expect(runs([...facts, steppedBack, refused], '2026-03-12', 'four-eyes')).toHaveLength(1);
  });

  it('is lifted at once when what it rests on is revoked', () => {
    const revoked = act(2, 'ip.drug-resale', '5000', { decidedOn: '2026-05-01', status: 'revocation' });
    expect(runs([...facts, released, revoked], '2026-05-01', 'four-eyes')).toEqual([]);
  });

  it('is known to have waited on an earlier day', () => {
    const then = folderAsOf(folderOf([...facts, released]), '2026-03-11' as never);
    expect(waits(then.facts, '2026-03-11')).toBe('2026-03-10 to 2026-06-10');
  });

  it('goes on as an earlier release of the connector has released it', () => {
    const known = [...facts, rulingFact('released', { suspension: `${second.key}~2026-06-10` })];
    expect(runs(known, '2026-04-01', 'four-eyes')).toEqual(['2026-03-10 to 2026-06-10']);
    expect(waits(known, '2026-04-01')).toBeUndefined();
  });
});
