import { createHmac } from 'node:crypto';
import type { Sealed } from '../../../lib/credit-file/facts/subject.ts';
import type { Batch } from '../../../lib/ledger/batch.ts';
import { cursorText, isBehind, type LedgerPosition } from '../../../lib/ledger/position.ts';
import { openedBy } from '../../../lib/regulation/purposes.ts';
import { isInstitution } from '../../../lib/shared/category.ts';
import { dayOf } from '../../../lib/shared/day.ts';
import { createLedgerStore } from '../../../lib/store/ledger-store.ts';
import { createReceiptStore } from '../../../lib/store/receipt-store.ts';
import { createSubscriptionStore } from '../../../lib/store/subscription-store.ts';
import { openTable } from '../../../lib/store/table.ts';
import type { GradesChangedEvent } from '../../../schemas/subscriptions.ts';
import type { Arrived, Order } from '../engines/subscriber.ts';
import type { World } from '../kernel/world.ts';
import { personal } from '../workload/cast.ts';
import type { Seen } from './stores.ts';

type Entry = Batch['entries'][number];
interface Placed {
  readonly at: LedgerPosition;
  readonly entry: Entry;
}
interface Event extends Arrived {
  readonly begin: LedgerPosition;
  readonly said: GradesChangedEvent['data'];
}

/** Subscriptions that have something left to send. */
export async function subscriptionsDue(world: World): Promise<string[]> {
  if (world.subscribers.orders.size === 0) return [];
  const table = openTable('simulated');
  const newest = await createLedgerStore(table).newest();
  const all = await createSubscriptionStore(table).all();
  return all
    .filter(
      ({ state, cursor }) =>
        state === 'active' && newest && cursor.n * 10_000 + cursor.index < newest.n * 10_000 + newest.count,
    )
    .map(({ failures }) => `a subscriber lacks changes after ${failures} failures`);
}

/**
 * Each change that a purpose opens reached its subscriber, behind nothing that it did not take, with the receipt, signed, and
 * nothing else did. What a subscription that has ended was sent follows the same order.
 */
export async function subscribers(seen: Seen): Promise<string[]> {
  const { world, table } = seen;
  const { orders } = world.subscribers;
  if (orders.size === 0) return [];
  const batches = await createLedgerStore(table).after(0, Number.POSITIVE_INFINITY);
  const store = createSubscriptionStore(table);
  const broken: string[] = [];
  for (const order of orders.values()) {
    const events = eventsOf(order, world);
    const opens = openedBy(order.purpose, dayOf(new Date(world.kernel.now))) ?? [];
    const visible = batches.flatMap(({ head, entries }) =>
      entries.flatMap((entry, index): Placed[] =>
        opens.includes('record') || isInstitution(entry.subject.category)
          ? [{ at: { n: head.n, index }, entry }]
          : [],
      ),
    );
    const { state = 'ended' } = (await store.read(order.id)) ?? {};
    broken.push(
      ...events.flatMap((event) =>
        contentOf(event, { order, batches, visible, hasRecords: opens.includes('record') }),
      ),
      ...orderOf(events, order, visible),
      ...(state === 'ended' ? [] : missing(events, order, visible)),
      ...(await receiptsMissing(events, order, seen)),
      ...unsigned(order, seen),
    );
  }
  return [...new Set(broken)];
}

/** The events of grade changes that a subscription was sent, in the order in which they came. */
const eventsOf = ({ id }: Order, { subscribers }: World): Event[] =>
  subscribers.arrived.flatMap((arrived): Event[] => {
    const [, of, n, index] = /^(.+)\.(\d+)-(\d+)$/.exec(arrived.headers['webhook-id'] ?? '') ?? [];
    if (of !== id) return [];
    const { data } = JSON.parse(arrived.body) as GradesChangedEvent;
    return [{ ...arrived, begin: { n: Number(n), index: Number(index) }, said: data }];
  });

const changesAnEvent = 50;
const textOf = ({ n, index }: LedgerPosition): string => `${n}-${index}`;

interface Told {
  readonly order: Order;
  readonly batches: readonly Batch[];
  readonly visible: readonly Placed[];
  readonly hasRecords: boolean;
}

