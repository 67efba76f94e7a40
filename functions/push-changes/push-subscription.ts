import type { SubscriberAgents, SubscriberAnswer } from '../../lib/delivery/index.ts';
import { longestRetrySeconds, nextAttempt, signedHeaders } from '../../lib/delivery/index.ts';
import { cursorText, type LedgerPosition } from '../../lib/ledger/position.ts';
import { type OpenedField, openedBy } from '../../lib/regulation/purposes.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { type ReceiptStore, receiptsOf } from '../../lib/store/receipt-store.ts';
import type { Subscription, SubscriptionStore } from '../../lib/subscriptions/subscription.ts';
import {
  afterFailure,
  afterTaken,
  afterTest,
  hasTest,
  leased,
  released,
  secretsAt,
} from '../../lib/subscriptions/transitions.ts';
import type { GradesChangedEvent } from '../../schemas/subscriptions.ts';
import type { ChangesBehind, GradeEvents } from './grade-events.ts';

export interface PushDeps {
  readonly runtime: Pick<Runtime, 'clock' | 'random' | 'newId' | 'log'>;
  readonly subscriptions: SubscriptionStore;
  readonly events: GradeEvents;
  readonly receipts: ReceiptStore;
  readonly vault: Pick<Vault, 'open'>;
  /** Posts an event once, within `answerSeconds`. */
  readonly post: (
    address: URL,
    event: { headers: Readonly<Record<string, string>>; body: string },
    agents: SubscriberAgents,
  ) => Promise<SubscriberAnswer>;
  readonly openAgents: () => SubscriberAgents;
  /** Days of failure after which a subscription is disabled. */
  readonly daysMost: number;
  /** Milliseconds until the host ends this call. */
  readonly remaining: () => number;
}

/** Seconds from the connection to the status line. */
export const answerSeconds = 15;
/** Longer than everything that is done between two writes of a subscription. */
const leaseMilliseconds = 30_000;
/** Milliseconds at the end of a call in which no further event is begun. */
const reserveMilliseconds = (answerSeconds + 10) * 1000;

/**
 * Sends a subscriber what is behind its cursor, event by event and in the order of the ledger, until nothing is left, an
 * event is not taken, or the time is over. The cursor moves after the subscriber took the event: whoever stops between
 * the two sends it again, with the same id.
 */
export async function pushSubscription(due: Subscription, deps: PushDeps): Promise<void> {
  const { runtime, subscriptions } = deps;
  if (!hasTest(due) && !(await isSomethingBehind(due, deps))) return;
  const sender = runtime.newId();
  const lease = (one: Subscription): Subscription =>
    leased(one, { sender, now: runtime.clock(), milliseconds: leaseMilliseconds });
  const first = { ...lease(due), revision: due.revision + 1 };
  if (!(await subscriptions.put(first))) return;
  const agents = deps.openAgents();
  let events = 0;
  try {
    let held: Subscription | undefined = first;
    while (held) {
      const change = await stepOf(held, agents, deps);
      if (change.isTaken) events++;
      const apply = (one: Subscription): Subscription =>
        change.goesOn ? lease(change.apply(one)) : released(change.apply(one));
      const written: Subscription | undefined = await writeHeld(held, sender, { apply, subscriptions });
      held = change.goesOn ? written : undefined;
    }
  } finally {
    agents.close();
    if (events > 0) runtime.log.info('subscription.pushed', { subscription: due.id, events });
  }
}

/** What a step makes of the subscription, and whether there is a further one. */
interface Step {
  readonly apply: (subscription: Subscription) => Subscription;
  readonly goesOn: boolean;
  readonly isTaken?: boolean;
}

const nothingMore: Step = { apply: (same) => same, goesOn: false };

async function stepOf(held: Subscription, agents: SubscriberAgents, deps: PushDeps): Promise<Step> {
  if (deps.remaining() < reserveMilliseconds) return nothingMore;
  if (hasTest(held)) return sendTest(held, agents, deps);
  if (held.state !== 'active' || (held.nextAt ?? '') > deps.runtime.clock().toISOString()) return nothingMore;
  const opens = opensOf(held, deps);
  if (!opens) return failed(held, { problem: 'purpose-not-open' }, deps);
  const behind = await deps.events.behind(held.cursor, opens);
  if (!behind) return nothingMore;
  const moved = unlessMoved(held, (one) => ({ ...one, cursor: behind.end }));
  return behind.changes.length === 0
    ? { apply: moved, goesOn: true }
    : sendChanges(held, { behind, opens, agents }, deps);
}

const opensOf = ({ purpose }: Subscription, { runtime }: PushDeps): readonly OpenedField[] | undefined =>
  openedBy(purpose, dayOf(runtime.clock()));

const isSomethingBehind = async (due: Subscription, deps: PushDeps): Promise<boolean> => {
  const opens = opensOf(due, deps);
  return opens === undefined || (await deps.events.behind(due.cursor, opens)) !== undefined;
};

