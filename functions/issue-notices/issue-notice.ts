import { caseDivision } from '../../lib/application/cases/case-division.ts';
import type { Bureau, Letterhead } from '../../lib/application/settings/letterhead.ts';
import type { NamedDecision, RefusalGround } from '../../lib/credit-file/cases/case-fact.ts';
import type { Objection } from '../../lib/credit-file/cases/objection.ts';
import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import type { DisclosureOptions } from '../../lib/credit-file/disclosed-since.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import { folderAsOf } from '../../lib/credit-file/projection/as-of.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { plainDay } from '../../lib/notices/chinese-day.ts';
import type { Notice, RefusalWords } from '../../lib/notices/notice.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { tableFor } from '../../lib/scoring/index.ts';
import { type Category, isGraded, isInstitution } from '../../lib/shared/category.ts';
import type { Day } from '../../lib/shared/day.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import { explain } from '../../schemas/reasons/reason.ts';
import { refusalReasons } from '../../schemas/reasons/refusal-grounds.ts';
import { disclosedUntil } from './disclosed-until.ts';

export interface NoticeOptions extends Pick<DisclosureOptions, 'scorer' | 'policy'> {
  readonly folder: Folder;
  readonly vault: Vault;
  readonly letterhead: Letterhead;
}

/** The reply to a decided objection (annex 2). @throws Problem 409 */
export function objectionNotice(objection: Objection, options: NoticeOptions): Notice {
  const { fact, decision } = objection;
  if (!decision || decision.isProposed) throw notDue('The objection is not decided yet');
  const { folder, vault } = options;
  const { name } = applicantOf(fact.applicant.sealed, options);
  const open = (sealed: Parameters<Vault['open']>[0]): string => vault.open(sealed, folder.party);
  const isUpheld = decision.verdict === 'upheld';
  return {
    kind: 'objection-reply',
    bureau: bureauOf(objection, decision.decidedOn, options).name,
    issuedOn: decision.decidedOn,
    applicant: name,
    content: `对${fact.contests.cycle}年度信用评价结果（${fact.contests.grade}）提出异议。${open(fact.grounds)}`,
    result: `${isUpheld ? '经核实，评价结果有误，予以更正。' : '经核实，评价结果无误，维持原评价结果。'}${open(decision.reason)}`,
    ...remarkOf(decision, { category: fact.category, cycle: fact.contests.cycle }),
  };
}

/** What was struck out, corrected and added (备注). */
function remarkOf(
  { decisions, corrections = [], additions = [] }: NonNullable<Objection['decision']>,
  { category, cycle }: { category: Category; cycle: number },
): { remark?: string } {
  const table = isGraded(category) ? tableFor(category, cycle) : undefined;
  const names = new Map(table?.indicators.map(({ code, name }) => [code, name]));
  const said = [
    ...(decisions.length > 0 ? [`不再计入评价：${documentsOf(decisions)}`] : []),
    ...corrections.map(
      ({ indicator, value }) => `“${names.get(indicator) ?? indicator}”指标值更正为${value}`,
    ),
    ...(additions.length > 0 ? [`补充守信信息：${documentsOf(additions)}`] : []),
  ];
  return said.length > 0 ? { remark: said.join('。') } : {};
}

/**
 * The notice of a repair: annex 4 once it has taken effect, annex 5 if it was refused. A refusal that an upheld objection
 * overturned is not printed any more: the ruling is the decision then.
 * @throws Problem 409
 */
export function repairNotice(repair: Repair, options: NoticeOptions): Notice {
  const { decision } = repair;
  if (!decision || decision.isProposed) throw notDue('The repair is not decided yet');
  const overturned = repair.refusalObjection?.ruling;
  if (overturned?.verdict === 'upheld')
    return confirmationOf({ ...repair, decision: overruled(decision, overturned) }, options);
  return decision.verdict === 'refused'
    ? refusalOf({ ...repair, decision }, options)
    : confirmationOf({ ...repair, decision }, options);
}

