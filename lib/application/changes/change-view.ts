import type { GradeChange } from '../../../schemas/ledger.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { PlacedEntry } from '../../ledger/position.ts';
import type { Vault } from '../../runtime/vault.ts';
import { isInstitution } from '../../shared/category.ts';

export interface ChangeViewDeps {
  readonly folders: Pick<FolderStore, 'readFile'>;
  readonly vault: Pick<Vault, 'identify'>;
}

/** An entry of the ledger as agencies see it: an institution is named, of a person there is the record id alone. */
export async function changeOf(
  { entry, at }: Pick<PlacedEntry, 'entry' | 'at'>,
  { folders, vault }: ChangeViewDeps,
): Promise<GradeChange> {
  const { changeId, recordId, subject, operation, cycle, grade, state } = entry;
  const change = {
    changeId,
    recordId,
    at,
    category: subject.category,
    operation,
    cycle,
    ...(grade && { grade: grade as GradeChange['grade'] }),
    state,
  };
  const file = isInstitution(subject.category) ? await folders.readFile(subject) : undefined;
  if (!file) return change;
  return { ...change, scheme: file.scheme, ...vault.identify(file.party, file.identity) };
}
