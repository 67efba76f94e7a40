import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { Vault } from '../../runtime/vault.ts';
import { type Category, categories } from '../../shared/category.ts';
import { type IdentifierFault, normaliseIdentifier } from '../../shared/identifiers.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Scheme } from '../../shared/scheme.ts';

/**
 * The file of a subject as a question names it. Without a category it is the first the party has, in the order of the
 * categories. A medical-insurance code leads to the party that the registry gave it to.
 */
export async function findFile(
  { scheme, id, category }: { scheme: Scheme; id: string; category?: Category | undefined },
  { folders, vault }: { folders: FolderStore; vault: Vault },
): Promise<Result<FileState | undefined, IdentifierFault>> {
  const parsed = normaliseIdentifier(scheme, id);
  if (!parsed.ok) return err(parsed.error);
  const party = vault.partyKey(scheme, parsed.value);
  const file = await fileOf(party, category, folders);
  if (scheme !== 'medins-code') return ok(file);
  // A code that leads nowhere costs the same reads as one that leads to somebody: time tells a guesser nothing.
  const owner = await folders.aliasOf(party);
  const owned = await fileOf(owner ?? party, category, folders);
  return ok(file && file.status !== 'merged' ? file : owner && owned);
}

async function fileOf(
  party: PartyKey,
  category: Category | undefined,
  folders: FolderStore,
): Promise<FileState | undefined> {
  if (category) return folders.readFile({ party, category });
  const files = await folders.readFiles(party);
  return categories.map((known) => files.get(known)).find((file) => file !== undefined);
}
