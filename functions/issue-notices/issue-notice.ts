import type { NamedDecision, RefusalGround } from '../../lib/credit-file/cases/case-fact.ts';
import type { Objection } from '../../lib/credit-file/cases/objection.ts';
import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import { folderAsOf } from '../../lib/credit-file/projection/as-of.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { plainDay } from '../../lib/notices/chinese-day.ts';
import type { Notice } from '../../lib/notices/notice.ts';
import { timeLimit } from '../../lib/regulation/time-limits.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { isInstitution } from '../../lib/shared/category.ts';
import { addMonths, type Day } from '../../lib/shared/day.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import { explain } from '../../schemas/reasons/reason.ts';
import { refusalReasons } from '../../schemas/reasons/refusal-grounds.ts';

export interface NoticeSettings {
  readonly bureau: string;
  readonly phone?: string | undefined;
}

export interface NoticeOptions {
  readonly folder: Folder;
  readonly vault: Vault;
  readonly settings: NoticeSettings;
}

/** The reply to a decided objection (annex 2). @throws Problem 409 */
export function objectionNotice(objection: Objection, options: NoticeOptions): Notice {
  const { fact, decision, id } = objection;
  if (!decision || decision.isProposed) throw notDue('The objection is not decided yet');
  const { folder, vault, settings } = options;
  const { name } = applicantOf(fact.applicant.sealed, options);
  const open = (sealed: Parameters<Vault['open']>[0]): string => vault.open(sealed, folder.party);
  const isUpheld = decision.verdict === 'upheld';
  return {
    kind: 'objection-reply',
    number: `异议${id}`,
    bureau: settings.bureau,
    officer: decision.origin.by,
    issuedOn: decision.decidedOn,
    applicant: name,
    content: `对${fact.contests.cycle}年度信用评价结果（${fact.contests.grade}）提出异议。${open(fact.grounds)}`,
    result: `${isUpheld ? '经核实，评价结果有误，予以更正。' : '经核实，评价结果无误，维持原评价结果。'}${open(decision.reason)}`,
    ...(decision.decisions.length > 0 && { remark: `不再计入评价：${documentsOf(decision.decisions)}` }),
  };
}

/** The notice of a repair: annex 4 once it has taken effect, annex 5 if it was refused. @throws Problem 409 */
export function repairNotice(repair: Repair, options: NoticeOptions): Notice {
  const { fact, decision, effectiveOn, state } = repair;
  if (!decision || decision.isProposed) throw notDue('The repair is not decided yet');
  const { folder, vault, settings } = options;
  const said = { number: decision.serial, bureau: settings.bureau, officer: decision.origin.by };
  const opinion = vault.open(decision.reason, folder.party);
  if (decision.verdict === 'refused') {
    const { name } = subjectOn(decision.decidedOn, fact.category, options);
    return {
      kind: 'repair-refusal',
      ...said,
      issuedOn: decision.decidedOn,
      name,
      receivedOn: fact.receivedOn,
      grounds: decision.grounds.map(groundWords),
      opinion,
      objectionWorkingDays: timeLimit('repair.object', decision.decidedOn),
      phone: settings.phone,
    };
  }
  if (state !== 'repaired' || !effectiveOn)
    throw notDue('The repair has not taken effect: its public notice has not ended');
  const applicant = applicantOf(fact.applicant.sealed, options);
  return {
    kind: 'repair-confirmation',
    ...said,
    issuedOn: effectiveOn,
    ...subjectOn(effectiveOn, fact.category, options),
    ...(fact.applicant.capacity === 'representative' && { representative: applicant.name }),
    contact: applicant.contact,
    dishonesty: documentsOf(fact.decisions),
    monthsOnRecord: Math.min(
      ...fact.decisions.map(({ decidedOn }) => monthsBetween(decidedOn, fact.receivedOn)),
    ),
    opinion,
    effectiveOn,
  };
}

const notDue = (why: string): Problem => new Problem(409, 'notice-not-due', `${why}. Ask again afterwards.`);

/**
 * The subject's identity on a day, so that a later change of name does not change a notice that was issued. Numbers of
 * persons are masked.
 */
function subjectOn(
  on: Day,
  category: Parameters<typeof isInstitution>[0],
  { folder, vault }: NoticeOptions,
): { name: string; id: string } {
  const known =
    registrationsOf(folderAsOf(folder, on).facts).get(category) ??
    registrationsOf(folder.facts).get(category);
  if (!known) throw new Problem(409, 'notice-not-due', 'The subject of the case is not known any more.');
  const { name, id } = vault.identify(folder.party, known.identity);
  return { name, id: isInstitution(category) ? id : maskedIdentifier(id) };
}

const applicantOf = (sealed: Parameters<Vault['open']>[0], { vault, folder }: NoticeOptions) =>
  JSON.parse(vault.open(sealed, folder.party)) as { name: string; contact?: string | undefined };

const documentsOf = (decisions: readonly NamedDecision[]): string =>
  decisions
    .map(
      ({ decidedOn, authority, documentNumber }) => `${plainDay(decidedOn)}，${authority}，${documentNumber}`,
    )
    .join('；');

const groundWords = ({ ground, article, possibleFrom, recurredBy }: RefusalGround) => ({
  words: `${explain(refusalReasons, ground).title}${recurredBy ? `（${recurredBy}）` : ''}`,
  article,
  ...(possibleFrom && { possibleFrom }),
});

/** Whole months between two days. */
function monthsBetween(from: Day, to: Day): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months++;
  return months;
}
