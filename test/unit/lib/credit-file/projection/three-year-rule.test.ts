import { describe, expect, it } from 'vitest';
import type { Fact, PublicationFact } from '../../../../../lib/credit-file/facts/fact.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { findingFact, folderOf, publicationFact, registrationFact } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

/** Art. 26 (2): C or below in three years running lowers the grade of the next evaluation year by one step. */
const category = 'doctor';
const penalised = (number: number, decidedOn: string) =>
  findingFact(
    number,
    category,
    { kind: 'finding', indicator: 'dr.administrative-penalty', count: 2 }, // 20 points: 80.00, C
    { decidedOn },
  );
const fileOn = (today: string, facts: readonly Fact[], policy = policyWith()) => {
  const [projected] = projectFolder(folderOf(facts), {
    now: new Date(`${today}T04:00:00Z`),
    scorer: scoreCase,
    policy,
  });
  if (!projected) throw new Error('no file');
  return projected.file;
};
const inForce = (today: string, facts: readonly Fact[], policy?: ReturnType<typeof policyWith>) => {
  const { gradeInForce, sanctions, awaitingSanction } = fileOn(today, facts, policy);
  const { cycle, grade, score, downgraded, state } = gradeInForce ?? {};
  return {
    grade: `${cycle} ${grade} ${score} ${state}${downgraded ? ' lowered' : ''}`,
    sanctions: sanctions.map(({ kind, from, until = '' }) => `${kind} ${from} ${until}`.trim()),
    awaiting: awaitingSanction && `${awaitingSanction.kind} ${awaitingSanction.since}`,
  };
};

/** C in 2026, 2027 and 2028; no decision ever after. Results are published on 1 March. */
const threeTimesC = [penalised(1, '2026-05-04'), penalised(2, '2027-05-04'), penalised(3, '2028-05-04')];
const publishedUpTo = (
  year: number,
  facts: readonly Fact[] = threeTimesC,
  policy?: PublicationFact['policy'],
) => {
  const known: Fact[] = [registrationFact(category, '2026-01-05'), ...facts];
  for (let cycle = 2026; cycle <= year; cycle++) known.push(publicationFact(cycle, known, category, policy));
  return known;
};
const grades = (year: number, facts?: readonly Fact[], policy?: PublicationFact['policy']) =>
  fileOn(`${year + 1}-03-02`, publishedUpTo(year, facts, policy))
    .published?.map(({ grade }) => grade)
    .join(' ');

describe('three years at C', () => {
  it('lower the year after them by one step, and no further year', () => {
    expect(grades(2032)).toBe('C C C D A A A');
  });

  it('lower the open year from the day on which the third grade is published', () => {
    const facts = publishedUpTo(2028);
    const before = facts.filter(({ key }) => key !== 'P.doctor.2028');
    expect(inForce('2029-02-28', before).grade).toBe('2027 C 80.00 published');
    expect(inForce('2029-03-01', facts).grade).toBe('2029 D 100.00 interim lowered');
  });

  it('suspend services from the publication of the lowered grade to that of the next result', () => {
    expect(inForce('2029-06-01', publishedUpTo(2028))).toMatchObject({
      sanctions: [],
      awaiting: 'service-suspension 2029-01-01',
    });
    expect(inForce('2030-03-01', publishedUpTo(2029)).sanctions).toEqual(['service-suspension 2030-03-01']);
    expect(inForce('2031-03-01', publishedUpTo(2030))).toMatchObject({
      grade: '2030 A 100.00 published',
      sanctions: [],
    });
  });

  it('count E and D as they were earned, and lower no further than E', () => {
    const forged = findingFact(
      4,
      category,
      { kind: 'finding', indicator: 'dr.forged-records' }, // 15 more points: 65.00, D
      { decidedOn: '2028-06-01' },
    );
    expect(grades(2030, [...threeTimesC, forged])).toBe('C C D E A');
  });
});

