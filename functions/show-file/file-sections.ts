import { objectionView, repairView } from '../../lib/application/cases/case-views.ts';
import { exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import { objectionsOf } from '../../lib/credit-file/cases/objection.ts';
import { repairsOf } from '../../lib/credit-file/cases/repair.ts';
import { decisionStates } from '../../lib/credit-file/facts/decision-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { ruledEvidenceOf } from '../../lib/credit-file/projection/ruled-evidence.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { Day } from '../../lib/shared/day.ts';
import type { FileSection } from '../../schemas/api.ts';
import { attributedEntries, decisionView, withdrawnEntries } from './decision-views.ts';
import { explainedLine, explainedSheet } from './explained-sheet.ts';
import { type FileSide, sideOf } from './file-side.ts';
import { goodFaithLines } from './grade-views.ts';
import type { KnownSheet } from './known-sheets.ts';
import type { Entry } from './page-section.ts';
import { addedEntries, correctedEntries, correctedOn } from './ruled-entries.ts';
import { shortDecision, shortLine, shortSheet } from './shorten.ts';

/** The sections of a file that are known as a whole. Sheets are read one by one. */
export type ListedSection = Exclude<FileSection, 'scoreSheets'>;

export function listedSections(
  file: FileState,
  { facts, links }: Pick<Folder, 'facts' | 'links'>,
  { vault, on, sheet }: { vault: Vault; on: Day; sheet: KnownSheet | undefined },
): Record<ListedSection, readonly Entry[]> {
  const { party, category } = file;
  const { inForce } = exclusionsOf(facts, category, on);
  const ruled = ruledEvidenceOf(facts, category);
  const states = Map.groupBy(decisionStates(facts), ({ fact }) => sideOf(fact.content));
  const decided = (side: FileSide): Entry[] =>
    (states.get(side) ?? []).map((decision) => {
      const struckOutOn = decision.revoked
        ? undefined
        : correctedOn(decision.fact, decision.decidedOn, ruled.values);
      const view = () => ({
        ...decisionView(decision, vault, { file, inForce }),
        ...(struckOutOn && { status: 'struck-out', countsNotSince: struckOutOn }),
      });
      return { id: decision.fact.key, view, shortened: () => shortDecision(view()) };
    });
  return {
    objections: objectionsOf(facts, category).map((one) => ({
      id: one.id,
      view: () => objectionView(one, party, vault),
    })),
    repairs: repairsOf(facts, category, on).map((one) => ({
      id: String(one.id),
      view: () => repairView(one, party, vault),
    })),
    goodFaith: [
      ...goodFaithLines(sheet).map((line) => ({
        id: line.indicator,
        view: () => explainedLine(line),
        shortened: () => shortLine(explainedLine(line)),
      })),
      ...decided('goodFaith'),
      ...addedEntries(
        ruled,
        (states.get('goodFaith') ?? []).map(({ fact }) => fact),
      ),
    ],
    withdrawn: withdrawnEntries(facts, vault, file),
    reachedBy: attributedEntries(links, inForce),
    dishonesty: decided('dishonesty'),
    measured: [...decided('measured'), ...correctedEntries(ruled)],
  };
}

export const sheetEntry = ({ hash, body }: KnownSheet): Entry => ({
  id: hash,
  view: () => explainedSheet(body),
  shortened: () => shortSheet({ ...explainedSheet(body) }),
});
