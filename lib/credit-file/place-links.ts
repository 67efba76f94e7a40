import { inParallel } from '../shared/in-parallel.ts';
import type { Link } from './facts/fact.ts';
import type { PartyKey } from './facts/subject.ts';
import { NotInBook } from './folding/day-book.ts';
import { announced, type Fold, filled, foldOf, isOutside, mayStand, withoutComing } from './folding/fold.ts';
import type { CondensedFolder, FolderStore } from './ports.ts';
import { WriteConflict } from './write-conflict.ts';

type Store = Pick<FolderStore, 'readCondensed' | 'putFold' | 'putLink' | 'fillLinkSlot'>;

/**
 * Writes links of persons to an institution. At one with very many they go into slots that are announced in its fold
 * before, so that every later projection looks into them; a link that the fold sums is taken out of the sums by the same
 * write. Idempotent: a link that was made from as many facts is not written again.
 * @returns the folder with the links, to be projected
 * @throws WriteConflict
 */
export async function placeLinks(
  institution: PartyKey,
  links: readonly Link[],
  store: Store,
): Promise<CondensedFolder> {
  const persons = links.map(({ person }) => person);
  const read = await opened(await store.readCondensed(institution, { persons }), persons, store);
  const known = new Map([...read.inLinkSlots, ...read.links].map((link) => [link.person, link.drawnFrom]));
  const fresh = links.filter(({ person, drawnFrom }) => (known.get(person) ?? -1) < drawnFrom);
  const isSlot = ({ person }: Link): boolean => read.isCondensed === true && !isOutside(read, person);
  const { folder, fold } = await announcedIn(withFresh(read, fresh, isSlot), fresh.filter(isSlot), store);
  const placed: Link[] = [];
  await inParallel(fresh, async (link) => {
    if (!isSlot(link)) await store.putLink(institution, link);
    else if (await store.fillLinkSlot(institution, link)) placed.push(link);
  });
  // If another writer was first, the next announcement does it.
  const next = fold && filled(fold, folder, { links: placed });
  if (next) await store.putFold(institution, next);
  // So few documents may be left that a sheet names each of them. The registry may have added the institution at the same time.
  const isUnknown = folder.files.size === 0 && fresh.length > 0;
  return mayStand(folder) && !isUnknown ? folder : store.readCondensed(institution);
}

/** With the links that are to be written the institution may have so many that they go into slots. */
async function opened(
  folder: CondensedFolder,
  persons: readonly PartyKey[],
  store: Store,
): Promise<CondensedFolder> {
  const { party } = folder;
  const fold = folder.isCondensed || folder.files.size === 0 ? undefined : foldOf(folder, persons.length);
  if (!fold) return folder;
  if (!(await store.putFold(party, fold))) throw new WriteConflict(`fold of ${party}`);
  if (!folder.fold) return { ...folder, fold, slotted: new Set(), isCondensed: true };
  const again = await store.readCondensed(party, { persons });
  if (!again.isCondensed) throw new WriteConflict(`fold of ${party}`);
  return again;
}

interface Announced {
  /** What the fold sums of the coming links is taken out of it. */
  readonly folder: CondensedFolder;
  /** The fold as it is stored now. */
  readonly fold?: Fold | undefined;
}

async function announcedIn(
  folder: CondensedFolder,
  coming: readonly Link[],
  { putFold }: Store,
): Promise<Announced> {
  const { fold: before, party } = folder;
  if (!before || coming.length === 0) return { folder };
  const without = { ...folder, fold: takenOut(before, coming, folder) };
  const { pending = {} } = before.links ?? {};
  if (coming.every(({ person, drawnFrom }) => (pending[person] ?? -1) >= drawnFrom))
    return { folder: without };
  const fold = announced(without.fold, without, { links: coming });
  if (!(await putFold(party, fold))) throw new WriteConflict(`fold of ${party}`);
  return { folder: without, fold };
}

/**
 * The fold without what it sums of the coming links.
 * @throws WriteConflict where a slot is newer than the fold that was read before it: another writer announced and filled it in
 * between
 */
function takenOut(fold: Fold, coming: readonly Link[], { party, inLinkSlots }: CondensedFolder): Fold {
  try {
    return withoutComing(fold, coming, inLinkSlots);
  } catch (error) {
    if (error instanceof NotInBook) throw new WriteConflict(`fold of ${party}`, { cause: error });
    throw error;
  }
}

/** The folder as it is once the links are written. */
function withFresh(
  folder: CondensedFolder,
  fresh: readonly Link[],
  isSlot: (link: Link) => boolean,
): CondensedFolder {
  const persons = new Set(fresh.map(({ person }) => person));
  const outside = fresh.flatMap((link) => (isSlot(link) ? [] : [link.person]));
  return {
    ...folder,
    links: [...folder.links.filter(({ person }) => !persons.has(person)), ...fresh],
    linksOutside: new Set([...(folder.linksOutside ?? []), ...outside]),
  };
}
