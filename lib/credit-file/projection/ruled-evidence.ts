import { bonusRowOf } from '../../regulation/commendations.ts';
import { commendation } from '../../regulation/file-only-findings.ts';
import type { Category } from '../../shared/category.ts';
import { type Day, earlierOf } from '../../shared/day.ts';
import type { AddedCommendation } from '../cases/case-fact.ts';
import { objectionsOf } from '../cases/objection.ts';
import { decisionStates } from '../facts/decision-state.ts';
import type { Fact, Origin } from '../facts/fact.ts';
import { normaliseAuthorityName, normaliseDocumentNumber } from '../facts/identity.ts';
import type { Evidence } from './evidence-item.ts';

interface Ruled {
  /** Key of the decision on the objection. */
  readonly fact: string;
  /** The contested cycle. */
  readonly cycle: number;
  /** The day of the decision on the objection. */
  readonly ruledOn: Day;
  readonly origin: Origin;
}

/** A measured value as an upheld objection corrected it: the bureau's own word, with the case as its document. */
export interface RuledValue extends Ruled {
  readonly indicator: string;
  readonly value: string;
  readonly document: string;
  readonly authority: string;
}

/** A commendation that an upheld objection added. */
export interface RuledCommendation extends Ruled, AddedCommendation {}

/** What upheld objections correct in a file and add to it (Art. 20). The order of the facts does not matter. */
export interface RuledEvidence {
  /** Of one indicator and cycle the last ruling alone. */
  readonly values: readonly RuledValue[];
  readonly commendations: readonly RuledCommendation[];
}

export function ruledEvidenceOf(facts: readonly Fact[], category: Category): RuledEvidence {
  const upheld = objectionsOf(facts, category)
    .flatMap(({ fact, decision }) => (decision?.verdict === 'upheld' ? [{ fact, decision }] : []))
    .filter(({ decision: { corrections = [], additions = [] } }) => corrections.length + additions.length > 0)
    .sort((a, b) => a.decision.decidedOn.localeCompare(b.decision.decidedOn));
  const values = new Map<string, RuledValue>();
  const commendations = new Map<string, RuledCommendation>();
  for (const { fact, decision } of upheld) {
    const { cycle } = fact.contests;
    const { key, origin, serial = fact.case, bureau = '医疗保障局', decidedOn } = decision;
    const ruled = { fact: key, cycle, ruledOn: decidedOn, origin };
    const document = `异议信息处理结果反馈单（${serial}）`;
    for (const { indicator, value } of decision.corrections ?? [])
      values.set(`${cycle}/${indicator}`, { ...ruled, indicator, value, document, authority: bureau });
    for (const added of decision.additions ?? [])
      commendations.set(documentOf(added), { ...ruled, ...added });
  }
  const known = [...commendations.values()];
  return { values: [...values.values()], commendations: known.filter(notRevokedIn(facts, known.length)) };
}

/** A commendation that its authority took back since is none, whoever entered it. */
function notRevokedIn(facts: readonly Fact[], known: number): (added: RuledCommendation) => boolean {
  if (known === 0) return () => true;
  const revoked = decisionStates(facts)
    .filter((state) => state.revoked)
    .map(({ fact }) => documentOf({ ...fact, authority: fact.authority.name }));
  return (added) => !revoked.includes(documentOf(added));
}

/** A document, however its number and authority are spelled. */
export const documentOf = (said: { readonly documentNumber: string; readonly authority: string }): string =>
  `${normaliseDocumentNumber(said.documentNumber)}/${normaliseAuthorityName(said.authority)}`;

/**
 * The evidence of one cycle with what was ruled. A right value takes the place of every value of its cycle up to the day of
 * the ruling; a value that is measured later is a later word. An added commendation counts once, also if its record comes
 * in, in whatever cycle that would count.
 */
export function withRuled(
  evidence: readonly Evidence[],
  { values, commendations }: RuledEvidence,
  { category, cycle }: { category: Category; cycle: number },
): readonly Evidence[] {
  if (values.length + commendations.length === 0) return evidence;
  const corrected = values.filter((one) => one.cycle === cycle);
  const added = commendations.flatMap((one) => commended(one, category));
  const isReplaced = ({ indicator, on, cause }: Evidence): boolean =>
    corrected.some((one) => one.indicator === indicator && on <= one.ruledOn) ||
    added.some(
      ({ item }) =>
        item.indicator === indicator &&
        documentOf({ documentNumber: item.cause.document, authority: item.cause.authority }) ===
          documentOf({ documentNumber: cause.document, authority: cause.authority }),
    );
  return [
    ...evidence.filter((item) => !isReplaced(item)),
    ...corrected.map(measured),
    ...added.flatMap(({ of, item }) => (of === cycle ? [item] : [])),
  ];
}

const unread = { run: '', fileSha256: '', row: 0 } as const;

const measured = ({ fact, cycle, ruledOn, indicator, value, document, authority }: RuledValue): Evidence => ({
  indicator,
  value,
  on: earlierOf(ruledOn, `${cycle}-12-31` as Day),
  cause: { fact, document, authority, decidedOn: ruledOn, ...unread },
});

function commended(
  { fact, cycle, documentNumber, authority, decidedOn }: RuledCommendation,
  category: Category,
): { of: number; item: Evidence }[] {
  const indicator = bonusRowOf(category, {
    indicator: commendation,
    authority: { name: authority },
    decidedOn,
  });
  if (!indicator) return [];
  const cause = { fact, document: documentNumber, authority, decidedOn, ...unread };
  return [{ of: cycle, item: { indicator, count: 1, on: decidedOn, cause } }];
}
