import type { Comparison } from '../convergence/comparison.ts';
import type { CurrentComparison } from '../convergence/current.ts';
import type { FoundInRange, Repair } from '../convergence/difference.ts';
import type { Receiver } from '../credit-file/projection/delivery-state.ts';
import { partition, sort } from './keys.ts';
import { putMarked, saidBy } from './marked-item.ts';
import { type Item, type Table, text } from './table.ts';

type Side = 'said' | 'held';

/** A place of rows that were put aside. */
interface Aside {
  readonly id: string;
  readonly receiver: Receiver;
  readonly side: Side;
  readonly range: number;
}

/** A difference by its place in a comparison. */
export interface DifferencePlace {
  readonly id: string;
  readonly receiver: Receiver;
  readonly range: number;
  readonly n: number;
}

/**
 * Comparisons of the files with what receivers have. Heads and decisions are written on condition of their revision; what
 * is put aside and found is written under a place that a repeated step writes again.
 */
export interface ComparisonStore {
  current(): Promise<CurrentComparison | undefined>;
  /** False when another writer was faster. */
  putCurrent(current: CurrentComparison): Promise<boolean>;
  read(id: string): Promise<Comparison | undefined>;
  /** False when another writer was faster. */
  put(comparison: Comparison): Promise<boolean>;
  /** The newest comparisons, newest first. */
  newest(limit: number): Promise<Comparison[]>;
  /** Puts rows of a slice aside. An earlier comparison's rows at the same place are overwritten. */
  putAside(place: Aside, slice: number, rows: Buffer): Promise<void>;
  /** What this comparison put aside of a range, slice by slice. */
  aside(place: Aside): AsyncGenerator<Buffer>;
  putPages(id: string, receiver: Receiver, slice: number, cursors: readonly string[]): Promise<void>;
  /** The cursors by which the pages of a slice were asked for; the first one of a list is empty. */
  pages(id: string, receiver: Receiver, slice: number): Promise<readonly string[]>;
  putFound(id: string, receiver: Receiver, found: FoundInRange): Promise<void>;
  foundIn(id: string, receiver: Receiver, range: number): Promise<FoundInRange | undefined>;
  /** Ranges with differences, in order, behind a place. */
  found(
    id: string,
    options: { receiver?: Receiver | undefined; after?: FoundPlace | undefined },
  ): AsyncGenerator<FoundInRange & { receiver: Receiver }>;
  repair(place: DifferencePlace): Promise<Repair | undefined>;
  /** The decisions about differences of a comparison, by receiver, range and number (`repairText`). */
  repairs(id: string): Promise<ReadonlyMap<string, Repair>>;
  /** False when another decision was faster. */
  putRepair(place: DifferencePlace, repair: Repair): Promise<boolean>;
}

/** A range of a receiver. */
export interface FoundPlace {
  readonly receiver: Receiver;
  readonly range: number;
}

export const createComparisonStore = (table: Table): ComparisonStore => ({
  ...headsIn(table),
  ...asideIn(table),
  ...foundIn(table),
});

const headsIn = (
  table: Table,
): Pick<ComparisonStore, 'current' | 'putCurrent' | 'read' | 'put' | 'newest'> => ({
  async current() {
    const item = await table.get(partition.comparisons, sort.current);
    return item && saidBy<CurrentComparison>(item);
  },
  putCurrent: (current) => putMarked(table, partition.comparisons, sort.current, current),
  async read(id) {
    const item = await table.get(partition.comparisons, sort.comparison(id));
    return item && saidBy<Comparison>(item);
  },
  put: (comparison) => putMarked(table, partition.comparisons, sort.comparison(comparison.id), comparison),
  async newest(limit) {
    const items = table.query({
      ...beginningWith(partition.comparisons, sort.comparisons),
      ScanIndexForward: false,
      Limit: limit,
    });
    return (await Array.fromAsync(items)).map((item) => saidBy<Comparison>(item));
  },
});

const asideIn = (table: Table): Pick<ComparisonStore, 'putAside' | 'aside' | 'putPages' | 'pages'> => ({
  async putAside({ id, receiver, side, range }, slice, rows) {
    await table.put({
      pk: text(partition.compared(receiver, range)),
      sk: text(sort.aside(side, slice)),
      comparison: text(id),
      rows: { B: rows },
    });
  },
  async *aside({ id, receiver, side, range }) {
    const items = table.query(beginningWith(partition.compared(receiver, range), sort.asideOf(side)));
    for await (const { comparison, rows } of items)
      if (comparison?.S === id && rows?.B) yield Buffer.from(rows.B);
  },
  async putPages(id, receiver, slice, cursors) {
    await table.put({
      pk: text(partition.listed(receiver)),
      sk: text(sort.listed(slice)),
      comparison: text(id),
      body: text(JSON.stringify(cursors)),
    });
  },
  async pages(id, receiver, slice) {
    const item = await table.get(partition.listed(receiver), sort.listed(slice));
    return item?.['comparison']?.S === id ? bodyOf<string[]>(item) : [];
  },
});

const foundIn = (
  table: Table,
): Pick<ComparisonStore, 'putFound' | 'foundIn' | 'found' | 'repair' | 'repairs' | 'putRepair'> => ({
  async putFound(id, receiver, found) {
    const sk = text(sort.foundIn(receiver, found.range));
    await table.put({ pk: text(partition.comparison(id)), sk, body: text(JSON.stringify(found)) });
  },
  async foundIn(id, receiver, range) {
    const item = await table.get(partition.comparison(id), sort.foundIn(receiver, range));
    return item && bodyOf<FoundInRange>(item);
  },
  async *found(id, { receiver, after }) {
    const prefix = receiver ? sort.foundOf(receiver) : sort.found;
    const behind = after && {
      ExclusiveStartKey: {
        pk: text(partition.comparison(id)),
        sk: text(sort.foundIn(after.receiver, after.range)),
      },
    };
    const items = table.query({ ...beginningWith(partition.comparison(id), prefix), ...behind });
    for await (const item of items) yield { receiver: receiverOf(item), ...bodyOf<FoundInRange>(item) };
  },
  async repair({ id, receiver, range, n }) {
    const item = await table.get(partition.comparison(id), sort.repair(receiver, range, n));
    return item && saidBy<Repair>(item);
  },
  async repairs(id) {
    const items = await Array.fromAsync(table.query(beginningWith(partition.comparison(id), sort.repairs)));
    return new Map(
      items.map((item) => [(item['sk']?.S ?? '').slice(sort.repairs.length), saidBy<Repair>(item)]),
    );
  },
  putRepair: ({ id, receiver, range, n }, repair) =>
    putMarked(table, partition.comparison(id), sort.repair(receiver, range, n), repair),
});

const beginningWith = (pk: string, prefix: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': text(pk), ':prefix': text(prefix) },
  ConsistentRead: true,
});

const bodyOf = <T>(item: Item): T => JSON.parse(item['body']?.S ?? 'null') as T;

const receiverOf = (item: Item): Receiver => (item['sk']?.S ?? '').split('#')[1] as Receiver;

/** The place of a difference as `repairs` names it. */
export const repairText = ({ receiver, range, n }: Omit<DifferencePlace, 'id'>): string =>
  sort.repair(receiver, range, n).slice(sort.repairs.length);
