import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient } from '../../infra/cli/client.ts';
import { makePopulation } from '../../infra/samples/population.ts';
import { createRandom, type Random } from '../../infra/samples/random.ts';
import { registryFile } from '../../infra/samples/registry.ts';
import type { GradeChange } from '../../schemas/ledger.ts';
import type { SubscriptionView } from '../../schemas/subscriptions.ts';
import { allScopes } from '../support/connector.ts';
import { killProcess, type Running, startProcess, stopProcess } from '../support/host-process.ts';
import { type Arrived, changeIdsIn, openSubscriber, type Subscriber } from '../support/subscriber.ts';
import { untilInSync } from '../support/until-in-sync.ts';

export interface PushOptions {
  readonly changes: number;
  readonly subscribers: number;
  readonly kills: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

export interface PushResult {
  /** Changes of the feed. */
  readonly changes: number;
  /** From the first subscription to the last event, in seconds. */
  readonly seconds: number;
  /** Events that arrived, and how many of them had arrived before. */
  readonly events: number;
  readonly repeated: number;
  /** What did not hold, in words. */
  readonly faults: readonly string[];
  /** The bodies that one subscriber was sent. */
  readonly bodies: readonly string[];
}

/**
 * A connector in processes of its own whose changes are pushed to subscribers in this one, and which is killed so many
 * times while it pushes.
 */
export async function pushUnderKills(options: PushOptions): Promise<PushResult> {
  const { kills, seed, say } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'push-'));
  const random = createRandom(seed);
  let running = await startProcess(dataDir);
  const client = (): Promise<Client> => createClient(running.urls.api, { agency: 'push', scope: allScopes });
  await fill(await client(), options, random);
  const subscribers = await Promise.all(Array.from({ length: options.subscribers }, () => openSubscriber()));
  const begun = performance.now();
  for (const [index, { url }] of subscribers.entries()) await subscribe(running, index, url);
  const feed = await feedOf(await client());
  const expected = options.subscribers * feed.length;
  const arrived = (): number =>
    subscribers.reduce((sum, one) => sum + new Set(changeIdsIn(one.arrived)).size, 0);
  for (let count = 1; count <= kills; count++) {
    const share = Math.floor((expected * count) / (kills + 1));
    await reached(arrived, share);
    running = await killedAndStarted(running, dataDir, { random, count, say, events: arrived });
  }
  await reached(arrived, expected);
  const seconds = (performance.now() - begun) / 1000;
  const faults = [
    ...subscribers.flatMap(({ arrived: events }, index) => faultsOf(index, events, feed)),
    ...(await atRest(await client(), options.subscribers)),
  ];
  await stopProcess(running);
  await Promise.all(subscribers.map((one) => one.close()));
  rmSync(dataDir, { recursive: true, force: true });
  return {
    changes: feed.length,
    seconds,
    events: subscribers.reduce((sum, one) => sum + one.arrived.length, 0),
    repeated: subscribers.reduce((sum, one) => sum + repeatedOf(one), 0),
    faults,
    bodies: subscribers[0]?.arrived.map(({ body }) => body) ?? [],
  };
}

/** A registry of so many subjects, each of whom gets a first grade. */
async function fill(client: Client, { changes }: PushOptions, random: Random): Promise<void> {
  // Some rows of a registry have faults.
  const share = (percent: number): number => Math.ceil((changes * 1.01 * percent) / 100);
  const size = {
    hospitals: share(20),
    pharmacies: share(20),
    doctors: share(20),
    nurses: share(10),
    pharmacists: share(10),
    insured: share(20),
  };
  const file = registryFile(makePopulation(random, size), random);
  const { status } = await client.follow(await client.submit(file.source, file.name, file.bytes));
  if (status !== 'completed') throw new Error(`the registry is ${status}`);
  await untilInSync(client, 240);
}

async function subscribe({ urls }: Running, index: number, url: string): Promise<void> {
  // Each is another agency, so that none has too many.
  const client = await createClient(urls.api, { agency: `agency-${index}`, scope: 'grades:read' });
  await client.call('POST', '/v1/subscriptions', { url, purpose: 'supervision', after: '' });
}

async function feedOf(client: Client): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  for (;;) {
    const query = after && `&after=${after}`;
    const page = (await client.call('GET', `/v1/grades/changes?limit=1000${query}`)) as {
      changes: GradeChange[];
      next: string;
    };
    if (page.changes.length === 0) return ids;
    ids.push(...page.changes.map(({ changeId }) => changeId));
    after = page.next;
  }
}

const secondsMost = 400;

async function reached(count: () => number, share: number): Promise<void> {
  const ends = performance.now() + secondsMost * 1000;
  while (count() < share) {
    if (performance.now() > ends) throw new Error(`${count()} of ${share} changes within ${secondsMost} s`);
    await pause(20);
  }
}

async function killedAndStarted(
  running: Running,
  dataDir: string,
  {
    random,
    count,
    say,
    events,
  }: { random: Random; count: number; say: (text: string) => void; events: () => number },
): Promise<Running> {
  const isWholeTree = random.chance(0.5);
  await killProcess(running, isWholeTree);
  say(
    `  kill ${count}: ${isWholeTree ? 'all processes' : 'the host'}, after ${events()} changes had arrived`,
  );
  return startProcess(dataDir);
}

/** Repetitions apart, a subscriber has every change of the feed, in its order, and an id means one event. */
function faultsOf(index: number, arrived: readonly Arrived[], feed: readonly string[]): string[] {
  const byId = new Map<string, string>();
  for (const one of arrived) {
    const id = one.headers['webhook-id'] ?? '';
    const said = changeIdsIn([one]).join();
    if (byId.has(id) && byId.get(id) !== said)
      return [`subscriber ${index} got two events with the id ${id}`];
    byId.set(id, said);
  }
  const known = [...new Set(changeIdsIn(arrived))];
  const missing = feed.filter((id) => !known.includes(id)).length;
  if (missing > 0) return [`subscriber ${index} misses ${missing} changes`];
  return known.join() === feed.join() ? [] : [`subscriber ${index} got the changes in another order`];
}

const repeatedOf = ({ arrived }: Subscriber): number =>
  arrived.length - new Set(arrived.map(({ headers }) => headers['webhook-id'])).size;

/** Every cursor is at the end, and nothing fails. */
async function atRest(client: Client, count: number): Promise<string[]> {
  const look = async (): Promise<string[]> => {
    const { subscriptions } = (await client.call('GET', '/v1/subscriptions')) as {
      subscriptions: SubscriptionView[];
    };
    const cursors = new Set(subscriptions.map(({ cursor }) => cursor));
    return [
      ...(subscriptions.length === count ? [] : [`there are ${subscriptions.length} subscriptions`]),
      ...(cursors.size === 1 ? [] : [`the cursors stand at ${cursors.size} places`]),
      ...subscriptions.flatMap(({ id, failing }) => (failing ? [`${id} fails: ${failing.problem}`] : [])),
    ];
  };
  let faults = await look();
  for (let left = 600; faults.length > 0 && left > 0; left--) {
    await pause(100);
    faults = await look();
  }
  return faults;
}
