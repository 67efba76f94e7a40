import { type Anchor, type Batch, type BatchHead, batchAfter, type LedgerEntry } from '../ledger/batch.ts';
import { partition, sort } from './keys.ts';
import { type Item, onlyIfAbsent, type Table, text } from './table.ts';

/** The ledger on DynamoDB: batches in one order, and anchors. Each batch is put only if its number is free. */
export interface LedgerStore {
  /** Appends one batch after the newest one, and retries when others append at the same time. */
  append(entries: readonly LedgerEntry[], at: string): Promise<BatchHead>;
  read(n: number): Promise<Batch | undefined>;
  /** Batches after a number, in order. */
  after(n: number, limit: number): Promise<Batch[]>;
  newest(): Promise<BatchHead | undefined>;
  addAnchor(anchor: Anchor): Promise<void>;
  lastAnchor(): Promise<Anchor | undefined>;
  anchors(from: number, to: number): Promise<Anchor[]>;
}

/** Batches that are asked for at once; one has 40 kB, and an answer of the table 16 MB. */
const stepMost = 64;

export function createLedgerStore(table: Table): LedgerStore {
  const read = async (n: number): Promise<Batch | undefined> => {
    const item = await table.get(partition.ledger(n), sort.batch(n));
    return item && bodyOf<Batch>(item);
  };
  /**
   * So many batches from a number on, up to the first that is missing: one that was written while they were read may be
   * seen without the one before it.
   */
  const readRun = async (from: number, count: number): Promise<Batch[]> => {
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    const items = await table.getAll(numbers.map((n) => ({ pk: partition.ledger(n), sk: sort.batch(n) })));
    const byNumber = new Map(items.map(bodyOf<Batch>).map((batch) => [batch.head.n, batch]));
    const run = numbers.map((n) => byNumber.get(n));
    const end = run.indexOf(undefined);
    return (end < 0 ? run : run.slice(0, end)) as Batch[];
  };
  /**
   * The newest batch. The stored hint may be out of date. Because batches have no gaps, the following numbers are read
   * until one is missing.
   */
  const newest = async (): Promise<BatchHead | undefined> => {
    const hint = Number((await table.get(partition.anchors, sort.head))?.['n']?.N ?? 0);
    let head = hint > 0 ? (await read(hint))?.head : undefined;
    for (let next = await read((head?.n ?? 0) + 1); next; next = await read(head.n + 1)) head = next.head;
    return head;
  };
  /** The last batch that this process appended. Mostly it is still the newest one. */
  let last: BatchHead | undefined;
  return {
    read,
    newest,
    async append(entries, at) {
      // It is read again: the table may have been restored to an instant before it.
      let before = (last && (await read(last.n))?.head) ?? (await newest());
      for (;;) {
        const batch = batchAfter(before, entries, at);
        const { n } = batch.head;
        const item = {
          pk: text(partition.ledger(n)),
          sk: text(sort.batch(n)),
          body: text(JSON.stringify(batch)),
        };
        if (await table.put(item, onlyIfAbsent)) {
          await table.put({ pk: text(partition.anchors), sk: text(sort.head), n: { N: String(n) } });
          last = batch.head;
          return batch.head;
        }
        before = await newest();
      }
    },
    async after(n, limit) {
      const batches: Batch[] = [];
      // Asked for in growing steps: at the end of the ledger hardly any number is asked for that does not exist.
      for (let step = 1; batches.length < limit; step *= 2) {
        const from = n + batches.length + 1;
        const found = await readRun(from, Math.min(step, stepMost, limit - batches.length));
        batches.push(...found);
        if (found.length < Math.min(step, stepMost) && batches.length < limit) break;
      }
      return batches;
    },
    async addAnchor(anchor) {
      const item = {
        pk: text(partition.anchors),
        sk: text(sort.anchor(anchor.n)),
        body: text(JSON.stringify(anchor)),
      };
      await table.put(item, onlyIfAbsent);
    },
    async lastAnchor() {
      const items = table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :anchor)',
        ExpressionAttributeValues: { ':pk': text(partition.anchors), ':anchor': text(sort.anchors) },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: 1,
      });
      for await (const item of items) return bodyOf<Anchor>(item);
      return undefined;
    },
    async anchors(from, to) {
      const items = table.query({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': text(partition.anchors),
          ':from': text(sort.anchor(from)),
          ':to': text(sort.anchor(to)),
        },
        ConsistentRead: true,
      });
      return (await Array.fromAsync(items)).map((item) => bodyOf<Anchor>(item));
    },
  };
}

const bodyOf = <T>(item: Item): T => JSON.parse(item['body']?.S ?? 'null') as T;

/** Age in seconds of the oldest batch that no anchor covers. 0 when all are covered. */
export async function unanchoredSeconds(
  ledger: Pick<LedgerStore, 'lastAnchor' | 'read'>,
  now: Date,
): Promise<number> {
  const anchor = await ledger.lastAnchor();
  const next = await ledger.read((anchor?.n ?? 0) + 1);
  return next ? Math.max(0, (now.getTime() - Date.parse(next.head.at)) / 1000) : 0;
}
