import { holderOn } from '../../credit-file/facts/code-holder.ts';
import { type PartyKey, type SubjectKey, subjectText } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { Vault } from '../../runtime/vault.ts';
import { type Category, categories } from '../../shared/category.ts';
import { type IdentifierFault, normaliseIdentifier } from '../../shared/identifiers.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Scheme } from '../../shared/scheme.ts';

interface Asked {
  readonly scheme: Scheme;
  readonly id: string;
  readonly category?: Category | undefined;
}
type Found = Result<FileState | undefined, IdentifierFault>;
type Named = { readonly party: PartyKey; readonly category?: Category | undefined };

interface FindDeps {
  readonly folders: FolderStore;
  readonly vault: Vault;
}

/** The file of the subject that a query names, as `findFiles` finds it. */
export async function findFile(asked: Asked, deps: FindDeps): Promise<Found> {
  const [found] = await findFiles([asked], deps);
  if (!found) throw new RangeError('nothing was asked for');
  return found;
}

/**
 * The files of the subjects that a query names, a hundred in one request. Without a category it is the party's first file in
 * the order of the categories. A medical-insurance code is resolved to the party that the registry assigned it to, and a
 * further USCC of an institution to its file.
 */
export async function findFiles(asked: readonly Asked[], { folders, vault }: FindDeps): Promise<Found[]> {
  const parsed = asked.map(({ scheme, id, category }) => {
    const identifier = normaliseIdentifier(scheme, id);
    if (!identifier.ok) return identifier;
    return ok({ scheme, category, party: vault.partyKey(scheme, identifier.value) });
  });
  const named = parsed.flatMap((one) => (one.ok ? [one.value] : []));
  const own = await filesOf(named, folders);
  // Whether an institution has a file is in the answer anyway.
  const elsewhere = named.filter(
    (one) => one.scheme !== 'resident-id' && !(one.scheme === 'uscc' && isOwn(own(one))),
  );
  // An unknown code causes the same reads as a known one, so that the response time reveals nothing to a guesser.
  const owners = new Map<PartyKey, PartyKey | undefined>();
  await inParallel(elsewhere, async ({ party }) => {
    owners.set(party, holderOn(await folders.aliasesOf(party)));
  });
  const owned = (one: Named): Named => ({ ...one, party: owners.get(one.party) ?? one.party });
  const other = await filesOf(elsewhere.map(owned), folders);
  return parsed.map((one) => {
    if (!one.ok) return err(one.error);
    const file = own(one.value);
    if (!elsewhere.includes(one.value) || isOwn(file)) return ok(file);
    return ok(owners.get(one.value.party) && other(owned(one.value)));
  });
}

const isOwn = (file: FileState | undefined): boolean => file !== undefined && file.status !== 'merged';

type FileOf = (named: Named) => FileState | undefined;

/** Reads files. One party without a category costs one query, not a key for each category. */
async function filesOf(named: readonly Named[], folders: FolderStore): Promise<FileOf> {
  const [only, another] = named;
  if (!only) return () => undefined;
  if (another || only.category) return filesAtOnce(named, folders);
  const file = await firstFile(only.party, folders);
  return () => file;
}

async function firstFile(party: PartyKey, folders: FolderStore): Promise<FileState | undefined> {
  const files = await folders.readFiles(party);
  return categories.map((known) => files.get(known)).find((file) => file !== undefined);
}

async function filesAtOnce(named: readonly Named[], folders: FolderStore): Promise<FileOf> {
  const keys = named.flatMap(keysOf).map((key) => [subjectText(key), key] as const);
  const files = await folders.readFilesOf([...new Map(keys).values()]);
  const known = new Map(files.map((file) => [subjectText(file), file]));
  return (one) =>
    keysOf(one)
      .map((key) => known.get(subjectText(key)))
      .find((file) => file !== undefined);
}

const keysOf = ({ party, category }: Named): SubjectKey[] =>
  (category ? [category] : categories).map((one) => ({ party, category: one }));
