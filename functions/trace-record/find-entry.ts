import type { LedgerEntry } from '../../lib/ledger/batch.ts';
import type { LedgerStore } from '../../lib/store/ledger-store.ts';

export interface FoundEntry {
  readonly n: number;
  readonly at: string;
  readonly entry: LedgerEntry;
  readonly signedAt?: string | undefined;
}

type Ledger = Pick<LedgerStore, 'read' | 'newest' | 'after' | 'anchors'>;

/** Milliseconds by which the clocks of senders may differ. */
const slackMilliseconds = 5 * 60_000;
const batchesAPage = 25;
/**
 * Batches that are searched: about 40 MB. An entry further from the day it was wanted must be looked up in an export.
 */
export const batchesSearched = 1000;
/** Batches are signed every minute, so that a later signature exists within this many batches. */
const batchesToAnchor = 500;

/** The entry of one version of a record, searched in the order of the ledger from an instant on. */
export async function findEntry(
  { recordId, version }: { recordId: string; version: number },
  since: Date,
  ledger: Ledger,
): Promise<FoundEntry | undefined> {
  const newest = await ledger.newest();
  if (!newest) return undefined;
  const from = new Date(since.getTime() - slackMilliseconds).toISOString();
  let behind = (await firstSince(from, newest.n, ledger)) - 1;
  const end = Math.min(newest.n, behind + batchesSearched);
  while (behind < end) {
    const batches = await ledger.after(behind, batchesAPage);
    for (const { head, entries } of batches) {
      const entry = entries.find((one) => one.recordId === recordId && one.version === version);
      if (!entry) continue;
      const [anchor] = await ledger.anchors(head.n, head.n + batchesToAnchor);
      return { n: head.n, at: head.at, entry, ...(anchor && { signedAt: anchor.at }) };
    }
    behind += batchesAPage;
  }
  return undefined;
}

/** The first batch written at an instant or later, found by binary search, because batches are in the order of time. */
async function firstSince(instant: string, newest: number, ledger: Ledger): Promise<number> {
  let [low, high] = [1, newest];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const batch = await ledger.read(middle);
    if (batch && batch.head.at < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
