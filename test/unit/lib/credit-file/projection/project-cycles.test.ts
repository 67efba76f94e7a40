import { describe, expect, it } from 'vitest';
import type { Fact, LinkEntry } from '../../../../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../../../../lib/credit-file/facts/subject.ts';
import {
  earlierFolderDigestsOf,
  type Folder,
  folderDigestOf,
  projectFolder,
} from '../../../../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { type GradedCategory, isGraded } from '../../../../../lib/shared/category.ts';
import { findingFact, folderOf, publicationFact } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

const projectedOn = (today: string, facts: readonly Fact[], lateEvidence: 'carry' | 'reopen' = 'carry') => {
  const [projected] = projectFolder(folderOf(facts), {
    now: new Date(`${today}T04:00:00Z`),
    scorer: scoreCase,
    policy: policyWith({ 'cycle.late-evidence': lateEvidence }),
  });
  if (!projected) throw new Error('no file');
  const body =
    projected.sheet && (JSON.parse(projected.sheet.body) as { sheet: { measures: { code: string }[] } });
  return { ...projected.file, body, measures: body?.sheet.measures.map(({ code }) => code) };
};

const found = (
  number: number,
  decidedOn: string,
  content: { indicator: string; count?: number; amount?: string },
  status: 'original' | 'revocation' = 'original',
) => {
  const category = { ph: 'pharmacy', mi: 'medical-institution', dr: 'doctor', ip: 'insured-person' }[
    content.indicator.slice(0, 2)
  ];
  if (!category || !isGraded(category as GradedCategory)) throw new Error(content.indicator);
  return findingFact(
    number,
    category as GradedCategory,
    { kind: 'finding', ...content },
    { decidedOn, status },
  );
};

const closure2026 = found(1, '2026-05-04', { indicator: 'ph.penalty-closure', count: 2 }); // −6
const withheld2026 = found(2, '2026-06-04', { indicator: 'ph.licence-withheld', count: 1 }); // −10

describe('the grade in force', () => {
  it('is the published one: a survey without a result earns nothing after publication, and only then', () => {
    const facts = [closure2026];
    expect(projectedOn('2027-02-01', facts).gradeInForce).toMatchObject({
      cycle: 2026,
      state: 'interim',
      score: '94.00',
    });
    const after = projectedOn('2027-03-01', [...facts, publicationFact(2026, facts, 'pharmacy')]);
    expect(after.gradeInForce).toMatchObject({ cycle: 2026, state: 'published', score: '90.00', grade: 'B' });
    expect(after.published).toEqual([{ cycle: 2026, publishedOn: '2027-03-01', score: '90.00', grade: 'B' }]);
  });

  it('changes when the open cycle is worse, and not when it is better', () => {
    const known = [closure2026];
    const published = [...known, publicationFact(2026, known, 'pharmacy')];
    const warned = found(3, '2027-04-01', { indicator: 'ph.circular', count: 1 });
    expect(projectedOn('2027-05-01', [...published, warned]).gradeInForce).toMatchObject({
      cycle: 2026,
      grade: 'B',
    });
    const worse = [found(4, '2027-04-02', { indicator: 'ph.licence-withheld', count: 1 })];
    const worst = [...worse, found(5, '2027-04-03', { indicator: 'ph.penalty-closure', count: 2 })];
    expect(projectedOn('2027-05-01', [...published, ...worse]).gradeInForce).toMatchObject({
      cycle: 2026,
      grade: 'B',
    });
    expect(projectedOn('2027-05-01', [...published, ...worst]).gradeInForce).toMatchObject({
      cycle: 2027,
      grade: 'C',
      state: 'interim',
    });
  });

  it('is corrected when a decision behind a published one is revoked', () => {
    const known = [closure2026, withheld2026];
    const facts = [...known, publicationFact(2026, known, 'pharmacy')];
    expect(projectedOn('2027-04-01', facts).gradeInForce).toMatchObject({ score: '80.00', grade: 'C' });
    const revoked = found(2, '2027-04-02', { indicator: 'ph.licence-withheld', count: 1 }, 'revocation');
    expect(projectedOn('2027-04-03', [...facts, revoked]).gradeInForce).toMatchObject({
      cycle: 2026,
      state: 'published',
      score: '90.00',
      grade: 'B',
    });
  });
});

describe('evidence that comes after its cycle was published', () => {
  const published = [closure2026, publicationFact(2026, [closure2026], 'pharmacy')];
  it('counts in the open cycle, says where it comes from, and leaves the published score', () => {
    const projected = projectedOn('2027-04-01', [...published, withheld2026]);
    expect(projected.published).toMatchObject([{ score: '90.00' }]);
    const more = found(7, '2027-04-01', { indicator: 'ph.penalty-closure', count: 2 });
    const file = projectedOn('2027-05-01', [...published, withheld2026, more]);
    expect(file.gradeInForce).toMatchObject({ cycle: 2027, score: '84.00', grade: 'C' });
    expect(JSON.stringify(file.body)).toContain('"carriedFrom":2026');
  });

  it('counts in its own cycle where the bureau reopens', () => {
    expect(projectedOn('2027-04-01', [...published, withheld2026], 'reopen').published).toMatchObject([
      { score: '80.00' },
    ]);
  });

  it('is counted once: the next publication takes it, and the one after does not', () => {
    const late = [...published, withheld2026];
    const next = [...late, publicationFact(2027, late, 'pharmacy')];
    const after = [...next, publicationFact(2028, next, 'pharmacy')];
    expect(projectedOn('2029-04-01', after).published?.map(({ score }) => score)).toEqual([
      '90.00',
      '86.00',
      '96.00',
    ]);
  });
});

