import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedDecision } from '../../../../../lib/credit-file/cases/case-fact.ts';
import { caseBehind, needsOfficer, nextDeadline } from '../../../../../lib/credit-file/cases/case-state.ts';
import { exclusionsOf } from '../../../../../lib/credit-file/cases/exclusions.ts';
import { namedBy } from '../../../../../lib/credit-file/cases/named-decisions.ts';
import type { Fact, LinkEntry } from '../../../../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../../../../lib/credit-file/facts/subject.ts';
import { sanctionsLiftedBy } from '../../../../../lib/credit-file/lifted-sanctions.ts';
import { evidenceOf } from '../../../../../lib/credit-file/projection/evidence.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { day } from '../../../../../lib/shared/day.ts';
import {
  extension,
  naming,
  noticeMovedTo,
  noticeObjection,
  noticeRuling,
  objection,
  objectionDecision,
  repair,
  repairDecision,
} from '../../../../support/case-facts.ts';
import { findingFact, folderOf } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

const finding = (number: number, indicator: string, decidedOn: string, amount = '5000') =>
  findingFact(number, 'insured-person', { kind: 'finding', indicator, amount }, { decidedOn });
const first = finding(1, 'ip.impersonation', '2026-02-01');
const second = finding(2, 'ip.drug-resale', '2026-03-10');

interface Example {
  readonly name: string;
  readonly key: string;
  readonly facts: readonly Fact[];
  readonly on: string;
  readonly state: string;
  /** The next due step and its day. Absent for a closed case. */
  readonly due?: readonly [string, string];
  /** The day from which the decision no longer counts. */
  readonly outFrom?: string;
}

const o = 'O.insured-person.2026-1';
const k = 'K.insured-person.1';
const named = [naming(second)];
const granted = [repair(named), repairDecision('granted')];

/** Articles 19, 20 and 27 to 31, one line a situation. */
const examples: readonly Example[] = [
  {
    name: 'an objection received',
    key: o,
    facts: [objection()],
    on: '2026-06-20',
    state: 'open',
    due: ['decide', '2026-07-01'],
  },
  {
    name: 'an objection that one officer upholds, and that lifts a sanction',
    key: o,
    facts: [objection(), objectionDecision('upheld', '2026-06-20', { isProposed: true, decisions: named })],
    on: '2026-06-20',
    state: 'proposed',
    due: ['decide', '2026-07-01'],
  },
  {
    name: 'an objection upheld',
    key: o,
    facts: [
      objection(),
      objectionDecision('upheld', '2026-06-20', { isProposed: true, decisions: named }),
      objectionDecision('upheld', '2026-06-22', { decisions: named }),
    ],
    on: '2026-06-22',
    state: 'upheld',
    outFrom: '2026-06-22',
  },
  {
    name: 'an objection refused',
    key: o,
    facts: [objection(), objectionDecision('refused', '2026-06-20')],
    on: '2026-06-20',
    state: 'refused',
  },
  {
    name: 'a repair received',
    key: k,
    facts: [repair(named)],
    on: '2026-06-02',
    state: 'open',
    due: ['decide', '2026-06-15'],
  },
  {
    name: 'a repair extended',
    key: k,
    facts: [repair(named), extension()],
    on: '2026-06-20',
    state: 'open',
    due: ['extended', '2026-07-13'],
  },
  {
    name: 'a repair one officer grants, and that lifts a sanction',
    key: k,
    facts: [repair(named), repairDecision('granted', { isProposed: true })],
    on: '2026-06-10',
    state: 'proposed',
    due: ['decide', '2026-06-15'],
  },
  {
    name: 'a repair refused',
    key: k,
    facts: [repair(named), repairDecision('refused')],
    on: '2026-06-10',
    state: 'refused',
  },
  {
    name: 'a repair granted, on the last day of its notice',
    key: k,
    facts: granted,
    on: '2026-06-17',
    state: 'in-notice',
    due: ['notice', '2026-06-17'],
  },
  {
    name: 'a repair granted, the day after its notice',
    key: k,
    facts: granted,
    on: '2026-06-18',
    state: 'repaired',
    outFrom: '2026-06-18',
  },
  {
    name: 'a notice that somebody objects to',
    key: k,
    facts: [...granted, noticeObjection(1)],
    on: '2026-07-30',
    state: 'notice-contested',
    due: ['notice', '2026-06-17'],
  },
  {
    name: 'an objection to the notice upheld',
    key: k,
    facts: [...granted, noticeObjection(1), noticeRuling(1, 'upheld', '2026-06-16')],
    on: '2026-07-30',
    state: 'stopped',
  },
  {
    name: 'an objection to the notice refused while the notice runs',
    key: k,
    facts: [...granted, noticeObjection(1), noticeRuling(1, 'refused', '2026-06-16')],
    on: '2026-06-18',
    state: 'repaired',
    outFrom: '2026-06-18',
  },
  {
    name: 'an objection to the notice refused after its end',
    key: k,
    facts: [...granted, noticeObjection(1), noticeRuling(1, 'refused', '2026-06-25')],
    on: '2026-06-26',
    state: 'repaired',
    outFrom: '2026-06-26',
  },
  {
    name: 'a second objection to the notice still open',
    key: k,
    facts: [...granted, noticeObjection(1), noticeObjection(2), noticeRuling(1, 'refused', '2026-06-16')],
    on: '2026-06-30',
    state: 'notice-contested',
    due: ['notice', '2026-06-17'],
  },
  {
    name: 'a notice counted again after the holidays were announced',
    key: k,
    facts: [
      ...granted,
      noticeMovedTo('2026-06-19', '2026-06-11T00:00:00Z'),
      noticeMovedTo('2026-06-22', '2026-06-12T00:00:00Z'),
    ],
    on: '2026-06-22',
    state: 'in-notice',
    due: ['notice', '2026-06-22'],
  },
];

