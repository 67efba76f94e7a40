import { type Moved, moveIntoSlots } from '../../lib/credit-file/move-into-slots.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import {
  type FailedParty,
  noneUpgraded,
  sumOfUpgraded,
  type Upgraded,
} from '../../lib/evaluation/evaluation.ts';
import { inParallel } from '../../lib/shared/in-parallel.ts';
import type { PhaseWork } from './phase-work.ts';

/** Stores what earlier releases stored as this one does. A party that fails stops no other. */
export const upgrading = (store: FolderStore): PhaseWork => ({
  nothing: noneUpgraded,
  isDoneOnce: true,
  async page(folders, found) {
    const known = folders.filter(({ files }) => files.size > 0);
    const done: Upgraded[] = [found as Upgraded];
    const failed: FailedParty[] = [];
    await inParallel(known, async (folder) => {
      try {
        done.push(countOf(await moveIntoSlots(folder, store)));
      } catch (error) {
        failed.push({ party: folder.party, message: String(error) });
      }
    });
    return { found: sumOfUpgraded(done), subjects: known.length, failed };
  },
});

const countOf = (moved: Moved): Upgraded => ({
  institutions: moved.decisions + moved.links > 0 ? 1 : 0,
  ...moved,
});
