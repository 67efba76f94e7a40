import { askedPrefecture, isIn } from '../../lib/application/cases/prefecture-query.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { Day } from '../../lib/shared/day.ts';
import type { DisclosureView } from '../../schemas/disclosures.ts';

export interface ShowDisclosuresDeps {
  readonly folders: Pick<FolderStore, 'disclosed' | 'readFolder'>;
  readonly vault: Vault;
  readonly today: Day;
}

const lookupsAtOnce = 10;

/**
 * Institutions whose dishonesty information is public (失信信息公开, Art. 26 (1)), latest first: for three years from a
 * result of E, and only while the grade is E.
 */
export async function showDisclosures(
  asked: string | undefined,
  deps: ShowDisclosuresDeps,
): Promise<DisclosureView[]> {
  const prefecture = askedPrefecture(asked);
  const subjects = await deps.folders.disclosed();
  const views: DisclosureView[] = [];
  for (let start = 0; start < subjects.length; start += lookupsAtOnce) {
    const some = subjects.slice(start, start + lookupsAtOnce);
    const found = await Promise.all(some.map((subject) => viewOf(subject, deps)));
    views.push(...found.filter((view) => view !== undefined));
  }
  return views
    .filter(({ division }) => isIn(prefecture, division))
    .sort((a, b) => (a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? 1 : -1));
}

async function viewOf(
  { party, category }: SubjectKey,
  { folders, vault, today }: ShowDisclosuresDeps,
): Promise<DisclosureView | undefined> {
  const folder = await folders.readFolder(party);
  const file = folder.files.get(category);
  if (!file || !isPublic(file, today)) return undefined;
  const { name, id } = vault.identify(party, file.identity);
  const division = registrationsOf(folder.facts).get(category)?.division;
  const { cycle, state, score, from, until } = file.disclosure;
  return {
    category,
    name,
    id,
    ...(division && { division }),
    grade: 'E',
    score,
    cycle,
    state,
    from,
    until,
  };
}

const isPublic = (
  file: FileState,
  today: Day,
): file is FileState & { disclosure: NonNullable<FileState['disclosure']> } =>
  file.status !== 'merged' && file.disclosure !== undefined && today < file.disclosure.until;
