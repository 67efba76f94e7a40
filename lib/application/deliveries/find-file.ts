import { holderOn } from '../../credit-file/facts/code-holder.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { Vault } from '../../runtime/vault.ts';
import { type Category, categories } from '../../shared/category.ts';
import { type IdentifierFault, normaliseIdentifier } from '../../shared/identifiers.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Scheme } from '../../shared/scheme.ts';

/**
 * The file of the subject that a query names. Without a category it is the party's first file in the order of the
 * categories. A medical-insurance code is resolved to the party that the registry assigned it to, and a further USCC of an
 * institution to its file.
 */
export async function findFile(
  { scheme, id, category }: { scheme: Scheme; id: string; category?: Category | undefined },
  { folders, vault }: { folders: FolderStore; vault: Vault },
): Promise<Result<FileState | undefined, IdentifierFault>> {
  const parsed = normaliseIdentifier(scheme, id);
  if (!parsed.ok) return err(parsed.error);
  const party = vault.partyKey(scheme, parsed.value);
  const file = await fileOf(party, category, folders);
  const isOwn = file !== undefined && file.status !== 'merged';
  // Whether an institution has a file is in the answer anyway.
  if (scheme === 'resident-id' || (scheme === 'uscc' && isOwn)) return ok(file);
  // An unknown code causes the same reads as a known one, so that the response time reveals nothing to a guesser.
  const owner = holderOn(await folders.aliasesOf(party));
  const owned = await fileOf(owner ?? party, category, folders);
  return ok(isOwn ? file : owner && owned);
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
