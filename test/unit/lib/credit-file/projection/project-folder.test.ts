import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileState } from '../../../../../lib/credit-file/projection/file-state.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { findingFact, folderOf } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

const options = (today: string, suspensionMode: 'automatic' | 'four-eyes' = 'automatic') => ({
  now: new Date(`${today}T04:00:00Z`),
  scorer: scoreCase,
  policy: policyWith({ 'suspension.mode': suspensionMode }),
});
const fraud = (
  number: number,
  indicator: string,
  amount: string,
  decidedOn: string,
  status: 'original' | 'amendment' | 'revocation' = 'original',
) => findingFact(number, 'insured-person', { kind: 'finding', indicator, amount }, { decidedOn, status });
const said = (
  facts: Parameters<typeof folderOf>[0],
  today = '2026-06-30',
  mode: 'automatic' | 'four-eyes' = 'automatic',
) => {
  const [projected] = projectFolder(folderOf(facts), options(today, mode));
  if (!projected) throw new Error('no file');
  const { gradeInForce, sanctions, pendingSuspension, changesOn } = projected.file;
  return { score: gradeInForce?.score, grade: gradeInForce?.grade, sanctions, pendingSuspension, changesOn };
};

const first = fraud(1, 'ip.impersonation', '5000', '2026-02-01');
const second = fraud(2, 'ip.drug-resale', '5000', '2026-03-10');
const third = fraud(3, 'ip.credential-lending', '5000', '2026-04-20');
const fourth = fraud(4, 'ip.duplicate-benefit', '5000', '2026-05-05');

