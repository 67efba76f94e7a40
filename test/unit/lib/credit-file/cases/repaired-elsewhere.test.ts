import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exclusionOf, exclusionsOf } from '../../../../../lib/credit-file/cases/exclusions.ts';
import { decisionStates } from '../../../../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact, LinkEntry } from '../../../../../lib/credit-file/facts/fact.ts';
import { maySay } from '../../../../../lib/credit-file/facts/may-correct.ts';
import type { PartyKey } from '../../../../../lib/credit-file/facts/subject.ts';
import { folderAsOf } from '../../../../../lib/credit-file/projection/as-of.ts';
import { attributionsOf } from '../../../../../lib/credit-file/projection/attribution.ts';
import { evidenceOf } from '../../../../../lib/credit-file/projection/evidence.ts';
import { day } from '../../../../../lib/shared/day.ts';
import { findingFact, folderOf } from '../../../../support/facts.ts';

/** A licence withheld by the authority of the market, and the same row when that authority has repaired it. */
const withheld = (status: DecisionFact['status'], receivedOn: string): DecisionFact => ({
  ...findingFact(
    1,
    'pharmacy',
    { kind: 'finding', indicator: 'ph.interview' },
    { decidedOn: '2026-03-02', status, receivedOn },
  ),
  authority: { name: '拉萨市市场监督管理局', kind: 'market-supervision' },
  content: { kind: 'penalty', penalties: ['licence-withheld'] },
  category: undefined,
  createsSubject: false,
});
const penalty = withheld('original', '2026-03-10');
const repaired = withheld('repair', '2026-10-12');

const counted = (facts: readonly DecisionFact[], on: string) =>
  evidenceOf(facts, [], {
    category: 'pharmacy',
    cycle: 2026,
    excluded: exclusionsOf(facts, 'pharmacy', day(on)).inForce,
  }).map(({ indicator }) => indicator);

describe('a decision that the authority which found it has repaired (已修复)', () => {
  it('counts no more from the day on which that record is received, whatever the order', () => {
    expect(counted([penalty], '2026-10-12')).toEqual(['ph.licence-withheld']);
    expect(counted([penalty, repaired], '2026-10-11')).toEqual(['ph.licence-withheld']);
    fc.assert(
      fc.property(fc.shuffledSubarray([penalty, repaired], { minLength: 2 }), (facts) => {
        expect(counted(facts, '2026-10-12')).toEqual([]);
      }),
    );
  });

  it('counts nowhere either if nobody had said it before', () => {
    expect(counted([repaired], '2026-10-12')).toEqual([]);
  });

  it('stays in the file as repaired', () => {
    const { inForce } = exclusionsOf([penalty, repaired], 'pharmacy', day('2026-10-12'));
    const [state, ...more] = decisionStates([penalty, repaired]);
    expect(more).toEqual([]);
    expect(state).toMatchObject({ revoked: false, repairedOn: '2026-10-12', fact: { key: penalty.key } });
    const named = {
      fact: penalty.key,
      documentNumber: penalty.documentNumber,
      authority: penalty.authority.name,
    };
    expect(exclusionOf(inForce, named)).toMatchObject({ by: 'repair', since: '2026-10-12' });
  });

  it('of a pharmacist counts no more for the pharmacy', () => {
    const employment = {
      type: 'registration',
      key: 'R.pharmacist.2026-01-01.x',
      category: 'pharmacist',
      status: 'active',
      origin: { ...penalty.origin, receivedAt: '2026-01-01T00:00:00Z' },
      employment: { employer: 'shop' as PartyKey, from: day('2026-01-01') },
    } as never;
    const entriesOf = (facts: readonly DecisionFact[]): LinkEntry[] =>
      attributionsOf([employment, ...facts]).get('shop' as PartyKey) ?? [];
    const countedFor = (entries: readonly LinkEntry[]) =>
      evidenceOf([], [{ person: 'person' as PartyKey, drawnFrom: 2, entries }], {
        category: 'pharmacy',
        cycle: 2026,
      }).map(({ indicator }) => indicator);
    expect(countedFor(entriesOf([penalty]))).toEqual(['ph.pharmacist-suspension']);
    const entries = entriesOf([penalty, repaired]);
    expect(entries).toMatchObject([{ repairedOn: '2026-10-12' }]);
    expect(countedFor(entries)).toEqual([]);
    const folder = { ...folderOf([]), links: [{ person: 'person' as PartyKey, drawnFrom: 2, entries }] };
    const before = folderAsOf(folder, day('2026-10-11')).links.flatMap((link) => link.entries);
    expect(countedFor(before)).toEqual(['ph.pharmacist-suspension']);
  });

  it('is said by a platform of every authority but the bureau, which repairs what it found', () => {
    const origin = { source: 'credit-platform', receivedAt: '2026-10-12T01:00:00Z' } as const;
    expect(maySay(origin, repaired)).toBe(true);
    const ours = { name: '西藏自治区医疗保障局', kind: 'medical-insurance' } as const;
    expect(maySay(origin, { ...repaired, authority: ours })).toBe(false);
    expect(maySay(origin, { ...penalty, authority: ours })).toBe(true);
  });
});
