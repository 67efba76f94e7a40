import { timeLimit } from '../../regulation/time-limits.ts';
import { addMonths, type Day } from '../../shared/day.ts';
import type { NamedDecision, RefusalGround } from './case-fact.ts';

/**
 * What a repair is checked against: the day, the other decisions that count, and the kinds that the policy excludes.
 */
export interface RepairRules {
  readonly today: Day;
  /** Decisions in the file that no upheld objection removed. */
  readonly others: readonly NamedDecision[];
  readonly isExcludedKind: (indicator: string) => boolean;
}

/** Why decisions cannot be repaired on a day (不予信用修复, Art. 29): one entry for each decision and reason. */
export const obstaclesOf = (decisions: readonly NamedDecision[], rules: RepairRules): RefusalGround[] =>
  decisions.flatMap((decision) => [
    ...tooEarly(decision, rules),
    ...recurred(decision, rules),
    ...excludedKind(decision, rules),
  ]);

function tooEarly({ documentNumber, decidedOn }: NamedDecision, { today }: RepairRules): RefusalGround[] {
  const possibleFrom = addMonths(decidedOn, timeLimit('repair.wait', today));
  if (today >= possibleFrom) return [];
  return [{ ground: 'too-early', article: '第二十九条第一项', documentNumber, possibleFrom }];
}

/** It is the same kind of behaviour if a later decision is about the same indicator (Art. 29 (2)). */
function recurred(
  { documentNumber, decidedOn, indicators }: NamedDecision,
  { others }: RepairRules,
): RefusalGround[] {
  const later = others.find(
    (other) =>
      other.decidedOn > decidedOn && other.indicators.some((indicator) => indicators.includes(indicator)),
  );
  if (!later) return [];
  return [
    { ground: 'recurred', article: '第二十九条第二项', documentNumber, recurredBy: later.documentNumber },
  ];
}

function excludedKind(
  { documentNumber, indicators }: NamedDecision,
  { isExcludedKind }: RepairRules,
): RefusalGround[] {
  if (!indicators.some(isExcludedKind)) return [];
  return [{ ground: 'excluded-kind', article: '第二十九条第三项', documentNumber }];
}

/**
 * The ground as an English sentence: the document, the article, and the first day on which the repair is possible.
 */
export function groundText({
  ground,
  article,
  documentNumber,
  possibleFrom,
  recurredBy,
}: RefusalGround): string {
  const about = documentNumber ? ` (document ${documentNumber})` : '';
  switch (ground) {
    case 'too-early':
      return `six months have not passed since the finding${about}, ${article}; possible from ${possibleFrom} on`;
    case 'recurred':
      return `the same kind of behaviour came again since${about}: document ${recurredBy}, ${article}; not possible while that stands`;
    case 'excluded-kind':
      return `this kind of behaviour is not open to repair${about}, ${article}; at no date`;
    case 'other':
      return article;
  }
}
