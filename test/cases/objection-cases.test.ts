import { describe, expect, it } from 'vitest';
import type { Fact } from '../../lib/credit-file/facts/fact.ts';
import { projectFolder } from '../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import type { GradedCategory } from '../../lib/shared/category.ts';
import { objection, objectionCorrection } from '../support/case-facts.ts';
import { findingFact, folderOf, publicationFact } from '../support/facts.ts';
import { policyWith } from '../support/policy.ts';
import { objectionCases } from './objection-cases.ts';

const scoresOf = (facts: readonly Fact[], category: GradedCategory): Record<number, string> => {
  const projected = projectFolder(folderOf(facts), {
    now: new Date('2027-03-10T04:00:00Z'),
    scorer: scoreCase,
    policy: policyWith(),
  });
  const { published = [] } = projected.find(({ file }) => file.category === category)?.file ?? {};
  return Object.fromEntries(published.map(({ cycle, score }) => [cycle, score]));
};

describe('what an upheld objection corrects and adds (Art. 20), as examples', () => {
  it.each(objectionCases)('$says', ({ category, found, peers, upheld, expects }) => {
    const findings = found.map((finding, index) =>
      findingFact(
        index + 1,
        category,
        { kind: 'finding', ...finding },
        { decidedOn: `2026-0${index + 3}-01` },
      ),
    );
    const known = [...findings, { ...publicationFact(2026, findings, category), ...(peers && { peers }) }];
    const ruled = [
      { ...objection(), category },
      { ...objectionCorrection('2027-03-08', upheld), category },
    ];
    expect(scoresOf(known, category)).toEqual({ 2026: expects.before });
    const all = [...known, ...ruled];
    // From the facts alone, in any order.
    for (const facts of [all, all.toReversed(), [...ruled, ...known]])
      expect(scoresOf(facts, category)).toEqual({ 2026: expects.after });
  });
});
