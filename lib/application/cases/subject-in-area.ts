import { registrationsOf } from '../../credit-file/facts/registration.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { Category } from '../../shared/category.ts';
import { isRegion, liesIn } from '../../shared/division.ts';
import { partsOfCaseId } from './open-case.ts';

/** Whether a subject lies in the area of a token. For anybody else it does not exist. */
export async function isSubjectIn(
  area: string | undefined,
  { party, category }: { readonly party: PartyKey; readonly category: Category },
  folders: Pick<FolderStore, 'readFolder'>,
): Promise<boolean> {
  if (isRegion(area)) return true;
  const { facts } = await folders.readFolder(party);
  return liesIn(registrationsOf(facts).get(category)?.division, area);
}

/**
 * The id of a case as it is for a token: a case outside its area does not exist, and has an id that leads nowhere.
 */
export async function caseIdIn(
  area: string | undefined,
  id: string | undefined,
  folders: Pick<FolderStore, 'readFolder'>,
): Promise<string> {
  const parts = partsOfCaseId(id ?? '');
  return parts && (await isSubjectIn(area, parts, folders)) ? (id ?? '') : '';
}
