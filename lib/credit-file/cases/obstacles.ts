import type { RecurrenceBy } from '../../regulation/repair-policy.ts';
import { timeLimit } from '../../regulation/time-limits.ts';
import { addDays, addMonths, type Day } from '../../shared/day.ts';
import type { NamedDecision, RefusalGround } from './case-fact.ts';

/**
 * What a repair is checked against: the day it was received, the other decisions that count, and what the policy says
 * of recurrences and of kinds.
 */
export interface RepairRules {
  /** An application that was filed too early is never granted by waiting (Art. 29 (1)). */
  readonly receivedOn: Day;
  /** Decisions in the file that count: not struck out by an objection, not repaired. */
  readonly others: readonly NamedDecision[];
  readonly recurrenceBy: RecurrenceBy;
  readonly isExcludedKind: (indicator: string) => boolean;
}

/** Why decisions cannot be repaired (不予信用修复, Art. 28, 29): one entry for each decision and reason. */
export const obstaclesOf = (decisions: readonly NamedDecision[], rules: RepairRules): RefusalGround[] =>
  decisions.flatMap((decision) => [
    ...foundElsewhere(decision),
    ...tooEarly(decision, rules),
    ...recurred(decision, rules),
    ...excludedKind(decision, rules),
  ]);

/** Who found it repairs it (谁认定谁修复). */
function foundElsewhere({ documentNumber, authority, isFoundElsewhere }: NamedDecision): RefusalGround[] {
  if (!isFoundElsewhere) return [];
  return [{ ground: 'found-elsewhere', article: '第二十八条', documentNumber, authority }];
}

/** The first day on which a decision can be repaired: the day after the last day of the sixth month. */
const repairableFrom = (decidedOn: Day, receivedOn: Day): Day =>
  addDays(addMonths(decidedOn, timeLimit('repair.wait', receivedOn)), 1);

function tooEarly(
  { documentNumber, decidedOn }: NamedDecision,
  { receivedOn }: RepairRules,
): RefusalGround[] {
  const possibleFrom = repairableFrom(decidedOn, receivedOn);
  if (receivedOn >= possibleFrom) return [];
  return [{ ground: 'too-early', article: '第二十九条第一项', documentNumber, possibleFrom }];
}

/** It is the same kind of behaviour if a later decision is about the same indicator (Art. 29 (2)). */
function recurred(
  { documentNumber, decidedOn, indicators }: NamedDecision,
  { others, recurrenceBy }: RepairRules,
): RefusalGround[] {
  const dayOf = (other: NamedDecision): Day =>
    recurrenceBy === 'act' ? (other.actOn ?? other.decidedOn) : other.decidedOn;
  const later = others.find(
    (other) =>
      dayOf(other) > decidedOn && other.indicators.some((indicator) => indicators.includes(indicator)),
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
  authority,
}: RefusalGround): string {
  const about = documentNumber ? ` (document ${documentNumber})` : '';
  switch (ground) {
    case 'too-early':
      return `six months have not passed since the finding${about}, ${article}; possible from ${possibleFrom} on`;
    case 'recurred':
      return `the same kind of behaviour came again since${about}: document ${recurredBy}, ${article}; not possible while that stands`;
    case 'excluded-kind':
      return `this kind of behaviour is not open to repair${about}, ${article}; at no date`;
    case 'found-elsewhere':
      return `another authority found it${about}, ${article}; ask ${authority} to repair it, and its record takes effect here`;
    case 'other':
      return article;
  }
}