type Refusal = NonNullable<Repair['decision']>;
type Ruling = NonNullable<NonNullable<Repair['refusalObjection']>['ruling']>;

/** A refusal as the ruling on the objection to it left it: granted, by another officer, for another reason. */
const overruled = (
  refusal: Refusal,
  { origin, decidedOn, reason, notice, serial, bureau, proposedBy }: Ruling,
): Refusal => ({
  ...refusal,
  origin,
  decidedOn,
  reason,
  notice,
  verdict: 'granted',
  grounds: [],
  serial: serial ?? refusal.serial,
  bureau: bureau ?? refusal.bureau,
  proposedBy,
});

type DecidedRepair = Repair & { readonly decision: NonNullable<Repair['decision']> };

function refusalOf(repair: DecidedRepair, options: NoticeOptions): Notice {
  const { fact, decision } = repair;
  const { folder, vault } = options;
  const issuedOn = decision.decidedOn;
  const bureau = bureauOf(repair, issuedOn, options);
  return {
    kind: 'repair-refusal',
    number: decision.serial,
    bureau: bureau.name,
    officer: decision.proposedBy ?? decision.origin.by,
    phone: phoneOf(bureau),
    issuedOn,
    name: subjectOn(issuedOn, fact.category, options).name,
    receivedOn: fact.receivedOn,
    grounds: decision.grounds.map(groundWords),
    opinion: vault.open(decision.reason, folder.party),
  };
}

function confirmationOf(repair: DecidedRepair, options: NoticeOptions): Notice {
  const { fact, decision, state, effectiveOn } = repair;
  if (state !== 'repaired' || !effectiveOn)
    throw notDue('The repair has not taken effect: its public notice has not ended');
  const applicant = applicantOf(fact.applicant.sealed, options);
  return {
    kind: 'repair-confirmation',
    number: decision.serial,
    bureau: bureauOf(repair, effectiveOn, options).name,
    officer: decision.proposedBy ?? decision.origin.by,
    issuedOn: effectiveOn,
    ...subjectOn(effectiveOn, fact.category, options),
    ...(fact.applicant.capacity === 'representative' && { representative: applicant.name }),
    contact: applicant.contact,
    dishonesty: documentsOf(fact.decisions),
    disclosed: disclosedUntil(fact, options),
    opinion: options.vault.open(decision.reason, options.folder.party),
    effectiveOn,
  };
}

/**
 * The bureau that a decision names, with its telephone today. Decisions of earlier releases name none; their notices bore
 * one bureau for all prefectures, and keep it.
 */
function bureauOf(
  { fact, decision }: Objection | Repair,
  on: Day,
  { folder, letterhead }: NoticeOptions,
): Bureau {
  if (!decision?.bureau) return letterhead(undefined, on);
  return { ...letterhead(caseDivision(fact, folder), on), name: decision.bureau };
}

/** Annex 5 prints a telephone (经办人电话), so a notice without one is not issued. @throws Problem 409 */
function phoneOf({ name, division, phone }: Bureau): string {
  if (phone) return phone;
  throw new Problem(
    409,
    'phone-missing',
    `No telephone of ${name} is known, and annex 5 prints one. Set NOTICE_BUREAUS: {"${division}":{"phone":"…"}}, or NOTICE_PHONE for all.`,
  );
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

const documentsOf = (
  decisions: readonly Pick<NamedDecision, 'decidedOn' | 'authority' | 'documentNumber'>[],
): string =>
  decisions
    .map(
      ({ decidedOn, authority, documentNumber }) => `${plainDay(decidedOn)}，${authority}，${documentNumber}`,
    )
    .join('；');

const groundWords = ({
  ground,
  article,
  documentNumber,
  possibleFrom,
  recurredBy,
}: RefusalGround): RefusalWords => ({
  words: explain(refusalReasons, ground).title,
  article,
  ...(documentNumber && { documentNumber }),
  ...(possibleFrom && { possibleFrom }),
  ...(recurredBy && { recurredBy }),
});