/** A change that a replay, or the end of the subscription, which came meanwhile, makes void. */
const unlessMoved =
  (held: Subscription, change: (subscription: Subscription) => Subscription) =>
  (one: Subscription): Subscription =>
    one.state === 'ended' || cursorText(one.cursor) !== cursorText(held.cursor) ? one : change(one);

async function sendChanges(
  held: Subscription,
  {
    behind,
    opens,
    agents,
  }: { behind: ChangesBehind; opens: readonly OpenedField[]; agents: SubscriberAgents },
  deps: PushDeps,
): Promise<Step> {
  const { runtime, events } = deps;
  const receiptId = held.receiptId ?? runtime.newId();
  const id = eventIdOf(held, behind.begin);
  await noteReceipt(held, { receiptId, id, behind }, deps);
  const event: GradesChangedEvent = {
    type: 'grades.changed',
    timestamp: behind.at,
    data: { receiptId, changes: [...behind.changes], next: cursorText(behind.end) },
  };
  const answer = await post(held, { id, body: JSON.stringify(event) }, { agents, deps });
  if (answer.kind === 'refused') return failed({ ...held, receiptId }, answer, deps);
  const now = runtime.clock();
  return {
    apply: unlessMoved(held, (one) => afterTaken(one, behind.end, now)),
    // Whether more is behind it, so that the last write also gives the lease back.
    goesOn: (await events.behind(behind.end, opens)) !== undefined,
    isTaken: true,
  };
}

/** Equal for each attempt, each replay, and whoever sends it: what the event begins behind. */
const eventIdOf = ({ id }: Subscription, { n, index }: LedgerPosition): string => `${id}.${n}-${index}`;

/** The disclosure is noted before it is made. A repetition of the event has the same receipt. */
const noteReceipt = (
  { agency, by, purpose }: Subscription,
  { receiptId, id, behind }: { receiptId: string; id: string; behind: ChangesBehind },
  { receipts, runtime }: PushDeps,
): Promise<void> =>
  receiptsOf({ agency, sub: by }, receipts).add({
    receiptId,
    at: runtime.clock().toISOString(),
    agency,
    purpose,
    reference: id,
    disclosed: behind.institutions.map(({ subject, sheet }) => ({
      subject,
      status: 'graded',
      fields: ['name', 'id', 'grade'],
      sheet,
    })),
  });

function post(
  held: Subscription,
  event: { id: string; body: string },
  { agents, deps: { runtime, vault, post: postEvent } }: { agents: SubscriberAgents; deps: PushDeps },
): Promise<SubscriberAnswer> {
  const now = runtime.clock();
  const secrets = secretsAt(held, now).map(({ sealed }) => vault.open(sealed, held.id));
  return postEvent(
    new URL(held.url),
    { headers: signedHeaders(event, secrets, now), body: event.body },
    agents,
  );
}

function failed(
  held: Subscription,
  answer: { problem: string; isGone?: boolean; retryAfterSeconds?: number | undefined },
  { runtime, daysMost }: PushDeps,
): Step {
  const now = runtime.clock();
  const { problem, isGone = false, retryAfterSeconds = 0 } = answer;
  const attempt = held.failures + 1;
  const next = nextAttempt({ attempt, now, random: runtime.random(), retryAfterSeconds });
  const retryAt = next.kind === 'retry' ? next.at : new Date(now.getTime() + longestRetrySeconds * 1000);
  const receiptId = held.receiptId;
  runtime.log.warn('subscription.failed', { subscription: held.id, problem, attempt });
  return {
    apply: unlessMoved(held, (one) =>
      afterFailure(one, { problem, isGone }, { now, retryAt, daysMost, receiptId }),
    ),
    goesOn: false,
  };
}

async function sendTest(held: Subscription, agents: SubscriberAgents, deps: PushDeps): Promise<Step> {
  const { test } = held;
  const event = { type: 'subscription.test', timestamp: test?.at, data: { subscription: held.id } };
  const id = `${held.id}.test.${test?.id}`;
  const answer = await post(held, { id, body: JSON.stringify(event) }, { agents, deps });
  const problem = answer.kind === 'refused' ? answer.problem : undefined;
  const now = deps.runtime.clock();
  return { apply: (one) => (one.test?.id === test?.id ? afterTest(one, problem, now) : one), goesOn: true };
}

const writesMost = 20;

/** Writes a change of a subscription on what its agency made of it meanwhile. Undefined when another sender has it. */
async function writeHeld(
  held: Subscription,
  sender: string,
  { apply, subscriptions }: { apply: (one: Subscription) => Subscription; subscriptions: SubscriptionStore },
): Promise<Subscription | undefined> {
  let current: Subscription | undefined = held;
  for (let count = 0; current && count < writesMost; count++) {
    const next = { ...apply(current), revision: current.revision + 1 };
    if (await subscriptions.put(next)) return next;
    const latest = await subscriptions.read(held.id);
    current = latest?.lease?.sender === sender ? latest : undefined;
  }
  return undefined;
}
