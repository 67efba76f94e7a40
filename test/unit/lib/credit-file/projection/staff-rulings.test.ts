import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../../lib/credit-file/facts/fact.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { day } from '../../../../../lib/shared/day.ts';
import { findingFact, folderOf, publicationFact, rulingFact } from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

/** Four eyes for the sanctions of staff (Art. 25 (2), 26 (2)): by the day on which the sanction begins. */
const category = 'nurse';
const fourEyesFrom = (from: string) =>
  policyWith(
    {},
    {
      entries: (['service-suspension', 'service-stop'] as const).map((kind) => ({
        name: `suspension.mode.${kind}` as const,
        value: 'four-eyes',
        from: day(from),
        releasedAt: `${from}T00:00:00Z`,
      })),
    },
  );
const on = (today: string, facts: readonly Fact[], policy = fourEyesFrom('2027-01-01')) => {
  const [projected] = projectFolder(folderOf(facts), {
    now: new Date(`${today}T04:00:00Z`),
    scorer: scoreCase,
    policy,
  });
  const { sanctions = [], pendingSuspension } = projected?.file ?? {};
  return {
    sanctions: sanctions.map(({ kind, from }) => `${kind} ${from}`),
    waits: pendingSuspension?.suspension.id,
    by: pendingSuspension?.proposedBy,
  };
};

const expelled = findingFact(
  9,
  category,
  { kind: 'finding', indicator: 'nu.disciplinary' },
  { decidedOn: '2026-05-04' },
);
/** E for 2026, published on 2027-03-01. */
const published = [expelled, publicationFact(2026, [expelled], category)];
const ruling = (verdict: 'released' | 'refused', restsOn = [expelled.key], at = '2027-03-05') => ({
  ...rulingFact(verdict, { suspension: 'service-stop~2026', restsOn }, { on: at }),
  category: category as typeof category,
});

describe('a sanction of staff in four-eyes mode', () => {
  it('waits for a second officer, and runs from the day of the release', () => {
    expect(on('2027-03-02', published)).toEqual({
      sanctions: [],
      waits: 'service-stop~2026',
      by: ['bureau'],
    });
    const released = [...published, ruling('released')];
    for (const facts of [released, released.toReversed()])
      expect(on('2027-03-06', facts)).toEqual({ sanctions: ['service-stop 2027-03-05'] });
  });

  it('does not run where it was refused, until more is found', () => {
    expect(on('2027-03-06', [...published, ruling('refused')])).toEqual({ sanctions: [] });
    expect(on('2027-03-06', [...published, ruling('refused', [])]).waits).toBe('service-stop~2026');
  });

  it('runs on where it began before the mode was set, and by itself in automatic mode', () => {
    const running = { sanctions: ['service-stop 2027-03-01'] };
    expect(on('2027-04-01', published, fourEyesFrom('2027-03-15'))).toEqual(running);
    expect(on('2027-04-01', published, policyWith())).toEqual(running);
    // The mode of settlement suspensions is a parameter of its own: an upgrade alone holds no sanction of staff back.
    expect(on('2027-04-01', published, policyWith({ 'suspension.mode': 'four-eyes' }))).toEqual(running);
  });
});