describe('the file of an insured person', () => {
  it('is suspended from the decision that brought E, for the months of the score', () => {
    expect(said([first], '2026-03-11')).toMatchObject({ score: '80.00', grade: 'C', sanctions: [] });
    expect(said([first, second], '2026-03-11').sanctions).toEqual([
      { kind: 'settlement-suspension', from: '2026-03-10', until: '2026-06-10' },
    ]);
  });

  it('is suspended longer by a further E, never shorter', () => {
    expect(said([first, second, third], '2026-05-01').sanctions).toEqual([
      { kind: 'settlement-suspension', from: '2026-03-10', until: '2026-10-20' },
    ]);
    expect(said([first, second, third, fourth], '2026-06-01').sanctions).toEqual([
      { kind: 'settlement-suspension', from: '2026-03-10', until: '2027-02-05' },
    ]);
  });

  it('knows when its suspension ends by itself', () => {
    expect(said([first, second], '2026-03-11').changesOn).toBe('2026-06-10');
    expect(said([first, second], '2026-06-10').sanctions).toEqual([]);
  });

  it('stays suspended into the next year', () => {
    const crime = findingFact(
      9,
      'insured-person',
      { kind: 'finding', indicator: 'ip.crime' },
      { decidedOn: '2026-12-20' },
    );
    // The year is not evaluated yet, so its interim grade stays in force.
    expect(said([crime], '2027-02-01')).toMatchObject({
      grade: 'E',
      sanctions: [{ from: '2026-12-20', until: '2027-12-20' }],
    });
  });

  it('is free at once when the reason is revoked', () => {
    expect(
      said([first, second, fraud(2, 'ip.drug-resale', '5000', '2026-05-01', 'revocation')], '2026-05-02'),
    ).toMatchObject({ grade: 'C', sanctions: [] });
  });

  it('has a suspension pending for a second officer in the mode of four eyes', () => {
    const awaiting = said([first, second], '2026-03-11', 'four-eyes');
    expect(awaiting.sanctions).toEqual([]);
    expect(awaiting.pendingSuspension).toMatchObject({
      proposedBy: ['bureau'],
      suspension: { from: '2026-03-10', until: '2026-06-10' },
    });
  });

  it('has a suspension pending for an officer who neither sent, corrected nor matched a record behind it', () => {
    const by = (fact: typeof first, sender: string, corrector: string) => ({
      ...fact,
      origin: { ...fact.origin, by: sender, correction: { by: corrector, at: fact.origin.receivedAt } },
    });
    const facts = [first, by(second, 'bureau', 'corrector'), by(third, 'sender', 'matcher')];
    expect(said(facts, '2026-05-01', 'four-eyes').pendingSuspension).toMatchObject({
      suspension: { until: '2026-10-20' },
      proposedBy: ['bureau', 'corrector', 'matcher', 'sender'],
    });
  });

  it('counts an amended decision with its new content, on the day of the first one', () => {
    const amended = fraud(1, 'ip.impersonation', '500', '2026-05-01', 'amendment');
    expect(said([first, amended])).toMatchObject({ score: '95.00' });
  });

  it('is the same whatever the order in which its facts came, and however often', () => {
    const pool = [
      first,
      second,
      third,
      fourth,
      fraud(1, 'ip.impersonation', '900', '2026-02-01'),
      fraud(2, 'ip.drug-resale', '1500', '2026-04-01', 'amendment'),
      fraud(2, 'ip.drug-resale', '1200', '2026-04-02', 'amendment'),
      fraud(3, 'ip.credential-lending', '5000', '2026-05-02', 'revocation'),
      findingFact(
        5,
        'insured-person',
        { kind: 'finding', indicator: 'ip.unpaid-copayment', count: 1 },
        { decidedOn: '2026-02-01' },
      ),
      findingFact(6, 'doctor', { kind: 'finding', indicator: 'dr.complaint', count: 2 }),
      findingFact(
        7,
        'doctor',
        { kind: 'finding', indicator: 'dr.disciplinary' },
        { decidedOn: '2026-04-04' },
      ),
    ];
    const projectedFrom = (facts: Parameters<typeof folderOf>[0]) =>
      projectFolder(folderOf(facts), options('2026-06-01'))
        .map(({ file, sheet }) =>
          JSON.stringify([file.category, file.gradeInForce?.sheet, file.sanctions, sheet?.body]),
        )
        .sort();
    fc.assert(
      fc.property(fc.shuffledSubarray(pool, { minLength: 1 }), fc.nat(), (facts, turn) => {
        const turned = [...facts.slice(turn % facts.length), ...facts.slice(0, turn % facts.length)];
        expect(projectedFrom(turned)).toEqual(
          projectedFrom([...facts].sort((a, b) => (a.key < b.key ? -1 : 1))),
        );
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('does not change when it is projected again', () => {
    const folder = folderOf([first, second]);
    const [once] = projectFolder(folder, options('2026-03-11'));
    if (!once) throw new Error('no file');
    const [again] = projectFolder(
      { ...folder, files: new Map([['insured-person', once.file]]) },
      options('2026-03-11'),
    );
    expect(again).toMatchObject({ changed: false, file: { version: 1, revision: 2 } });
    expect(again?.sheet).toBeUndefined();
  });

  it('is delivered again after a sender crashed, although its lease has run out', () => {
    const folder = folderOf([first]);
    const day = options('2026-03-11');
    const [once] = projectFolder(folder, day);
    if (!once) throw new Error('no file');
    const digest = once.file.deliveries.directory?.wanted.digest;
    const sent = { version: 1, digest, at: '2026-03-11T04:00:00.000Z' };
    // C is pending. E was wanted and may have been sent by a sender that has crashed.
    const stopped = {
      ...once.file,
      version: 2,
      gradeInForce: once.file.gradeInForce && { ...once.file.gradeInForce, sheet: '2.other.other' },
      deliveries: {
        directory: {
          stage: 'pending',
          wanted: { ...sent, version: 2, digest: 'E' },
          acknowledged: sent,
          attempt: 0,
        },
      },
    } as const;
    const deliveryWith = (leases: FileState['leases']) =>
      projectFolder({ ...folder, files: new Map([['insured-person', { ...stopped, leases }]]) }, day)[0]?.file
        .deliveries.directory;
    expect(deliveryWith({})?.stage).toBe('settled');
    expect(deliveryWith({ directory: '2026-03-11T03:00:00.000Z sender' })).toMatchObject({
      stage: 'pending',
      wanted: { version: 3, digest },
    });
  });
});
