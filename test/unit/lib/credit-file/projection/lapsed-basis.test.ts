import { describe, expect, it } from 'vitest';
import type { DecisionFact, Fact } from '../../../../../lib/credit-file/facts/fact.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { documentsText } from '../../../../../lib/regulation/legal-documents.ts';
import type { Policy, PolicyEntry } from '../../../../../lib/regulation/policy.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import type { GradedCategory } from '../../../../../lib/shared/category.ts';
import { day } from '../../../../../lib/shared/day.ts';
import { findingFact, folderOf } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

/** Art. 33: 藏医保〔2023〕33号 was issued on 2023-05-08 for three years. Its last day is 2026-05-07. */
const shipped = { number: '藏医保〔2023〕33号', from: '2023-05-08', to: '2026-05-07', title: '试行办法' };
const hold: Partial<Policy> = { 'regulation.when-lapsed': 'hold' };

/** The bureau enters the document that continues it, on 1 August 2026. */
const entered = (document: { from: string; to?: string }, from = '2026-08-01'): PolicyEntry => ({
  name: 'regulation.basis',
  value: documentsText([shipped, { number: '藏医保〔2026〕20号', title: '信用管理办法', ...document }]),
  from: day(from),
  releasedAt: `${from}T01:00:00Z`,
});

const finding = (
  number: number,
  category: GradedCategory,
  indicator: string,
  said: { on: string; status?: DecisionFact['status']; count?: number; amount?: string },
): Fact => {
  const { on, status = 'original', ...figures } = said;
  const content = { kind: 'finding', indicator, ...figures } as const;
  return findingFact(number, category, content, {
    decidedOn: status === 'original' ? on : '2026-05-01',
    receivedOn: on,
    status,
  });
};
const crime = (number: number, on: string, status?: DecisionFact['status']) =>
  finding(number, 'insured-person', 'ip.crime', { on, ...(status && { status }) });

function said(
  today: string,
  facts: readonly Fact[],
  { settings = hold, entries = [] }: { settings?: Partial<Policy>; entries?: readonly PolicyEntry[] } = {},
) {
  const [projected] = projectFolder(folderOf(facts), {
    now: new Date(`${today}T04:00:00Z`),
    scorer: scoreCase,
    policy: policyWith(settings, { entries }),
  });
  if (!projected) throw new Error('no file');
  const { gradeInForce, sanctions, awaitingBasis = [], disclosure, changesOn } = projected.file;
  return {
    grade: gradeInForce?.grade,
    inForce: sanctions.map(({ kind, from, until = '' }) => `${kind} ${from} ${until}`.trim()),
    waits: awaitingBasis.map(({ kind, since, from = '' }) => `${kind} ${since} ${from}`.trim()),
    public: disclosure && `${disclosure.from} ${disclosure.until}`,
    changesOn,
  };
}

describe('on a day that no document covers (第三十三条), new sanctions wait where the bureau decided so', () => {
  const facts = [crime(1, '2026-06-01')];

  it('everything works by default', () => {
    expect(said('2026-06-02', facts, { settings: {} })).toMatchObject({
      inForce: ['settlement-suspension 2026-06-01 2027-06-01'],
      waits: [],
    });
  });

  it('the grade is worked out, the suspension waits and the file says so', () => {
    expect(said('2026-06-02', facts)).toMatchObject({
      grade: 'E',
      inForce: [],
      waits: ['settlement-suspension 2026-06-01'],
    });
  });

  it('the last day of the document is covered, and what began on it runs on', () => {
    expect(said('2026-06-02', [crime(1, '2026-05-07')])).toMatchObject({
      inForce: ['settlement-suspension 2026-05-07 2027-05-07'],
      waits: [],
    });
    expect(said('2026-06-02', [crime(1, '2026-05-08')]).waits).toEqual(['settlement-suspension 2026-05-08']);
  });

  it('what waits begins on the day from which a document is on record, not before', () => {
    const entries = [entered({ from: '2026-05-08' })];
    expect(said('2026-07-31', facts, { entries })).toMatchObject({
      inForce: [],
      waits: ['settlement-suspension 2026-06-01 2026-08-01'],
      changesOn: '2026-08-01',
    });
    expect(said('2026-08-01', facts, { entries })).toMatchObject({
      inForce: ['settlement-suspension 2026-08-01 2027-08-01'],
      waits: [],
    });
  });

  it('what waits begins with a document that begins later than it is entered', () => {
    const entries = [entered({ from: '2026-09-01', to: '2029-08-31' })];
    expect(said('2026-08-31', facts, { entries }).waits).toEqual([
      'settlement-suspension 2026-06-01 2026-09-01',
    ]);
    expect(said('2026-09-01', facts, { entries }).inForce).toEqual([
      'settlement-suspension 2026-09-01 2027-09-01',
    ]);
  });

  it('a longer suspension waits, and the running one runs', () => {
    // 60 points on 1 May: three months. A veto on 1 June: twelve.
    const twice = ['ip.impersonation', 'ip.drug-resale'].map((indicator, index) =>
      finding(index + 1, 'insured-person', indicator, { on: '2026-05-01', amount: '5000' }),
    );
    expect(said('2026-06-02', [...twice, crime(3, '2026-06-01')])).toMatchObject({
      inForce: ['settlement-suspension 2026-05-01 2026-08-01'],
      waits: ['settlement-suspension 2026-06-01'],
    });
  });

  it('a lift never waits', () => {
    const known = [crime(1, '2026-05-01')];
    expect(said('2026-06-10', known).inForce).toHaveLength(1);
    const revoked = [...known, crime(1, '2026-06-10', 'revocation')];
    expect(said('2026-06-10', revoked)).toMatchObject({ grade: 'A', inForce: [], waits: [] });
  });
});

describe('sanctions of staff and public information on such a day', () => {
  const interim: Partial<Policy> = {
    ...hold,
    'sanctions.basis.service-suspension': 'interim',
    'sanctions.basis.service-stop': 'interim',
    'disclosure.basis': 'interim',
  };

  it('the suspension of a doctor at D stays while the stop at E waits', () => {
    // Two penalties, 20 points, and five complaints, 10: 70.00, D. A conviction: E.
    const facts = [
      finding(1, 'doctor', 'dr.administrative-penalty', { on: '2026-05-04', count: 2 }),
      finding(3, 'doctor', 'dr.complaint', { on: '2026-05-04', count: 5 }),
      finding(2, 'doctor', 'dr.fraud-conviction', { on: '2026-06-01' }),
    ];
    expect(said('2026-06-02', facts, { settings: interim })).toMatchObject({
      grade: 'E',
      inForce: ['service-suspension 2026-05-04'],
      waits: ['service-stop 2026-06-01'],
    });
    const entries = [entered({ from: '2026-05-08' })];
    expect(said('2026-08-01', facts, { settings: interim, entries })).toMatchObject({
      inForce: ['service-stop 2026-08-01'],
      waits: [],
    });
  });

  it('an institution is public from the day that has a basis, for three years', () => {
    const facts = [finding(1, 'medical-institution', 'mi.fraud-conviction', { on: '2026-06-01' })];
    expect(said('2026-06-02', facts, { settings: interim })).toMatchObject({
      public: undefined,
      waits: ['disclosure 2026-06-01'],
    });
    const entries = [entered({ from: '2026-05-08' })];
    expect(said('2026-08-01', facts, { settings: interim, entries })).toMatchObject({
      public: '2026-08-01 2029-08-01',
      waits: [],
    });
  });
});