describe('rules over several years', () => {
  it('lowers staff at C or below in three cycles by one step from the lowest of them (Art. 26 (2))', () => {
    const facts: Fact[] = [];
    for (const year of [2026, 2027, 2028]) {
      // 100 − 10 − 15 = 75.00: C
      facts.push(
        found(year, `${year}-04-01`, { indicator: 'dr.administrative-penalty', count: 1 }),
        found(year + 100, `${year}-05-01`, { indicator: 'dr.forged-records', count: 1 }),
      );
      facts.push(publicationFact(year, facts, 'doctor'));
    }
    const projected = projectedOn('2029-06-01', facts);
    expect(projected.published?.map(({ grade }) => grade)).toEqual(['C', 'C', 'C']);
    const fourth = [...facts, publicationFact(2029, facts, 'doctor')];
    expect(projectedOn('2030-03-01', fourth).gradeInForce).toMatchObject({
      cycle: 2029,
      score: '100.00',
      grade: 'D',
      downgraded: true,
    });
    expect(projectedOn('2030-03-01', fourth).sanctions).toEqual([
      { kind: 'service-suspension', from: '2030-03-01' },
    ]);
  });

  it('ends the agreement of an institution at E in two cycles running (Art. 26 (1)), and gives points for clean ones (annex 6)', () => {
    const clean: Fact[] = [found(900, '2026-02-01', { indicator: 'mi.interview', count: 1 })];
    clean.push(publicationFact(2026, clean, 'medical-institution'));
    clean.push(publicationFact(2027, clean, 'medical-institution'));
    clean.push(publicationFact(2028, clean, 'medical-institution'));
    // 2026 had a violation, 2027 none. So 2028 gets one point, capped at 100.
    expect(projectedOn('2029-03-01', clean).published?.map(({ score }) => score)).toEqual([
      '99.20',
      '100.00',
      '100.00',
    ]);
    const facts: Fact[] = [];
    for (const year of [2026, 2027]) {
      facts.push(found(year, `${year}-04-01`, { indicator: 'mi.agreement-terminated', count: 1 }));
      facts.push(publicationFact(year, facts, 'medical-institution'));
      const projected = projectedOn(`${year + 1}-03-01`, facts);
      expect(projected.gradeInForce).toMatchObject({ grade: 'E', vetoed: true });
      expect(projected.measures?.includes('agreement-termination')).toBe(year === 2027);
    }
  });
});

describe('an institution at E', () => {
  const veto = found(20, '2026-04-01', { indicator: 'ph.fraud-conviction', count: 1 });
  it('is public for three years from the result, then gone, and gone at once when corrected', () => {
    const facts = [veto, publicationFact(2026, [veto], 'pharmacy')];
    expect(projectedOn('2027-03-02', facts).disclosure).toMatchObject({
      from: '2027-03-01',
      until: '2030-03-01',
    });
    expect(projectedOn('2030-02-28', facts).changesOn).toBe('2030-03-01');
    expect(projectedOn('2030-03-01', facts).disclosure).toBeUndefined();
    const revoked = found(20, '2027-05-01', { indicator: 'ph.fraud-conviction', count: 1 }, 'revocation');
    expect(projectedOn('2027-05-02', [...facts, revoked]).disclosure).toBeUndefined();
  });
});

describe('the digest of a folder', () => {
  it('is the same in any order and another for any change', () => {
    const facts = [closure2026, withheld2026];
    const digest = folderDigestOf(folderOf(facts));
    expect(folderDigestOf(folderOf([...facts].reverse()))).toBe(digest);
    const changed = { ...withheld2026, documentNumber: `${withheld2026.documentNumber}x` };
    expect(folderDigestOf(folderOf([closure2026, changed]))).not.toBe(digest);
    expect(projectedOn('2026-07-01', facts).folderDigest).toBe(digest);
  });

  it('is the same for a link that was written again with the same entries, and another for other entries', () => {
    const folder = folderOf([closure2026]);
    const entry = { fact: 'f', matter: 'physician-handled', actOn: '2026-05-01' } as unknown as LinkEntry;
    const linked = (drawnFrom: number, entries: readonly LinkEntry[]): Folder => ({
      ...folder,
      links: [{ person: 'p' as PartyKey, drawnFrom, entries }],
    });
    const digest = folderDigestOf(linked(1, [entry]));
    expect(folderDigestOf(linked(2, [entry]))).toBe(digest);
    expect(folderDigestOf(linked(2, []))).not.toBe(digest);
    expect(earlierFolderDigestsOf(linked(2, [entry]))[0]).not.toBe(
      earlierFolderDigestsOf(linked(1, [entry]))[0],
    );
  });
});
