import type { GradeChange } from '../../../schemas/ledger.ts';
import { subjectText } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { PlacedEntry } from '../../ledger/position.ts';
import type { Vault } from '../../runtime/vault.ts';
import { isInstitution } from '../../shared/category.ts';

export interface ChangeViewDeps {
  readonly folders: Pick<FolderStore, 'readFilesOf'>;
  readonly vault: Pick<Vault, 'identify'>;
}

type Placed = Pick<PlacedEntry, 'entry' | 'at'>;
type Named = Pick<GradeChange, 'scheme' | 'id' | 'name'>;

/**
 * Entries of the ledger as agencies see them, in their order: an institution is named, of a person there is the record id
 * alone. Each institution is read and opened once.
 */
export async function changesOf(placed: readonly Placed[], deps: ChangeViewDeps): Promise<GradeChange[]> {
  const named = await namesOf(placed, deps);
  return placed.map(({ entry, at }) => {
    const { changeId, recordId, subject, operation, cycle, grade, state } = entry;
    return {
      changeId,
      recordId,
      at,
      category: subject.category,
      operation,
      cycle,
      ...(grade && { grade: grade as GradeChange['grade'] }),
      state,
      ...named.get(subjectText(subject)),
    };
  });
}

async function namesOf(
  placed: readonly Placed[],
  { folders, vault }: ChangeViewDeps,
): Promise<ReadonlyMap<string, Named>> {
  const institutions = placed
    .map(({ entry }) => entry.subject)
    .filter(({ category }) => isInstitution(category));
  const once = new Map(institutions.map((subject) => [subjectText(subject), subject]));
  const files = await folders.readFilesOf([...once.values()]);
  return new Map(
    files.map((file) => [
      subjectText(file),
      { scheme: file.scheme, ...vault.identify(file.party, file.identity) },
    ]),
  );
}