describe('a year away', () => {
  const away = (left: string, back: string) => [
    registrationFact(category, left, { status: 'left' }),
    registrationFact(category, back),
  ];
  const withGap = [penalised(1, '2026-05-04'), penalised(2, '2027-05-04'), penalised(3, '2029-05-04')];

  it('neither counts nor breaks the three years', () => {
    expect(grades(2031, [...withGap, ...away('2027-12-20', '2029-01-04')])).toBe('C C A C D A');
  });

  it('of part of a year counts as that year', () => {
    expect(grades(2031, [...withGap, ...away('2028-02-01', '2028-12-01')])).toBe('C C A C A A');
  });

  it('breaks them where the bureau decided so', () => {
    const policy = { 'downgrade.input': 'earned', 'downgrade.absence': 'break' } as const;
    expect(grades(2031, [...withGap, ...away('2027-12-20', '2029-01-04')], policy)).toBe('C C A C A A');
  });

  it('between two employments is one', () => {
    const spells = [
      registrationFact(category, '2026-01-06', {
        employment: { employer: 'one' as never, to: '2027-12-31' as never },
      }),
      registrationFact(category, '2029-01-06', {
        employment: { employer: 'two' as never, from: '2029-01-01' as never },
      }),
    ];
    expect(grades(2031, [...withGap, ...spells])).toBe('C C A C D A');
  });
});

describe('results of an earlier release', () => {
  const known = publishedUpTo(2030, threeTimesC, undefined).map((fact) =>
    fact.type === 'publication' ? { ...fact, policy: undefined } : fact,
  );
  it('stay as they were published, and a new result reads the earned grades', () => {
    expect(fileOn('2031-03-02', known).published?.map(({ grade }) => grade)).toEqual([
      'C',
      'C',
      'C',
      'D',
      'E',
    ]);
    const next = publicationFact(2031, known, category);
    expect(fileOn('2032-03-02', [...known, next]).published?.at(-1)).toMatchObject({ grade: 'A' });
  });

  it('sanction by the interim grade until the bureau releases the new reading', () => {
    const earlier = policyWith({}, { readings: 'earlier' });
    const expelled = findingFact(
      9,
      'nurse',
      { kind: 'finding', indicator: 'nu.disciplinary' },
      { decidedOn: '2026-05-04' },
    );
    expect(inForce('2026-06-01', [expelled], earlier).sanctions).toEqual(['service-stop 2026-05-04']);
    const entry = {
      name: 'sanctions.basis.service-stop',
      value: 'published',
      releasedAt: '2026-12-01T02:00:00Z',
    } as const;
    const released = policyWith(
      {},
      { readings: 'earlier', entries: [{ ...entry, from: '2027-01-01' as never }] },
    );
    expect(inForce('2027-02-01', [expelled], released).sanctions).toEqual(['service-stop 2026-05-04']);
  });
});

describe('a sanction of staff', () => {
  const expelled = findingFact(
    9,
    'nurse',
    { kind: 'finding', indicator: 'nu.disciplinary' },
    { decidedOn: '2026-05-04' },
  );
  it('waits for the publication of the grade, and begins on its day', () => {
    expect(inForce('2026-06-01', [expelled])).toEqual({
      grade: '2026 E 100.00 interim',
      sanctions: [],
      awaiting: 'service-stop 2026-05-04',
    });
    const published = publicationFact(2026, [expelled], 'nurse');
    expect(inForce('2027-03-01', [expelled, published])).toEqual({
      grade: '2026 E 100.00 published',
      sanctions: ['service-stop 2027-03-01'],
      awaiting: undefined,
    });
  });

  it('follows the interim grade where the bureau decided so', () => {
    const policy = policyWith({ 'sanctions.basis.service-stop': 'interim' });
    expect(inForce('2026-06-01', [expelled], policy).sanctions).toEqual(['service-stop 2026-05-04']);
  });
});
