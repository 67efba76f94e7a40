import { isCommendation } from '../../lib/regulation/commendations.ts';
import { tables } from '../../lib/regulation/tables/index.ts';
import type { RuleSpec } from '../../schemas/indicator-table.ts';
import type { DecisionContent } from '../../schemas/record.ts';

/** The part of a file that a decision stands under (Art. 10): 守信信息, 失信信息, or a measured value, which is neither. */
export type FileSide = 'goodFaith' | 'dishonesty' | 'measured';

const codesWith = (isMeant: (rule: RuleSpec) => boolean): ReadonlySet<string> =>
  new Set(
    Object.values(tables)
      .flat()
      .flatMap(({ indicators }) => indicators.filter(({ rule }) => isMeant(rule)).map(({ code }) => code)),
  );

const bonuses = codesWith(({ kind }) => kind === 'bonus');
const measures = codesWith(
  (rule) => rule.kind === 'peer-coefficient' || (rule.kind === 'banded' && rule.field === 'value'),
);

/** Where a decision stands. A price list that is complete (`level: full`) was looked at and found in order: measured. */
export function sideOf(content: DecisionContent): FileSide {
  if (content.kind !== 'finding') return 'dishonesty';
  if (isCommendation(content) || bonuses.has(content.indicator)) return 'goodFaith';
  return measures.has(content.indicator) || content.level === 'full' ? 'measured' : 'dishonesty';
}
