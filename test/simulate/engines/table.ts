import {
  type AttributeValue,
  type BatchGetItemCommandInput,
  ConditionalCheckFailedException,
  type DeleteItemCommandInput,
  type GetItemCommandInput,
  type PutItemCommandInput,
  type QueryCommandInput,
  type ScanCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { holds } from './conditions.ts';
import { updated } from './updates.ts';
import { bytesOf, type Item } from './values.ts';

/** What a table needs from its world: the time, and chances for what DynamoDB does not promise. */
export interface TableWorld {
  readonly now: () => number;
  /** Milliseconds until a change of an item reaches the index. */
  readonly indexDelay: () => number;
  /** Whether an eventually consistent read misses an item that is younger than a second. */
  readonly missesYoung: () => boolean;
  /** Bytes after which a query or scan ends its page. DynamoDB's is 1 MB. */
  readonly pageBytes: number;
}

interface Stored {
  readonly item: Item;
  readonly bornAt: number;
}

type IndexKey = Pick<Item, 'agendaShard' | 'agendaAt' | 'pk' | 'sk'>;

const itemBytesMost = 400 * 1024;

/** The commands that a table answers, by the names of their classes in the SDK. */
export const tableCommands: Readonly<Record<string, (table: SimulatedTable, input: never) => unknown>> = {
  GetItemCommand: (table, input) => table.get(input),
  PutItemCommand: (table, input) => table.put(input),
  UpdateItemCommand: (table, input) => table.update(input),
  DeleteItemCommand: (table, input) => table.remove(input),
  BatchGetItemCommand: (table, input) => table.batchGet(input),
  QueryCommand: (table, input) => table.query(input),
  ScanCommand: (table, input) => table.scan(input),
};

/** A table with the API of DynamoDB in memory, with the index `agenda`. Requests are whole: one takes effect at a time. */
export class SimulatedTable {
  readonly #partitions = new Map<string, Map<string, Stored>>();
  readonly #index = new Map<string, IndexKey>();
  #arriving: { at: number; id: string; key: IndexKey | undefined }[] = [];
  readonly #world: TableWorld;
  /** Called for each item that was written, with the one before. */
  onWrite: (item: Item, before: Item | undefined) => void = () => undefined;

  constructor(world: TableWorld) {
    this.#world = world;
  }

  get(input: GetItemCommandInput) {
    const { pk, sk } = keyOf(input.Key);
    const item = this.#partitions.get(pk)?.get(sk)?.item;
    return { ...(item && { Item: { ...item } }) };
  }

  put({
    Item: item = {},
    ConditionExpression,
    ExpressionAttributeNames,
    ExpressionAttributeValues,
  }: PutItemCommandInput) {
    const names = { names: ExpressionAttributeNames, values: ExpressionAttributeValues };
    const { pk, sk } = keyOf(item);
    const before = this.#partitions.get(pk)?.get(sk)?.item;
    if (!holds(ConditionExpression, { item: before, ...names })) throw conditionFailed();
    this.#write(pk, sk, defined(item));
    return {};
  }

  update(input: UpdateItemCommandInput) {
    const { pk, sk } = keyOf(input.Key);
    const names = { names: input.ExpressionAttributeNames, values: input.ExpressionAttributeValues };
    const before = this.#partitions.get(pk)?.get(sk)?.item;
    if (!holds(input.ConditionExpression, { item: before, ...names })) throw conditionFailed();
    const base = before ?? { pk: { S: pk }, sk: { S: sk } };
    const item = updated(input.UpdateExpression ?? '', { item: base, ...names });
    this.#write(pk, sk, item);
    return { Attributes: { ...item } };
  }

  remove(input: DeleteItemCommandInput) {
    const { pk, sk } = keyOf(input.Key);
    const names = { names: input.ExpressionAttributeNames, values: input.ExpressionAttributeValues };
    const before = this.#partitions.get(pk)?.get(sk)?.item;
    if (!holds(input.ConditionExpression, { item: before, ...names })) throw conditionFailed();
    this.#partitions.get(pk)?.delete(sk);
    if (before) this.#propagate(pk, sk, { item: { pk: { S: pk }, sk: { S: sk } }, before });
    return {};
  }

  /** Items by their keys. An eventually consistent read may miss a young one. */
  batchGet({ RequestItems = {} }: BatchGetItemCommandInput) {
    const Responses = Object.fromEntries(
      Object.entries(RequestItems).map(([table, { Keys = [], ProjectionExpression, ConsistentRead }]) => [
        table,
        Keys.flatMap((key) => {
          const { pk, sk } = keyOf(key);
          const found = this.#partitions.get(pk)?.get(sk);
          const isYoung = !ConsistentRead && found && found.bornAt > this.#world.now() - 1000;
          if (!found || (isYoung && this.#world.missesYoung())) return [];
          return [projected(found.item, ProjectionExpression)];
        }),
      ]),
    );
    return { Responses };
  }

  query(input: QueryCommandInput) {
    const names = { names: input.ExpressionAttributeNames, values: input.ExpressionAttributeValues };
    const inRange = this.#rangeOf(input).filter((item) =>
      holds(input.KeyConditionExpression, { item, ...names }),
    );
    const ordered = inRange.sort(input.IndexName ? byAgenda : bySortKey);
    if (input.ScanIndexForward === false) ordered.reverse();
    return this.#page(ordered, input);
  }

  scan(input: ScanCommandInput) {
    const segments = input.TotalSegments ?? 1;
    const all = [...this.#partitions.keys()]
      .filter((pk) => segmentOf(pk, segments) === (input.Segment ?? 0))
      .sort(byScan)
      .flatMap((pk) => this.#itemsOf(pk).sort(bySortKey));
    return this.#page(all, input);
  }

  /** When an item was written for the first time. */
  bornAt = (pk: string, sk: string): number | undefined => this.#partitions.get(pk)?.get(sk)?.bornAt;

  /** All items, for checks. */
  all(): Item[] {
    return [...this.#partitions.keys()].flatMap((pk) => this.#itemsOf(pk));
  }

  #itemsOf(pk: string): Item[] {
    return [...(this.#partitions.get(pk)?.values() ?? [])].map(({ item }) => item);
  }

  #rangeOf({ IndexName, ExpressionAttributeValues = {} }: QueryCommandInput): Item[] {
    if (IndexName === 'agenda') return this.#agenda();
    const pk = ExpressionAttributeValues[':pk']?.S;
    if (IndexName || pk === undefined) throw new Error('The simulated table cannot tell the partition');
    return this.#itemsOf(pk);
  }

  #agenda(): Item[] {
    const now = this.#world.now();
    const due = this.#arriving.filter(({ at }) => at <= now);
    this.#arriving = this.#arriving.filter(({ at }) => at > now);
    for (const { id, key } of due) {
      if (key) this.#index.set(id, key);
      else this.#index.delete(id);
    }
    return [...this.#index.values()] as Item[];
  }

  #page(ordered: readonly Item[], input: QueryCommandInput & ScanCommandInput) {
    const from = input.ExclusiveStartKey;
    const start = from ? positionAfter(ordered, from, input) : 0;
    const names = { names: input.ExpressionAttributeNames, values: input.ExpressionAttributeValues };
    const Items: Item[] = [];
    let bytes = 0;
    let read = 0;
    for (const item of ordered.slice(start)) {
      if (read === (input.Limit ?? Number.POSITIVE_INFINITY) || (read > 0 && bytes >= this.#world.pageBytes))
        break;
      read++;
      bytes += bytesOf(item);
      if (holds(input.FilterExpression, { item, ...names })) Items.push({ ...item });
    }
    const last = ordered[start + read - 1];
    const isWhole = start + read >= ordered.length && read !== input.Limit;
    return { Items, ...(last && !isWhole && { LastEvaluatedKey: cursorOf(last, input.IndexName) }) };
  }

  #write(pk: string, sk: string, item: Item): void {
    if (bytesOf(item) > itemBytesMost) throw invalid('Item size has exceeded the maximum allowed size');
    const partition = this.#partitions.get(pk) ?? new Map<string, Stored>();
    this.#partitions.set(pk, partition);
    const before = partition.get(sk);
    partition.set(sk, { item, bornAt: before?.bornAt ?? this.#world.now() });
    this.#propagate(pk, sk, { item, before: before?.item });
    this.onWrite(item, before?.item);
  }

  /** Changes of one item reach the index in their order, each after a while. */
  #propagate(pk: string, sk: string, { item, before }: { item: Item; before: Item | undefined }): void {
    const { agendaShard, agendaAt } = item;
    const isSame = agendaShard?.S === before?.['agendaShard']?.S && agendaAt?.S === before?.['agendaAt']?.S;
    if (isSame) return;
    const id = `${pk}\n${sk}`;
    const earlier = this.#arriving.filter((one) => one.id === id).at(-1)?.at ?? 0;
    const at = Math.max(earlier, this.#world.now() + this.#world.indexDelay());
    const key = agendaShard && agendaAt && { agendaShard, agendaAt, pk: { S: pk }, sk: { S: sk } };
    this.#arriving.push({ at, id, key });
  }
}

const conditionFailed = () =>
  new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed' });

const invalid = (message: string): Error =>
  Object.assign(new Error(message), { name: 'ValidationException', $metadata: { httpStatusCode: 400 } });

/** @throws for keys that DynamoDB refuses */
function keyOf(key: Record<string, AttributeValue> | undefined): { pk: string; sk: string } {
  const [pk, sk] = [key?.['pk']?.S, key?.['sk']?.S];
  if (!pk || !sk || Buffer.byteLength(pk) > 2048 || Buffer.byteLength(sk) > 1024)
    throw invalid('One or more parameter values are not valid: keys');
  return { pk, sk };
}

/** The attributes that a request asks for. */
const projected = (item: Item, names: string | undefined): Item =>
  names === undefined
    ? { ...item }
    : (Object.fromEntries(
        names.split(',').flatMap((name) => (item[name.trim()] ? [[name.trim(), item[name.trim()]]] : [])),
      ) as Item);

const defined = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));

const text = (item: Item, name: string): Buffer => Buffer.from(item[name]?.S ?? '');
const bySortKey = (a: Item, b: Item): number => Buffer.compare(text(a, 'sk'), text(b, 'sk'));
const byAgenda = (a: Item, b: Item): number =>
  Buffer.compare(text(a, 'agendaAt'), text(b, 'agendaAt')) ||
  Buffer.compare(text(a, 'pk'), text(b, 'pk')) ||
  bySortKey(a, b);

/** Partitions have no order that a caller may rely on: a hash of the key. */
function hashOf(pk: string): number {
  let hash = 2166136261;
  for (const unit of pk) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 16777619) >>> 0;
  return hash;
}

const segmentOf = (pk: string, segments: number): number => Math.floor((hashOf(pk) / 2 ** 32) * segments);
const byScan = (a: string, b: string): number => hashOf(a) - hashOf(b) || (a < b ? -1 : 1);

const cursorOf = ({ pk, sk, agendaShard, agendaAt }: Item, index: string | undefined): Item =>
  ({ pk, sk, ...(index && { agendaShard, agendaAt }) }) as Item;

/** The first place behind a cursor. Its item may be gone or may have moved. */
function positionAfter(
  ordered: readonly Item[],
  from: Item,
  { IndexName, ScanIndexForward, KeyConditionExpression }: QueryCommandInput & ScanCommandInput,
): number {
  const inScan = (a: Item, b: Item): number =>
    hashOf(a['pk']?.S ?? '') - hashOf(b['pk']?.S ?? '') ||
    Buffer.compare(text(a, 'pk'), text(b, 'pk')) ||
    bySortKey(a, b);
  const order = IndexName ? byAgenda : KeyConditionExpression ? bySortKey : inScan;
  const isBehind = (item: Item): boolean =>
    ScanIndexForward === false ? order(item, from) < 0 : order(item, from) > 0;
  const place = ordered.findIndex(isBehind);
  return place === -1 ? ordered.length : place;
}
