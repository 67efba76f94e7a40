import type * as z from 'zod';
import { objectionView, repairView } from '../../lib/application/cases/case-views.ts';
import { findFile } from '../../lib/application/deliveries/find-file.ts';
import {
  type Exclusion,
  type Exclusions,
  exclusionOf,
  exclusionsOf,
  linkExclusionOf,
} from '../../lib/credit-file/cases/exclusions.ts';
import { objectionsOf } from '../../lib/credit-file/cases/objection.ts';
import { repairsOf } from '../../lib/credit-file/cases/repair.ts';
import {
  type DecisionState,
  decisionStates,
  isDecision,
  withdrawnKeys,
} from '../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact, Fact, Origin } from '../../lib/credit-file/facts/fact.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { folderAsOf, type ProofOptions, proofOf } from '../../lib/credit-file/projection/as-of.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { SheetBody } from '../../lib/credit-file/projection/sheet-body.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { ScoreSheet } from '../../lib/scoring/index.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { fileQuery } from '../../schemas/api.ts';

export interface ShowFileDeps extends ProofOptions {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly receipts: ReturnType<typeof createReceiptStore>;
  readonly vault: Vault;
}

/** Sheets shown per file, newest first. */
const sheetLimit = 100;

/**
 * The whole credit file (信用档案): the subject, its decisions, and every sheet with each line explained.
 * @throws Problem 400, 404
 */
export async function showFile(
  query: z.infer<typeof fileQuery>,
  agency: string,
  deps: ShowFileDeps,
): Promise<object> {
  const { runtime, folders, receipts, vault } = deps;
  const found = await findFile(query, deps);
  if (!found.ok) throw new Problem(400, 'invalid-identifier', `id: ${found.error}. Check the number.`);
  const file = found.value;
  const receiptId = runtime.newId();
  // A query that finds nobody also leaves a receipt, so that attempts to guess numbers are visible.
  await receipts.add({
    receiptId,
    at: runtime.clock().toISOString(),
    agency,
    purpose: 'file',
    reference: vault.seal(query.reason, receiptId),
    disclosed: [
      file
        ? { subject: { party: file.party, category: file.category }, status: 'file', fields: ['*'] }
        : { status: 'not-found', fields: [] },
    ],
  });
  const disclosed = file ? 1 : 0;
  runtime.log.info('disclosure.made', { receiptId, agency, purpose: 'file', subjects: 1, disclosed });
  if (!file)
    throw new Problem(404, 'unknown-subject', 'There is no credit file of this subject in this category.');
  const { asOf } = query;
  const now = await folders.readFolder(file.party);
  const folder = asOf === undefined ? now : folderAsOf(now, asOf);
  const registration = registrationsOf(folder.facts).get(file.category);
  const { name, id } = vault.identify(file.party, file.identity);
  const sheets = await sheetsOf(file, folders, asOf);
  const decisions = decisionStates(folder.facts);
  const [latestSheet] = sheets;
  const current = latestSheet?.body.sheet as ScoreSheet | undefined;
  const on = asOf ?? dayOf(runtime.clock());
  const { inForce } = exclusionsOf(folder.facts, file.category, on);
  return {
    receiptId,
    basic: {
      category: file.category,
      name,
      id: maskedIdentifier(id),
      scheme: file.scheme,
      status: file.status,
      medinsCode: file.medinsCode,
      level: registration?.level,
      division: registration?.division,
    },
    ...(asOf === undefined
      ? {
          standing: file.gradeInForce,
          sanctions: file.sanctions,
          hold: file.pendingSuspension && {
            suspension: file.pendingSuspension.suspension,
            dueAt: file.pendingSuspension.dueAt,
          },
        }
      : {
          asOf,
          standing: latestSheet && current && standingOf(latestSheet, current),
          sanctions: latestSheet?.body['sanctions'] ?? [],
          proof: latestSheet && proofOf(latestSheet, { folder, category: file.category }, deps),
        }),
    goodFaith: current?.lines.filter(({ rule, cases }) => rule === 'bonus' && cases > 0) ?? [],
    dishonesty: decisions.map((decision) => decisionView(decision, vault, { file, inForce })),
    withdrawn: withdrawnViews(folder.facts, vault, file),
    reachedBy: folder.links.flatMap((link) =>
      link.entries.map((entry) => ({
        key: entry.fact,
        matter: entry.matter,
        documentNumber: entry.documentNumber,
        authority: entry.authority,
        decidedOn: entry.decidedOn,
        ...takenOut(linkExclusionOf(inForce, entry, link)),
      })),
    ),
    objections: objectionsOf(folder.facts, file.category).map((objection) =>
      objectionView(objection, file.party, vault),
    ),
    repairs: repairsOf(folder.facts, file.category, on).map((repair) =>
      repairView(repair, file.party, vault),
    ),
    scoreSheets: sheets.map(({ body }) => body),
  };
}

