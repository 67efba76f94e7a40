import type { FolderStore } from '../../lib/credit-file/ports.ts';

/**
 * A store whose process ends after some writes of intake.
 * @param count so many writes were made before this one
 */
export function stoppingAfter(store: FolderStore, most: number, count: () => number): FolderStore {
  const guarded =
    <Args extends unknown[], T>(write: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> => {
      if (count() >= most) throw new Error('stopped');
      return write(...args);
    };
  return {
    ...store,
    addFact: guarded(store.addFact),
    addWaitingFact: guarded(store.addWaitingFact),
    addRelation: guarded(store.addRelation),
    addName: guarded(store.addName),
    fillSlot: guarded(store.fillSlot),
    fillLinkSlot: guarded(store.fillLinkSlot),
    putLink: guarded(store.putLink),
    putFold: guarded(store.putFold),
    dropFact: guarded(store.dropFact),
    dropLink: guarded(store.dropLink),
    addSheet: guarded(store.addSheet),
    putFile: guarded(store.putFile),
  };
}
