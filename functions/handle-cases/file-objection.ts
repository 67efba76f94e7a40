import { applyCase } from '../../lib/application/cases/resolve-case.ts';
import { countedFrom, type Deadline } from '../../lib/credit-file/cases/deadline.ts';
import { isUndecided, type Objection, objectionsOf } from '../../lib/credit-file/cases/objection.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { GradeInForce } from '../../lib/credit-file/projection/file-state.ts';
import { timeLimit, timeLimits } from '../../lib/regulation/time-limits.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import type { ObjectionRequest } from '../../schemas/cases.ts';
import { checkedCorrections } from './asked-changes.ts';
import type { CaseDeps } from './case-deps.ts';
import { type ContestedResult, contestedResult } from './contested-result.ts';
import { entitled, receivedOn, resolved, subjectOf } from './subject.ts';

/**
 * Files an objection to a published result, or to the grade in force (异议申诉, Art. 19). The index entry says that it is to be
 * applied, so that the sweep completes the work after a crash.
 * @throws Problem 403, 404, 409
 */
export async function fileObjection(
  request: ObjectionRequest,
  by: string,
  deps: CaseDeps,
): Promise<{ one: Objection; party: PartyKey }> {
  const { runtime, folders, vault, deadlines, ports } = deps;
  const subject = await subjectOf(request.subject, deps);
  const { file, folder, division } = subject;
  const { category, party, gradeInForce } = file;
  const applicant = await entitled(request.applicant, subject, deps);
  if (!gradeInForce)
    throw new Problem(409, 'no-grade', 'The subject has no grade. There is nothing to object to.');
  const decisions = resolved(request.decisions ?? [], folder, category);
  const asked = { cycle: request.cycle, decisions };
  const result = await contestedResult(asked, { file: { ...file, gradeInForce }, folder }, deps);
  const { contests } = result;
  const known = objectionsOf(folder.facts, category).filter(
    ({ fact }) => fact.contests.cycle === contests.cycle,
  );
  refuseOther(request.sheet, result, gradeInForce);
  refuseTwice(known, result);
  const now = runtime.clock();
  const received = receivedOn(request.receivedOn, now);
  const place = { deadlines, place: { division } };
  const objectBy = await countedFrom(
    contests.madeKnownOn,
    timeLimit('objection.file', contests.madeKnownOn),
    place,
  );
  if (received < contests.madeKnownOn) throw madeKnownSince(contests.madeKnownOn);
  if (received > objectBy.on) throw late(contests.madeKnownOn, objectBy);
  const today = dayOf(now);
  const asks = checkedCorrections(request, { folder, category, cycle: contests.cycle, today });
  const number = `${contests.cycle}-${known.length + 1}`;
  const decideBy = await countedFrom(received, timeLimit('objection.decide', received), place);
  const fact: CaseFact = {
    type: 'objection',
    key: `O.${category}.${number}`,
    origin: officerOrigin(by, now.toISOString()),
    category,
    case: number,
    contests,
    objectBy,
    receivedOn: received,
    decideBy,
    ...(division && { division }),
    decisions,
    ...(asks.corrections.length > 0 && { corrections: asks.corrections }),
    ...(asks.additions.length > 0 && { additions: asks.additions }),
    applicant,
    grounds: vault.seal(request.grounds, party),
    attachments: request.attachments ?? [],
  };
  if (!(await folders.addCase(party, fact, { on: today, stage: 'settling' })))
    throw new Problem(
      409,
      'objection-open',
      'Another objection to this grade was filed just now. Read the file again.',
    );
  const { one } = await applyCase({ filedAt: party, key: fact.key }, ports);
  runtime.log.info('case.filed', { kind: 'objection', category, party, number, by });
  if (one?.kind !== 'objection') throw new RangeError('the objection just filed is not there');
  return { one, party };
}

function refuseOther(
  sheet: string | undefined,
  { contests, sheets }: ContestedResult,
  { evaluatedOn }: GradeInForce,
): void {
  if (sheet === undefined || sheets.includes(sheet)) return;
  throw new Problem(
    409,
    'grade-corrected',
    `The grade contested is in force no more: since ${evaluatedOn} it is ${contests.grade} for ${contests.cycle}, sheet ${contests.sheet}. Object to that one, if at all.`,
  );
}

function refuseTwice(known: readonly Objection[], { contests: { cycle }, sheets }: ContestedResult): void {
  const open = known.find(isUndecided);
  if (open)
    throw new Problem(
      409,
      'objection-open',
      `An objection to the grade of ${cycle} is open and due on ${open.decideBy.on}. Wait for its decision.`,
    );
  const decided = known.find(({ fact }) => sheets.includes(fact.contests.sheet))?.decision;
  if (decided)
    throw new Problem(
      409,
      'objection-decided',
      `An objection to this very grade was ${decided.verdict} on ${decided.decidedOn}. It cannot be made twice.`,
    );
}

const madeKnownSince = (on: Day): Problem =>
  new Problem(
    409,
    'grade-corrected',
    `The grade in force was made known on ${on}, after this objection was received. Object to that grade, if at all.`,
  );

const late = (from: Day, { on, provisional, workingDays }: Deadline): Problem =>
  new Problem(
    409,
    'objection-late',
    `The grade was made known on ${from}; an objection was due on ${on} (${workingDays} working days, ${timeLimits['objection.file'].article}${provisional ? '; provisional' : ''}). It comes too late.`,
  );
