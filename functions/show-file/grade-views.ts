import type { Fact } from '../../lib/credit-file/facts/fact.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import { type ProofOptions, proofOf } from '../../lib/credit-file/projection/as-of.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Suspension } from '../../lib/credit-file/projection/suspension.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { ScoreSheet } from '../../lib/scoring/index.ts';
import type { KnownSheet } from './known-sheets.ts';

/** The grade in force now, and what it entails. */
export const gradeView = (
  { gradeInForce, sanctions, pendingSuspension, ...file }: FileState,
  { facts, vault }: { facts: readonly Fact[]; vault: Vault },
) => ({
  standing: gradeInForce,
  sanctions,
  awaitingSanction: file.awaitingSanction,
  awaitingBasis: file.awaitingBasis,
  overOnArrival: file.overOnArrival,
  hold: pendingSuspension && {
    suspension: shownSuspension(pendingSuspension.suspension),
    dueAt: pendingSuspension.dueAt,
  },
  ...ordersOf(facts, file, vault),
});

/** What the bureau decided of a member of staff at grade C, with its reasons. */
function ordersOf(facts: readonly Fact[], { party, category }: SubjectKey, vault: Vault) {
  const orders = facts.filter((fact) => fact.type === 'order').filter((order) => order.category === category);
  if (orders.length === 0) return {};
  return {
    orders: orders.map(({ act, cycle, reason, origin }) => ({
      act,
      cycle,
      reason: vault.open(reason, party),
      by: origin.by,
      at: origin.receivedAt,
    })),
  };
}

const shownSuspension = ({ id, kind, ends, from, until }: Suspension) => ({
  id,
  ...(kind && { kind }),
  ...(ends && { ends }),
  from,
  ...(until && { until }),
});

/** The grade in force at the end of a past day, by the sheet of then, with a check of that sheet. */
export const pastGradeView = (
  sheet: KnownSheet | undefined,
  of: Parameters<typeof proofOf>[1],
  options: ProofOptions,
) => ({
  standing: sheet && standingOf(sheet),
  sanctions: sheet?.body['sanctions'] ?? [],
  proof: sheet && proofOf(sheet, of, options),
});

/** What the subject gained by good faith. */
export const goodFaithLines = (sheet: KnownSheet | undefined) =>
  (sheet && scoreOf(sheet))?.lines.filter(({ rule, cases }) => rule === 'bonus' && cases > 0) ?? [];

const scoreOf = ({ body }: KnownSheet) => body.sheet as ScoreSheet | undefined;

function standingOf(sheet: KnownSheet) {
  const score = scoreOf(sheet);
  if (!score) return undefined;
  const { cycle, grade, vetoed, downgraded } = score;
  const { state, evaluatedOn } = sheet.body;
  return { cycle, score: score.score, grade, vetoed, downgraded, state, evaluatedOn, sheet: sheet.hash };
}
