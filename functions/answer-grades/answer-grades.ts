import type * as z from 'zod';
import { findFiles } from '../../lib/application/deliveries/find-file.ts';
import { recordIdOf } from '../../lib/application/deliveries/receiver-messages.ts';
import { digestOf } from '../../lib/credit-file/facts/identity.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { measuresOf } from '../../lib/regulation/measures.ts';
import { type OpenedField, openedBy, purposes, selfPurpose } from '../../lib/regulation/purposes.ts';
import { notesOf } from '../../lib/regulation/tables/row-notes.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { EvidenceCause, ScoreSheet } from '../../lib/scoring/index.ts';
import { isGraded, isInstitution } from '../../lib/shared/category.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { type IdentifierFault, normaliseName, tidyIdentifier } from '../../lib/shared/identifiers.ts';
import type { createReceiptStore, Receipt } from '../../lib/store/receipt-store.ts';
import type { GradeResult, GradesQuery, gradesAnswer } from '../../schemas/api.ts';
import { identifierReasons } from '../../schemas/reasons/identifiers.ts';
import { explanationOf } from '../../schemas/reasons/reason.ts';

export interface AnswerGradesDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly receipts: ReturnType<typeof createReceiptStore>;
  readonly vault: Vault;
}

interface Looked {
  readonly result: GradeResult;
  /** The file whose content the result discloses. */
  readonly file?: FileState | undefined;
}

/** What a question met: a file to disclose, or the result of one that finds none. */
type Met = { readonly file: FileState } | { readonly result: GradeResult };

/**
 * Answers a grade query with no more fields than its purpose allows (最小必要). The receipt is written before the answer is
 * sent.
 * @throws Problem 400 for an unknown purpose, or a person asked for without a name: then nothing is looked up
 */
export async function answerGrades(
  { purpose, reference, subjects }: GradesQuery,
  agency: string,
  deps: AnswerGradesDeps,
): Promise<z.infer<typeof gradesAnswer>> {
  const { runtime, receipts } = deps;
  const now = runtime.clock();
  const opens = openedBy(purpose, dayOf(now));
  if (!opens) {
    const known = purposes.map(({ code }) => code).join(', ');
    throw new Problem(400, 'unknown-purpose', `purpose: there is no such purpose. Purposes: ${known}.`);
  }
  requireNames(subjects, purpose);
  if (purpose === selfPurpose) requireOnePerson(subjects);
  const found = await findFiles(subjects, deps);
  const met = subjects.map((subject, index) => lookUp(subject, found[index], deps));
  const sheets = opens.includes('reasons') ? await sheetsOf(met, deps) : new Map<FileState, string>();
  const looked = met.map((one): Looked => {
    if (!('file' in one)) return one;
    return { ...one, result: resultOf(one.file, { opens, sheet: sheets.get(one.file), deps }) };
  });
  const receiptId = runtime.newId();
  await receipts.add({
    receiptId,
    at: now.toISOString(),
    agency,
    purpose,
    reference,
    disclosed: looked.map(disclosedOf),
  });
  const graded = looked.filter(({ file }) => file !== undefined).length;
  runtime.log.info('disclosure.made', {
    receiptId,
    agency,
    purpose,
    subjects: subjects.length,
    disclosed: graded,
  });
  const versions = looked.map(({ file }) => (file ? `${file.category}.${file.party}.${file.version}` : null));
  return { receiptId, dataVersion: digestOf(versions), results: looked.map(({ result }) => result) };
}

/** A person is asked for by number and name, and so is who asks for itself. Otherwise the question is a mistake. */
function requireNames(subjects: GradesQuery['subjects'], purpose: string): void {
  const isNeeded = (subject: GradesQuery['subjects'][number]): boolean =>
    purpose === selfPurpose || asksForPerson(subject);
  const index = subjects.findIndex((subject) => subject.name === undefined && isNeeded(subject));
  if (index === -1) return;
  throw new Problem(
    400,
    'name-required',
    `subjects.${index}.name: a person is asked for by number and name. Give the name; nothing was looked up.`,
  );
}

/** Who asks for itself asks for one number alone, in whatever categories it has. */
function requireOnePerson(subjects: GradesQuery['subjects']): void {
  const asked = new Set(subjects.map(({ scheme, id }) => `${scheme}/${tidyIdentifier(id)}`));
  if (asked.size === 1) return;
  throw new Problem(
    400,
    'self-one-subject',
    'The purpose self opens one subject alone. Ask for one number; nothing was looked up.',
  );
}

const disclosedOf = ({ result, file }: Looked): Receipt['disclosed'][number] => ({
  ...(file && { subject: { party: file.party, category: file.category } }),
  status: result.status,
  fields: Object.keys(result),
  ...(file?.gradeInForce && { sheet: file.gradeInForce.sheet }),
});

