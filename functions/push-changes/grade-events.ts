import { type ChangeViewDeps, changesOf } from '../../lib/application/changes/change-view.ts';
import type { LedgerEntry } from '../../lib/ledger/batch.ts';
import { type LedgerPosition, type PlacedEntry, placedIn } from '../../lib/ledger/position.ts';
import type { OpenedField } from '../../lib/regulation/purposes.ts';
import { isInstitution } from '../../lib/shared/category.ts';
import type { LedgerStore } from '../../lib/store/ledger-store.ts';
import type { GradeChange } from '../../schemas/ledger.ts';
import type { GradesChangedEvent } from '../../schemas/subscriptions.ts';

type PushedChange = GradesChangedEvent['data']['changes'][number];

/** The changes behind a position that one event contains. */
export interface ChangesBehind {
  /** Where they begin: equal for every attempt. */
  readonly begin: LedgerPosition;
  readonly end: LedgerPosition;
  /** When they were entered into the ledger. */
  readonly at: string;
  /** Empty when the purpose opens none of what is behind the position. */
  readonly changes: readonly PushedChange[];
  /** Institutions among them, which the receipt names. */
  readonly institutions: readonly LedgerEntry[];
}

/**
 * Changes of one event. A batch of the ledger never changes, so the limits of an event are the same whenever it is made:
 * those of its batch, cut at multiples of this number. Fifty changes have about 16 kB.
 */
const changesAnEvent = 50;
/** Batches that are read for one event. Of each the purpose may open nothing. */
const batchesAnEvent = 100;
/** Batches that are kept with their names for other subscribers of the same call. */
const batchesKept = 50;

interface Viewed extends PlacedEntry {
  readonly change: GradeChange;
}
interface ViewedBatch {
  readonly count: number;
  readonly viewed: readonly Viewed[];
}

/** Reads what subscribers are sent. Made for one call: what it keeps is as old as the call. */
export interface GradeEvents {
  /** Undefined when nothing is behind the position. */
  behind(position: LedgerPosition, opens: readonly OpenedField[]): Promise<ChangesBehind | undefined>;
}

export function createGradeEvents(
  deps: ChangeViewDeps & { readonly ledger: Pick<LedgerStore, 'read'> },
): GradeEvents {
  const batches = new Map<number, Promise<ViewedBatch | undefined>>();
  const view = async (n: number): Promise<ViewedBatch | undefined> => {
    const batch = await deps.ledger.read(n);
    if (!batch) return undefined;
    const placed = placedIn(batch);
    const changes = await changesOf(placed, deps);
    const viewed = placed.flatMap((one, index) => {
      const change = changes[index];
      return change ? [{ ...one, change }] : [];
    });
    return { count: batch.head.count, viewed };
  };
  const batchOf = async (n: number): Promise<ViewedBatch | undefined> => {
    const known = batches.get(n) ?? view(n);
    batches.set(n, known);
    const [oldest] = batches.keys();
    if (batches.size > batchesKept && oldest !== undefined) batches.delete(oldest);
    const batch = await known.catch((error: unknown) => {
      batches.delete(n);
      throw error;
    });
    // The newest batch is not there yet, and may be a moment later.
    if (!batch) batches.delete(n);
    return batch;
  };
  return {
    async behind(position, opens) {
      let begin = position;
      let last: ChangesBehind | undefined;
      for (let read = 0; read < batchesAnEvent; read++) {
        const batch = await batchOf(begin.n);
        if (!batch) return last;
        if (begin.index >= batch.count) {
          begin = { n: begin.n + 1, index: 0 };
          continue;
        }
        last = eventIn(batch, begin, opens);
        if (last.changes.length > 0) return last;
        begin = last.end;
      }
      return last;
    },
  };
}

function eventIn(
  { viewed, count }: ViewedBatch,
  begin: LedgerPosition,
  opens: readonly OpenedField[],
): ChangesBehind {
  const cut = (Math.floor(begin.index / changesAnEvent) + 1) * changesAnEvent;
  const index = Math.min(count, cut);
  const opened = viewed.slice(begin.index, index).filter(({ entry }) => isOpened(entry, opens));
  return {
    begin,
    end: { n: begin.n, index },
    at: viewed[0]?.at ?? '',
    changes: opened.map(({ change }) => openedOf(change, opens)),
    institutions: opened.map(({ entry }) => entry).filter(({ subject }) => isInstitution(subject.category)),
  };
}

/** Of a person a change says nothing but the record id; without it there is nothing to send. */
const isOpened = ({ subject }: LedgerEntry, opens: readonly OpenedField[]): boolean =>
  opens.includes('record') || isInstitution(subject.category);

const openedOf = ({ recordId, ...change }: GradeChange, opens: readonly OpenedField[]): PushedChange =>
  opens.includes('record') ? { ...change, recordId } : change;
