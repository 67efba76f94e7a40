import type { Random } from '../../../infra/samples/random.ts';
import { randomOf } from '../kernel/chance.ts';
import type { World } from '../kernel/world.ts';
import type { Answer } from './api.ts';
import type { Desk } from './officers.ts';
import type { Step } from './steps.ts';
import { isUpgraded } from './upgrades.ts';

const agencies = ['agency-health', 'agency-market'] as const;
/** The first opens record ids, and so persons; the others do not. */
const purposes = ['supervision', 'supervision', 'licensing', 'procurement'] as const;

const minute = 60_000;

/** In some sequences agencies have changes pushed to them. */
export const hasSubscribers = (seed: number): boolean =>
  !isUpgraded(seed) && randomOf(seed, 'subscribers').chance(0.12);

/** The steps, with those of subscribers among them: most subscribe early, and all change what they ordered. */
export function withSubscribers(seed: number, steps: readonly Step[]): readonly Step[] {
  if (!hasSubscribers(seed)) return steps;
  const random = randomOf(seed, 'subscribers act');
  const end = (steps.at(-1)?.at ?? 0) + minute;
  const act = (kind: 'subscribe' | 'subscription-change', at: number): Step => ({
    at,
    act: { kind, seed: random.below(1_000_000) },
  });
  const more = [
    act('subscribe', random.below(2 * minute)),
    ...Array.from({ length: random.below(3) }, () => act('subscribe', random.below(end))),
    ...Array.from({ length: 1 + random.below(6) }, () => act('subscription-change', random.below(end))),
  ];
  return [...steps, ...more].sort((a, b) => a.at - b.at);
}

/** An agency subscribes from the first change on, or from now on. */
export async function subscribe({ ask, random }: Desk): Promise<Answer | undefined> {
  const agency = random.pick(agencies);
  const body = {
    url: `https://${agency}.sim/${random.below(3)}`,
    purpose: random.pick(purposes),
    ...(random.chance(0.6) && { after: '' }),
  };
  return ask('POST', '/v1/subscriptions', body, agency);
}

interface Change {
  readonly path: string;
  readonly body?: object;
  /** The agency's own, unless the operator does it. */
  readonly by?: string;
}

const changeOf = (random: Random): Change =>
  random.pick<Change>([
    { path: 'state', body: { state: 'paused' } },
    { path: 'state', body: { state: 'active' } },
    { path: 'state', body: { state: 'active' } },
    { path: 'state', body: { state: 'disabled' }, by: 'first' },
    { path: 'state', body: { state: 'active' }, by: 'first' },
    { path: 'state', body: { state: 'ended' } },
    { path: 'replay', body: { after: '' } },
    { path: 'replay', body: { after: '' } },
    { path: 'secret' },
    { path: 'test' },
  ]);

/** An agency pauses, goes on, ends, asks for what it had, for another secret or for a test; the operator disables and enables. */
export async function changeSubscription({ ask, random, world }: Desk) {
  const known = [...world.subscribers.orders.values()];
  if (known.length === 0) return 'nothing to do';
  const order = random.pick(known);
  const { path, body, by = order.agency } = changeOf(random);
  if (path === 'replay') order.beginnings.push({ n: 1, index: 0 });
  return ask('POST', `/v1/subscriptions/${order.id}/${path}`, body, by);
}

/** Agencies go on with what is paused or disabled, so that everything can arrive. Those that are ended stay so. */
export async function resumeSubscriptions(
  world: World,
  ask: (path: string, body: object) => Promise<unknown>,
): Promise<void> {
  for (const { id } of world.subscribers.orders.values())
    await ask(`/v1/subscriptions/${id}/state`, { state: 'active' });
}
