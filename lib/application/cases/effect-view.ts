import type { EffectAnswer } from '../../../schemas/effects.ts';
import type { Changes } from '../../credit-file/changes-by.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { Vault } from '../../runtime/vault.ts';

/**
 * Changes as officers see them; `nameAs` covers names. Merged files are left out: they have nothing at the receivers.
 */
export const effectView = (
  changes: readonly Changes[],
  { receiptId, vault, nameAs }: { receiptId: string; vault: Vault; nameAs(name: string): string },
): EffectAnswer => ({
  receiptId,
  files: changes.flatMap(({ files }) =>
    files
      .filter(({ before }) => before.status !== 'merged')
      .map(({ category, before, after }) => ({
        category,
        name: nameAs(vault.identify(after.party, after.identity).name),
        before: sideOf(before),
        after: sideOf(after),
      })),
  ),
  lifts: [...new Set(changes.flatMap(({ lifts }) => lifts))],
});

function sideOf({ gradeInForce, sanctions, pendingSuspension }: FileState) {
  const waiting = pendingSuspension?.suspension;
  return {
    ...(gradeInForce && {
      standing: { cycle: gradeInForce.cycle, grade: gradeInForce.grade, score: gradeInForce.score },
    }),
    sanctions: sanctions.map(({ kind, from, until }) => ({ kind, from, ...(until && { until }) })),
    ...(waiting && {
      waiting: { kind: waiting.kind ?? ('settlement-suspension' as const), from: waiting.from },
    }),
  };
}