describe('a case', () => {
  it.each(examples)('$name is in state $state', ({ key, facts, on, state, due, outFrom }) => {
    const found = caseBehind(key, facts, day(on));
    if (!found) throw new Error('no case');
    const next = nextDeadline(found);
    expect(found.state).toBe(state);
    expect(next && [next.what, next.deadline.on]).toEqual(due);
    expect(needsOfficer(found)).toBe(due !== undefined && state !== 'in-notice');
    const { inForce } = exclusionsOf([...facts, second], 'insured-person', day(on));
    expect([...new Set([...inForce.values()].map(({ since }) => since))]).toEqual(outFrom ? [outFrom] : []);
  });

  it('has the same state whatever the order of its facts', () => {
    const anyOrder = fc
      .constantFrom(...examples)
      .chain((example) =>
        fc.tuple(
          fc.constant(example),
          fc.shuffledSubarray([...example.facts], { minLength: example.facts.length }),
        ),
      );
    fc.assert(
      fc.property(anyOrder, ([{ key, facts, on }, shuffled]) => {
        const view = (those: readonly Fact[]) => JSON.stringify(caseBehind(key, those, day(on)));
        expect(view(shuffled)).toBe(view(facts));
        const out = (those: readonly Fact[]) =>
          JSON.stringify(exclusionsOf([...those, second], 'insured-person', day(on)));
        expect(out(shuffled)).toBe(out(facts));
      }),
    );
  });
});

const said = (facts: readonly Fact[], today: string) => {
  const [projected] = projectFolder(folderOf(facts), options(today));
  if (!projected) throw new Error('no file');
  const { gradeInForce, sanctions, changesOn } = projected.file;
  return { grade: gradeInForce?.grade, score: gradeInForce?.score, sanctions, changesOn };
};
const options = (today: string) => ({
  now: new Date(`${today}T04:00:00Z`),
  scorer: scoreCase,
  policy: policyWith(),
});

describe('what casework takes out of a file', () => {
  it('ends the suspension on the day an objection is upheld', () => {
    expect(said([first, second], '2026-05-01')).toMatchObject({ grade: 'E', score: '60.00' });
    const upheld = [objection(), objectionDecision('upheld', '2026-05-01', { decisions: named })];
    expect(said([first, second, ...upheld], '2026-05-01')).toMatchObject({ grade: 'C', sanctions: [] });
  });

  it('changes by itself on the day after the notice of a repair', () => {
    expect(said([first, second, ...granted], '2026-06-17')).toMatchObject({
      grade: 'E',
      changesOn: '2026-06-18',
    });
    expect(said([first, second, ...granted], '2026-06-18')).toMatchObject({ grade: 'C', sanctions: [] });
  });

  it('leaves a later decision of the same indicator where it is', () => {
    const again = finding(3, 'ip.drug-resale', '2026-06-01', '900');
    const upheld = [objection(), objectionDecision('upheld', '2026-06-05', { decisions: named })];
    expect(said([second, again, ...upheld], '2026-06-05').score).toBe('95.00');
  });

  it('leaves the other part of a document that counts for the same indicator', () => {
    const part = (indicator: string) =>
      findingFact(4, 'insured-person', { kind: 'finding', indicator, amount: '900' });
    const [resale, lending] = [part('ip.drug-resale'), part('ip.credential-lending')];
    const upheld = [objection(), objectionDecision('upheld', '2026-06-05', { decisions: [naming(resale)] })];
    expect(said([resale, lending, ...upheld], '2026-06-05').score).toBe('95.00');
  });

  it('takes what amends a struck-out decision with it, also when that comes later', () => {
    const amended = findingFact(
      2,
      'insured-person',
      { kind: 'finding', indicator: 'ip.drug-resale', amount: '2500' },
      { decidedOn: '2026-06-08', status: 'amendment' },
    );
    const upheld = [objection(), objectionDecision('upheld', '2026-06-05', { decisions: named })];
    expect(said([first, second, amended, ...upheld], '2026-06-10').score).toBe('80.00');
  });
});

