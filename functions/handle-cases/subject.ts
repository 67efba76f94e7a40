import { createDivisionOf } from '../../lib/application/cases/subject-division.ts';
import { isSubjectIn } from '../../lib/application/cases/subject-in-area.ts';
import { findFile } from '../../lib/application/deliveries/find-file.ts';
import type { Applicant, NamedDecision } from '../../lib/credit-file/cases/case-fact.ts';
import { type DecisionReference, namedBy } from '../../lib/credit-file/cases/named-decisions.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Category } from '../../lib/shared/category.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import { normaliseIdentifier } from '../../lib/shared/identifiers.ts';
import type { ObjectionRequest } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';

/** The file that a case is about, and the folder of its party. */
export interface CaseSubject {
  readonly file: FileState;
  readonly folder: Folder;
  readonly division?: string | undefined;
}

/** @throws Problem 400, 404 */
export async function subjectOf(named: ObjectionRequest['subject'], deps: CaseDeps): Promise<CaseSubject> {
  const found = await findFile(named, deps);
  if (!found.ok)
    throw new Problem(400, 'invalid-identifier', `subject.id: ${found.error}. Check the number.`);
  const file = found.value;
  if (!file || file.status === 'merged' || !(await isSubjectIn(file, deps)))
    throw new Problem(404, 'unknown-subject', 'There is no credit file of this subject in this category.');
  const folder = await deps.folders.readFolder(file.party);
  const divisionOf = createDivisionOf(deps.folders, dayOf(deps.runtime.clock()));
  return { file, folder, division: await divisionOf(folder.facts, file.category) };
}

/**
 * Checks that the applicant may act for the subject: the subject itself, its legal representative according to the
 * registry, or an agent with an authorisation.
 * @throws Problem 400, 403
 */
export async function entitled(
  { capacity, name, scheme, id, contact, authorisation }: ObjectionRequest['applicant'],
  { file, folder }: CaseSubject,
  { vault, folders }: Pick<CaseDeps, 'vault' | 'folders'>,
): Promise<Applicant> {
  const parsed = normaliseIdentifier(scheme, id);
  if (!parsed.ok)
    throw new Problem(400, 'invalid-identifier', `applicant.id: ${parsed.error}. Check the number.`);
  const party = vault.partyKey(scheme, parsed.value);
  const isItself = async (): Promise<boolean> =>
    (await homeOf(party, folders)) === file.party && vault.nameDigest(name) === file.identity.nameDigest;
  const representative = registrationsOf(folder.facts).get(file.category)?.representative;
  if (capacity === 'agent' && !authorisation)
    throw new Problem(400, 'authorisation-missing', 'An agent needs the attachment with its authorisation.');
  if (capacity === 'self' && !(await isItself()))
    throw notEntitled('The applicant is not the subject of this file by number and name');
  if (capacity === 'representative' && representative !== party)
    throw notEntitled('The applicant is not the legal representative that the registry names');
  return {
    capacity,
    sealed: vault.seal(JSON.stringify({ name, scheme, id: parsed.value, contact }), file.party),
    ...(authorisation && { authorisation }),
  };
}

const notEntitled = (what: string): Problem =>
  new Problem(
    403,
    'not-entitled',
    `${what}. The subject itself, its legal representative or an agent with an authorisation may apply.`,
  );

/**
 * The decisions that a request names, without duplicates.
 * @throws Problem 404 if one is not in the file or was revoked
 */
export function resolved(
  references: readonly DecisionReference[],
  folder: Folder,
  category: Category,
): NamedDecision[] {
  const found = new Map<string, NamedDecision>();
  for (const [index, reference] of references.entries()) {
    const named = namedBy(reference, folder, category);
    if (named.length === 0)
      throw new Problem(
        404,
        'unknown-decision',
        `decisions.${index}: no decision of this file that stands. Use a key or number that files/query shows.`,
      );
    for (const decision of named) found.set(`${decision.person ?? ''}/${decision.fact}`, decision);
  }
  return [...found.values()];
}

/** The day on which a request was received: today, or an earlier day that the request names. @throws Problem 400 */
export function receivedOn(named: Day | undefined, now: Date): Day {
  const today = dayOf(now);
  if (named === undefined || named <= today) return named ?? today;
  throw new Problem(400, 'received-in-future', 'receivedOn is after today. Give the day it was received.');
}
