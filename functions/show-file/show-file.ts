import type * as z from 'zod';
import { objectionView, repairView } from '../../lib/application/cases/case-views.ts';
import { exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import { objectionsOf } from '../../lib/credit-file/cases/objection.ts';
import { repairsOf } from '../../lib/credit-file/cases/repair.ts';
import { decisionStates } from '../../lib/credit-file/facts/decision-state.ts';
import type { Fact } from '../../lib/credit-file/facts/fact.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import { folderAsOf, type ProofOptions } from '../../lib/credit-file/projection/as-of.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { fileQuery } from '../../schemas/api.ts';
import { type AskFileDeps, askFile } from './ask-file.ts';
import { attributedViews, decisionView, withdrawnViews } from './decision-views.ts';
import { goodFaithLines, gradeView, pastGradeView } from './grade-views.ts';
import { sheetsOf } from './known-sheets.ts';

export interface ShowFileDeps extends AskFileDeps, ProofOptions {}

/**
 * The whole credit file (信用档案): the subject, its decisions, and every sheet with each line explained.
 * @throws Problem 400, 404
 */
export async function showFile(
  query: z.infer<typeof fileQuery>,
  agency: string,
  deps: ShowFileDeps,
): Promise<object> {
  const { file, receiptId } = await askFile(query, agency, deps);
  const { runtime, folders, vault } = deps;
  const { asOf } = query;
  const now = await folders.readFolder(file.party);
  const folder = asOf === undefined ? now : folderAsOf(now, asOf);
  const { facts } = folder;
  const sheets = await sheetsOf(file, folders, asOf);
  const on = asOf ?? dayOf(runtime.clock());
  const { inForce } = exclusionsOf(facts, file.category, on);
  return {
    receiptId,
    basic: basicView(file, facts, vault),
    ...(asOf === undefined
      ? gradeView(file)
      : { asOf, ...pastGradeView(sheets[0], { folder, category: file.category }, deps) }),
    goodFaith: goodFaithLines(sheets[0]),
    dishonesty: decisionStates(facts).map((decision) => decisionView(decision, vault, { file, inForce })),
    withdrawn: withdrawnViews(facts, vault, file),
    reachedBy: attributedViews(folder.links, inForce),
    objections: objectionsOf(facts, file.category).map((one) => objectionView(one, file.party, vault)),
    repairs: repairsOf(facts, file.category, on).map((one) => repairView(one, file.party, vault)),
    scoreSheets: sheets.map(({ body }) => body),
  };
}

/** Who the subject is. */
function basicView(file: FileState, facts: readonly Fact[], vault: Vault) {
  const { name, id } = vault.identify(file.party, file.identity);
  const registration = registrationsOf(facts).get(file.category);
  return {
    category: file.category,
    name,
    id: maskedIdentifier(id),
    scheme: file.scheme,
    status: file.status,
    medinsCode: file.medinsCode,
    level: registration?.level,
    division: registration?.division,
  };
}