/** What an event says is what the ledger has behind its beginning, and of it only what the purpose opens. */
function contentOf(
  { begin, said, body, address }: Event,
  { order, batches, visible, hasRecords }: Told,
): string[] {
  const batch = batches.find(({ head }) => head.n === begin.n);
  if (!batch) return [`an event begins at ${textOf(begin)}, which the ledger has not`];
  const cut = (Math.floor(begin.index / changesAnEvent) + 1) * changesAnEvent;
  const end = { n: begin.n, index: Math.min(cut, batch.head.count) };
  const expected = visible.filter(
    ({ at }) => at.n === begin.n && at.index >= begin.index && at.index < end.index,
  );
  const ids = (changes: readonly { changeId: string }[]): string =>
    changes.map(({ changeId }) => changeId).join(' ');
  const isOpened = said.changes.every(
    ({ recordId, category, name, id }) =>
      (recordId !== undefined) === hasRecords &&
      (isInstitution(category) || (hasRecords && name === undefined && id === undefined)),
  );
  return [
    ...(ids(said.changes) === ids(expected.map(({ entry }) => entry)) && said.next === cursorText(end)
      ? []
      : [`an event from ${textOf(begin)} on is not what the ledger has there`]),
    ...(isOpened ? [] : [`an event for ${order.purpose} says more than that opens`]),
    ...(personal.some((word) => body.includes(word)) ? ['an event names somebody'] : []),
    ...(address === order.url ? [] : ['an event came to another address']),
  ];
}

/** Behind an event that was not taken nothing is sent: what comes first is right behind a beginning, or behind what was taken. */
function orderOf(events: readonly Event[], order: Order, visible: readonly Placed[]): string[] {
  const taken = new Set<string>();
  const broken: string[] = [];
  for (const { begin, said, isTaken, isEcho } of events) {
    const before = visible.findLast(({ at }) => isBehind(begin, at));
    const isFirst =
      !before || order.beginnings.some((from) => !isBehind(from, begin) && isBehind(from, before.at));
    if (!isEcho && !isFirst && !taken.has(before.entry.changeId))
      broken.push(`an event from ${textOf(begin)} on came before ${textOf(before.at)} was taken`);
    if (isTaken) for (const { changeId } of said.changes) taken.add(changeId);
  }
  return broken;
}

function missing(events: readonly Event[], { beginnings }: Order, visible: readonly Placed[]): string[] {
  const taken = new Set(
    events
      .filter(({ isTaken }) => isTaken)
      .flatMap(({ said }) => said.changes.map(({ changeId }) => changeId)),
  );
  return visible
    .filter(({ at }) => beginnings.some((from) => !isBehind(from, at)))
    .filter(({ entry }) => !taken.has(entry.changeId))
    .map(({ at }) => `the change at ${textOf(at)} did not reach its subscriber`);
}

/** A disclosure is noted before it is made. */
async function receiptsMissing(events: readonly Event[], order: Order, { table }: Seen): Promise<string[]> {
  const store = createReceiptStore(table);
  const broken: string[] = [];
  for (const { said } of events) {
    const receipt = await store.read(said.receiptId);
    const institutions = said.changes.filter(({ category }) => isInstitution(category));
    if (receipt?.agency !== order.agency || receipt.disclosed.length !== institutions.length)
      broken.push('the receipt of an event is not there, or names others');
  }
  return broken;
}

/** Each event is signed with a secret that the subscription had. A secret whose key is retired cannot be opened any more. */
function unsigned({ id, sealed }: Order, { world, vault }: Seen): string[] {
  const secrets = [...sealed].flatMap((one) => {
    try {
      return [vault.open(one as Sealed, id)];
    } catch {
      return [];
    }
  });
  if (secrets.length < sealed.size) return [];
  return world.subscribers.arrived
    .filter(({ headers }) => headers['webhook-id']?.startsWith(`${id}.`))
    .filter(({ headers, body }) => {
      const said = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const signatures = headers['webhook-signature']?.split(' ') ?? [];
      return !secrets.some((secret) => signatures.includes(`v1,${signed(said, secret)}`));
    })
    .map(() => 'an event is not signed with a secret of its subscription');
}

const signed = (said: string, secret: string): string =>
  createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(said)
    .digest('base64');