const standingOf = (
  { hash, body: { state, evaluatedOn } }: KnownSheet,
  { cycle, score, grade, vetoed, downgraded }: ScoreSheet,
) => ({ cycle, score, grade, vetoed, downgraded, state, evaluatedOn, sheet: hash });

function decisionView(
  { fact, facts, revoked, amended, contested, decidedOn }: DecisionState,
  vault: Vault,
  { file, inForce }: { file: FileState; inForce: Exclusions['inForce'] },
) {
  const { documentNumber, authority, actOn, content, usage, matter, origin } = fact;
  const exclusion = exclusionOf(inForce, { fact: fact.key, documentNumber, authority: authority.name });
  return {
    key: fact.key,
    documentNumber,
    authority: authority.name,
    decidedOn,
    actOn,
    content,
    usage,
    ...(matter && { matter: vault.open(matter, file.party) }),
    status: revoked ? 'revoked' : amended ? 'amended' : contested ? 'contested' : 'standing',
    ...(!revoked && takenOut(exclusion)),
    origin: originView(origin),
    // The original document and each document that amended it are shown side by side.
    ...(facts.length > 1 && { history: facts.map(historyView) }),
  };
}

/** Why casework excludes a decision from scoring. The decision stays in the file (Art. 20, 31). */
const takenOut = (exclusion: Exclusion | undefined) =>
  exclusion && {
    status: exclusion.by === 'objection' ? 'struck-out' : 'repaired',
    countsNotSince: exclusion.since,
  };

const originView = ({ run, row, fileSha256, source, correction }: Origin) => ({
  run,
  row,
  fileSha256,
  source,
  ...(correction && { correction }),
});

const historyView = ({ status, decidedOn, correctionNumber, content, origin }: DecisionFact) => ({
  status,
  decidedOn,
  ...(correctionNumber && { correctionNumber }),
  content,
  origin: originView(origin),
});

/** Records that an officer withdrew, with officer, instant and reason. */
function withdrawnViews(facts: readonly Fact[], vault: Vault, { party }: FileState) {
  const withdrawn = withdrawnKeys(facts);
  const rulings = facts.filter((fact) => fact.type === 'withdrawal');
  return facts
    .filter(isDecision)
    .filter(({ key }) => withdrawn.has(key))
    .map(({ key, documentNumber, authority, decidedOn, origin }) => {
      const ruling = rulings.filter(({ of }) => of === key).at(-1);
      return {
        documentNumber,
        authority: authority.name,
        decidedOn,
        origin: originView(origin),
        ...(ruling && {
          by: ruling.origin.by,
          at: ruling.origin.receivedAt,
          reason: vault.open(ruling.reason, party),
          isMoved: ruling.movedTo !== undefined,
        }),
      };
    });
}

interface KnownSheet {
  readonly hash: string;
  readonly text: string;
  readonly body: SheetBody;
}

/** The chain of sheets up to a day, newest first. */
async function sheetsOf(
  file: FileState,
  folders: FolderStore,
  asOf: string | undefined,
): Promise<KnownSheet[]> {
  const sheets: KnownSheet[] = [];
  let hash = file.gradeInForce?.sheet ?? null;
  while (hash && sheets.length < sheetLimit) {
    const text: string | undefined = await folders.readSheet(file, hash);
    if (!text) break;
    const body = JSON.parse(text) as SheetBody;
    if (asOf === undefined || body.evaluatedOn <= asOf) sheets.push({ hash, text, body });
    hash = body.previous;
  }
  return sheets;
}
