import { inParallel } from '../shared/in-parallel.ts';
import { foldOf, isSameFold } from './folding/fold.ts';
import { type LeftBehind, leftBehind, type Movable, movableIn, withMoved } from './folding/movable.ts';
import type { FolderStore } from './ports.ts';
import type { Folder } from './projection/project-folder.ts';
import { retryOnConflict, WriteConflict } from './write-conflict.ts';

type Store = Pick<
  FolderStore,
  'readFolder' | 'fillSlot' | 'fillLinkSlot' | 'putFold' | 'dropFact' | 'dropLink'
>;

/** How many decisions and links went into slots. */
export interface Moved {
  readonly decisions: number;
  readonly links: number;
}

/**
 * Moves what is plain among the decisions and links of an institution with many into slots, so that no projection reads it
 * again. Earlier releases stored all of them outside, and so does this one until the institution is registered. No file
 * changes: the same facts and links are stored elsewhere.
 *
 * In each round the slots are filled, then the fold says so, then the copies outside are removed. A stop anywhere leaves
 * each decision and link in at least one place, and it counts once: the next call goes on (`docs/architecture.md`, Folding).
 * @param known the folder as it was read, with its slots
 */
export async function moveIntoSlots(known: Folder, store: Store): Promise<Moved> {
  const moved = { decisions: 0, links: 0 };
  if (known.files.size === 0) return moved;
  let latest: Folder | undefined = known;
  await retryOnConflict(async () => {
    let folder: Folder = latest ?? (await store.readFolder(known.party));
    latest = undefined;
    folder = await withoutCopies(folder, leftBehind(folder), store);
    for (let round = movableIn(folder); round; round = movableIn(folder)) {
      folder = await movedIn(folder, round, store);
      moved.decisions += round.decisions.length;
      moved.links += round.links.length;
    }
    await forgetMoved(folder, store);
  });
  return moved;
}

async function movedIn(folder: Folder, round: Movable, store: Store): Promise<Folder> {
  const { party, slotted } = folder;
  await inParallel(round.decisions, async (fact) => {
    if (slotted?.has(fact.key)) return;
    if (!(await store.fillSlot(party, fact))) throw new WriteConflict(`slot of ${party}`);
  });
  // If there is one in the slot that was made from as many facts, it says the same.
  await inParallel(round.links, async (link) => void (await store.fillLinkSlot(party, link)));
  const placed = withMoved(folder, round);
  const fold = foldOf(placed);
  if (!fold || !(await store.putFold(party, fold))) throw new WriteConflict(`fold of ${party}`);
  return withoutCopies({ ...placed, fold }, round, store);
}

/** The folder once copies outside are removed. One that somebody has changed meanwhile stays. */
async function withoutCopies(
  folder: Folder,
  { decisions, links }: LeftBehind,
  { dropFact, dropLink }: Store,
): Promise<Folder> {
  const { party } = folder;
  const twice = new Set(folder.twice);
  const copies = new Map(folder.copies);
  await inParallel(decisions, async (fact) => {
    if (await dropFact(party, fact)) twice.delete(fact.key);
  });
  await inParallel(links, async (link) => {
    if (await dropLink(party, link)) copies.delete(link.person);
  });
  return { ...folder, twice, copies };
}

/** The fold need not name what is no longer outside. If another writer is first, its fold may name it still. */
async function forgetMoved(folder: Folder, { putFold }: Pick<Store, 'putFold'>): Promise<void> {
  const { fold: before, twice, copies } = folder;
  const names = (before?.twice.length ?? 0) + Object.keys(before?.moved ?? {}).length;
  if (names === (twice?.size ?? 0) + (copies?.size ?? 0)) return;
  const fold = foldOf(folder);
  if (fold && !isSameFold(fold, before)) await putFold(folder.party, fold);
}