describe('one document about an institution and two of its doctors', () => {
  const shop = findingFact(1, 'medical-institution', {
    kind: 'finding',
    indicator: 'mi.interview',
    count: 1,
  });
  const entry = {
    ...naming(shop),
    document: shop.document,
    matter: 'physician-sanctioned',
    origin: shop.origin,
  };
  const links = ['甲', '乙'].map((person) => ({
    person: person as PartyKey,
    drawnFrom: 1,
    entries: [entry as LinkEntry],
  }));
  const counted = (named: readonly NamedDecision[]) => {
    const category = 'medical-institution' as const;
    const facts = [
      { ...objectionDecision('upheld', '2026-05-01', { decisions: named }), category },
      { ...objection(named), category },
    ];
    const { inForce } = exclusionsOf([shop, ...facts], category, day('2026-05-02'));
    return evidenceOf([shop], links, { category, cycle: 2026, excluded: inForce }).map(
      ({ indicator }) => indicator,
    );
  };

  it('is struck out for the one it was found wrong of', () => {
    expect(counted([])).toHaveLength(3);
    expect(counted([naming(shop)])).toEqual(['mi.physician-sanction', 'mi.physician-sanction']);
    expect(counted([{ ...naming(shop), person: '甲' as PartyKey }])).toEqual([
      'mi.interview',
      'mi.physician-sanction',
    ]);
  });

  it('is named whole by its number, and of its own by its key', () => {
    const folder = { facts: [shop], links };
    const { documentNumber, key } = shop;
    expect(namedBy({ documentNumber, authority: '医保局' }, folder, 'medical-institution')).toHaveLength(3);
    expect(namedBy({ fact: key }, folder, 'medical-institution')).toMatchObject([
      { indicators: ['mi.interview'] },
    ]);
    expect(namedBy({ fact: key }, { facts: [], links }, 'medical-institution')).toHaveLength(2);
  });
});

describe('four eyes', () => {
  const lifts = (facts: readonly Fact[], decision: Fact) =>
    sanctionsLiftedBy([decision], folderOf(facts), options('2026-05-01'));
  const upholding = objectionDecision('upheld', '2026-05-01', { decisions: named });

  it('are needed where the decision lifts a suspension in force', () => {
    expect(lifts([first, second, objection()], upholding)).toEqual(['settlement-suspension']);
  });

  it('are needed where two repairs lift it that are harmless one by one', () => {
    const crime = (number: number) =>
      findingFact(
        number,
        'insured-person',
        { kind: 'finding', indicator: 'ip.crime' },
        { decidedOn: '2026-04-01' },
      );
    const [one, other] = [crime(7), crime(8)];
    const grantedFor = (fact: typeof one, number: string): Fact[] =>
      [repair([naming(fact)]), repairDecision('granted')].map((said) => ({
        ...said,
        key: said.key.replace(/1$/, number),
        case: number,
      }));
    const [asked, grant] = grantedFor(other, '2');
    expect(lifts([one, other, ...[asked as Fact]], grant as Fact)).toEqual([]);
    expect(lifts([one, other, ...grantedFor(one, '1'), asked as Fact], grant as Fact)).toEqual([
      'settlement-suspension',
    ]);
  });

  it('are not where there is none, or where it stays', () => {
    expect(lifts([second, objection()], upholding)).toEqual([]);
    const worse = finding(5, 'ip.duplicate-benefit', '2026-03-10');
    const third = finding(6, 'ip.credential-lending', '2026-03-10');
    expect(
      lifts([first, second, worse, third, objection()], objectionDecision('refused', '2026-05-01')),
    ).toEqual([]);
  });
});
