import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { Category } from '../../shared/category.ts';
import { type Day, dayOf } from '../../shared/day.ts';
import { isRegion, liesIn } from '../../shared/division.ts';
import { partsOfCaseId } from './open-case.ts';
import { createDivisionOf, type DivisionPorts } from './subject-division.ts';

/** The area of a token, and what is needed to see whether a subject lies in it. */
export interface AreaDeps {
  readonly area?: string | undefined;
  readonly folders: DivisionPorts;
  readonly runtime: { clock(): Date };
}

/** Whether a subject lies in the area of a token. For anybody else it does not exist. */
export async function isSubjectIn(
  { party, category }: { readonly party: PartyKey; readonly category: Category },
  { area, folders, runtime }: AreaDeps,
): Promise<boolean> {
  if (isRegion(area)) return true;
  const today: Day = dayOf(runtime.clock());
  const { facts } = await folders.readFolder(party);
  return liesIn(await createDivisionOf(folders, today)(facts, category), area);
}

/**
 * The id of a case as it is for a token: a case outside its area does not exist, and has an id that leads nowhere.
 */
export async function caseIdIn(id: string | undefined, deps: AreaDeps): Promise<string> {
  const parts = partsOfCaseId(id ?? '');
  return parts && (await isSubjectIn(parts, deps)) ? (id ?? '') : '';
}