function lookUp(
  subject: GradesQuery['subjects'][number],
  found: Awaited<ReturnType<typeof findFiles>>[number] | undefined,
  { vault }: AnswerGradesDeps,
): Met {
  if (found && !found.ok) return { result: unreadable(found.error) };
  const file = found?.value;
  if (!file || file.status === 'merged')
    return { result: { status: asksForPerson(subject) ? 'name-mismatch' : 'not-found' } };
  return isNamed(file, subject.name, vault) ? { file } : { result: { status: 'name-mismatch' } };
}

/** The newest score sheets of the files that were found. */
async function sheetsOf(
  met: readonly Met[],
  { folders }: AnswerGradesDeps,
): Promise<ReadonlyMap<FileState, string>> {
  const graded = met.flatMap((one) =>
    'file' in one && one.file.gradeInForce ? [{ subject: one.file, hash: one.file.gradeInForce.sheet }] : [],
  );
  const texts = await folders.readSheetsOf(graded);
  return new Map(
    graded.flatMap(({ subject }, index) => (texts[index] ? [[subject, texts[index]] as const] : [])),
  );
}

const unreadable = (fault: IdentifierFault): GradeResult => ({
  status: 'not-found',
  problem: `id: ${fault}`,
  explanation: explanationOf(identifierReasons, fault),
});

/**
 * Whether a question is about a person, decided by the question alone. A person with no file gets the same answer as a
 * person whose name does not match. A caller who tries numbers cannot find out which of them have a file.
 */
function asksForPerson({ scheme, id, category }: GradesQuery['subjects'][number]): boolean {
  if (category) return !isInstitution(category);
  // Codes of institutions begin with the letter H or P. All other identifiers are of persons.
  return scheme === 'medins-code' ? !/^[HP]\d/.test(tidyIdentifier(id)) : scheme === 'resident-id';
}

/**
 * A person's result is disclosed only to a caller who gives the person's name. An institution's name is checked only if
 * it is given.
 */
function isNamed(file: FileState, given: string | undefined, vault: Vault): boolean {
  if (given === undefined) return isInstitution(file.category);
  return normaliseName(vault.identify(file.party, file.identity).name) === normaliseName(given);
}

function resultOf(
  file: FileState,
  {
    opens,
    sheet: text,
    deps: { runtime },
  }: { opens: readonly OpenedField[]; sheet: string | undefined; deps: AnswerGradesDeps },
): GradeResult {
  const { category, gradeInForce, sanctions, published = [] } = file;
  const today = dayOf(runtime.clock());
  const inForce = sanctions.filter(
    ({ from, until }) => from <= today && (until === undefined || today < until),
  );
  const shown = opens.includes('sanctions') ? { sanctions: inForce.map(plainSanction) } : {};
  if (!gradeInForce || !isGraded(category)) return { status: 'no-grade', category, ...shown };
  const { cycle, grade, state, evaluatedOn, score } = gradeInForce;
  const before = state === 'published' ? published.filter((result) => result.cycle === cycle - 1) : [];
  return {
    status: 'graded',
    category,
    cycle,
    grade,
    state,
    evaluatedOn,
    ...(opens.includes('score') && { score }),
    ...(opens.includes('record') && { recordId: recordIdOf(file) }),
    ...(opens.includes('measures') && {
      measures: measuresOf(
        category,
        grade,
        before.map((result) => result.grade),
      ),
    }),
    ...shown,
    ...(opens.includes('reasons') && { reasons: reasonsOf(text) }),
  };
}

const plainSanction = ({ kind, from, until }: FileState['sanctions'][number]) => ({
  kind,
  from,
  ...(until && { until }),
});

/** The rows that deducted points or decided the grade, with their documents. Restricted documents are not named. */
function reasonsOf(body: string | undefined): NonNullable<GradeResult['reasons']> {
  if (!body) return [];
  const { sheet } = JSON.parse(body) as { sheet: ScoreSheet };
  return sheet.lines
    .filter(({ basis, cases }) => basis === 'evidence' && cases > 0)
    .map(({ indicator, name, weight, awarded, article, deductions = [] }) => ({
      indicator,
      name,
      weight,
      awarded,
      article,
      ...notesOf(indicator),
      documents: deductions.flatMap(({ lost, cause }) =>
        cause && !cause.isRestricted ? [{ ...documentOf(cause), decidedOn: cause.decidedOn, lost }] : [],
      ),
    }));
}

/** A document, or the sum of many: an answer names the documents of a subject that has few (docs/interfaces.md). */
const documentOf = ({ document, authority, documents }: EvidenceCause) =>
  documents === undefined
    ? { document, authority }
    : { document: `${documents}份文书合计`, authority: '各作出机关' };
