import type { BlockList } from 'node:net';
import { givenPosition } from '../../lib/application/changes/given-position.ts';
import { addressFault } from '../../lib/delivery/index.ts';
import { type LedgerPosition, ledgerStart } from '../../lib/ledger/position.ts';
import { openedBy, purposes, selfPurpose } from '../../lib/regulation/purposes.ts';
import type { Caller } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { LedgerStore } from '../../lib/store/ledger-store.ts';
import { subscriptionIdOf } from '../../lib/store/subscription-store.ts';
import {
  type Subscription,
  type SubscriptionStore,
  subscriptionsMost,
} from '../../lib/subscriptions/subscription.ts';
import type { SubscriptionRequest } from '../../schemas/subscriptions.ts';

export interface SubscriptionDeps {
  readonly runtime: Pick<Runtime, 'clock' | 'newId' | 'log'>;
  readonly subscriptions: SubscriptionStore;
  readonly ledger: Pick<LedgerStore, 'read' | 'newest'>;
  readonly vault: Pick<Vault, 'seal'>;
  readonly networks: BlockList;
  readonly newSecret: () => string;
}

/**
 * Makes a subscription in a free slot of the agency. The secret is returned here and nowhere else.
 * @throws Problem 400 for an address or a purpose that cannot be used, 409
 */
export async function makeSubscription(
  request: SubscriptionRequest,
  caller: Caller,
  deps: SubscriptionDeps,
): Promise<{ subscription: Subscription; secret: string }> {
  const { runtime, subscriptions, vault } = deps;
  mustBeUsable(request, deps);
  const cursor = await beginningOf(request, deps);
  const secret = deps.newSecret();
  for (;;) {
    const { slot, revision } = await freeSlot(request, caller.agency, subscriptions);
    const id = subscriptionIdOf({ agency: caller.agency, slot, newId: runtime.newId() });
    const now = runtime.clock().toISOString();
    const subscription: Subscription = {
      id,
      revision,
      slot,
      agency: caller.agency,
      by: caller.sub,
      purpose: request.purpose,
      url: request.url,
      createdAt: now,
      state: 'active',
      stateAt: now,
      cursor,
      secrets: [{ sealed: vault.seal(secret, id) }],
      failures: 0,
    };
    if (!(await subscriptions.put(subscription))) continue;
    runtime.log.info('subscription.made', { subscription: id, purpose: request.purpose });
    return { subscription, secret };
  }
}

/** @throws Problem 400 */
function mustBeUsable({ url, purpose }: SubscriptionRequest, { runtime, networks }: SubscriptionDeps): void {
  const fault = addressFault(url, networks);
  if (fault) throw new Problem(400, 'address-refused', `url: ${fault}. Give an https address of the agency.`);
  if (purpose !== selfPurpose && openedBy(purpose, dayOf(runtime.clock()))) return;
  const known = purposes.map(({ code }) => code).filter((code) => code !== selfPurpose);
  throw new Problem(
    400,
    'unknown-purpose',
    `purpose: changes are not pushed for this purpose. Purposes: ${known.join(', ')}.`,
  );
}

async function beginningOf(
  { after }: SubscriptionRequest,
  { ledger }: SubscriptionDeps,
): Promise<LedgerPosition> {
  if (after !== undefined) return givenPosition(after, ledger);
  const newest = await ledger.newest();
  return newest ? { n: newest.n, index: newest.count } : ledgerStart;
}

/** A slot that nothing is in, or an ended subscription. @throws Problem 409 */
async function freeSlot(
  { url, purpose }: SubscriptionRequest,
  agency: string,
  subscriptions: SubscriptionStore,
): Promise<{ slot: number; revision: number }> {
  const own = await subscriptions.ofAgency(agency);
  const open = own.filter(({ state }) => state !== 'ended');
  const same = open.find((one) => one.url === url && one.purpose === purpose);
  if (same)
    throw new Problem(
      409,
      'subscription-exists',
      `The subscription ${same.id} has this address and purpose.`,
    );
  for (let slot = 0; slot < subscriptionsMost; slot++) {
    const there = own.find((one) => one.slot === slot);
    if (!there || there.state === 'ended') return { slot, revision: (there?.revision ?? 0) + 1 };
  }
  throw new Problem(
    409,
    'too-many-subscriptions',
    `The agency has ${subscriptionsMost} subscriptions. End one that is not needed.`,
  );
}
