import { type ChangeViewDeps, changesOf } from '../../lib/application/changes/change-view.ts';
import { badCursor } from '../../lib/application/changes/given-position.ts';
import type { Batch, LedgerEntry } from '../../lib/ledger/batch.ts';
import {
  cursorText,
  isBehind,
  isGiven,
  type LedgerPosition,
  type PlacedEntry,
  placedIn,
} from '../../lib/ledger/position.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { isInstitution } from '../../lib/shared/category.ts';
import type { LedgerStore } from '../../lib/store/ledger-store.ts';
import type { GradeChange } from '../../schemas/ledger.ts';

/** @throws Problem 400 */
export function limitOf(text: string | undefined): number {
  const limit = text === undefined ? 200 : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new Problem(400, 'bad-limit', 'limit must be a whole number from 1 to 1000.');
}

export interface ShowChangesDeps extends ChangeViewDeps {
  readonly ledger: Pick<LedgerStore, 'after'>;
}

const batchesAPage = 20;

/**
 * Changes after a cursor, in the order of the ledger. Batches have no gaps and never change, so that a caller who
 * continues from `next` misses nothing, however many senders write meanwhile.
 * @throws Problem 400 for a cursor that was never returned
 */
export async function showChanges(
  after: LedgerPosition,
  limit: number,
  deps: ShowChangesDeps,
): Promise<{ changes: GradeChange[]; next: string; institutions: LedgerEntry[] }> {
  const found: PlacedEntry[] = [];
  let from = after;
  while (found.length < limit) {
    const batches = await deps.ledger.after(from.n - 1, batchesAPage);
    if (from === after && !isGiven(after, batches[0])) throw badCursor();
    found.push(...batches.flatMap(placedIn).filter(({ position }) => isBehind(position, after)));
    const last = batches.at(-1);
    if (!last || batches.length < batchesAPage) break;
    from = { n: last.head.n + 1, index: 0 };
  }
  const shown = found.slice(0, limit);
  return {
    changes: await changesOf(shown, deps),
    next: cursorText(shown.at(-1)?.position ?? after),
    institutions: shown.map(({ entry }) => entry).filter(({ subject }) => isInstitution(subject.category)),
  };
}

/** Lines of an export: all batches, then the anchors that cover them. */
export async function exportLedger(
  after: number,
  ledger: Pick<LedgerStore, 'after' | 'anchors'>,
): Promise<{ lines: string[]; next: number }> {
  const batches = withinBytes(await ledger.after(after, batchesAnExport));
  const last = batches.at(-1)?.head.n ?? after;
  const anchors = batches.length > 0 ? await ledger.anchors(after + 1, last) : [];
  return {
    lines: [
      ...batches.map((batch) => JSON.stringify({ kind: 'batch', ...batch })),
      ...anchors.map((anchor) => JSON.stringify({ kind: 'anchor', ...anchor })),
    ],
    next: last,
  };
}

/** Batches per request. A batch of a hundred entries has about 40 kB. */
const batchesAnExport = 100;
/** Bytes of the batches of a request: base64 adds a third, and a function may answer six megabytes. */
const exportBytesMost = 4_000_000;

/** The first batches that an answer can hold. One at least, so that an export comes to its end. */
function withinBytes(batches: readonly Batch[]): readonly Batch[] {
  let bytes = 0;
  const fitting = batches.findIndex((batch, index) => {
    bytes += Buffer.byteLength(JSON.stringify(batch));
    return index > 0 && bytes > exportBytesMost;
  });
  return fitting === -1 ? batches : batches.slice(0, fitting);
}
