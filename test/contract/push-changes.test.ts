import { type AddressInfo, type BlockList, createServer } from 'node:net';
import tls from 'node:tls';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGradeEvents } from '../../functions/push-changes/grade-events.ts';
import { pushAll } from '../../functions/push-changes/push-all.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import { networksOf, newSecret, postEvent, subscriberAgents } from '../../lib/delivery/index.ts';
import type { LedgerEntry } from '../../lib/ledger/batch.ts';
import { cursorText } from '../../lib/ledger/position.ts';
import { createVault } from '../../lib/runtime/vault.ts';
import { createLedgerStore } from '../../lib/store/ledger-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createSubscriptionStore, subscriptionIdOf } from '../../lib/store/subscription-store.ts';
import type { Table } from '../../lib/store/table.ts';
import type { Subscription } from '../../lib/subscriptions/subscription.ts';
import { inState, replayedFrom, withSecret } from '../../lib/subscriptions/transitions.ts';
import { certificateOf } from '../support/certificate.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';
import { changeIdsIn, changesIn, openSubscriber, type Subscriber } from '../support/subscriber.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

const vault = createVault({ pepper: undefined, dataKeys: new Map([[1, Buffer.alloc(32, 1)]]) });
const loopback = networksOf(['127.0.0.0/8']);
const at = '2026-06-30T03:00:00.000Z';
const secret = newSecret(Buffer.alloc(32, 7));
const day = 86_400_000;

let real: TestTable;
let subscriber: Subscriber;
beforeAll(async () => {
  subscriber = await openSubscriber();
});
beforeEach(async () => {
  real = await openTestTable();
  subscriber.arrived.length = 0;
  subscriber.answers = 204;
});
afterEach(() => real.close());
afterAll(() => subscriber.close());

const entry = (number: number, category: LedgerEntry['subject']['category'] = 'doctor'): LedgerEntry => ({
  changeId: `change-${number}`,
  subject: { party: `party-${number % 7}` as PartyKey, category },
  recordId: `record-${number % 7}`,
  version: number,
  operation: 'U',
  cycle: 2026,
  grade: 'B',
  state: 'interim',
  rowSha256: '',
});
const numbered = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `change-${from + index}`);
const append = (count: number, from = 0, table = real.table) =>
  createLedgerStore(table).append(
    Array.from({ length: count }, (_, index) => entry(from + index)),
    at,
  );

const ulid = (number: number): string => `01SUB${String(number).padStart(21, '0')}`;

/** A subscription that is stored, from the first change on. */
async function subscribed(change: Partial<Subscription> = {}): Promise<Subscription> {
  const { slot = 0, agency = 'health' } = change;
  const id = subscriptionIdOf({ agency, slot, newId: ulid(slot) });
  const subscription: Subscription = {
    id,
    revision: 1,
    slot,
    agency: 'health',
    by: 'health',
    purpose: 'supervision',
    url: subscriber.url,
    createdAt: at,
    state: 'active',
    stateAt: at,
    cursor: { n: 1, index: 0 },
    secrets: [{ sealed: vault.seal(secret, id) }],
    failures: 0,
    ...change,
  };
  await createSubscriptionStore(real.table).put(subscription);
  return subscription;
}

const files = { readFilesOf: async () => [] };

/** A world around the sender: a clock of its own, and what may go wrong. */
function world(options: { table?: Table; networks?: BlockList; timeoutSeconds?: number } = {}) {
  const { table = real.table, networks = loopback, timeoutSeconds = 5 } = options;
  let ids = 0;
  const runtime = { ...fakeRuntime(), newId: () => ulid(1000 + ids++) };
  const subscriptions = createSubscriptionStore(table);
  const ledger = createLedgerStore(table);
  const deps = {
    runtime,
    subscriptions,
    receipts: createReceiptStore(table),
    vault,
    openAgents: subscriberAgents,
    daysMost: 5,
    remaining: () => 200_000,
    wait: (): Promise<void> => new Promise(() => undefined),
    post: (address: URL, event: { headers: Readonly<Record<string, string>>; body: string }, agents: never) =>
      postEvent(address, { ...event, networks, agents, timeoutSeconds }),
  };
  const push = (more: Partial<typeof deps> = {}) =>
    pushAll({ ...deps, ...more, events: createGradeEvents({ ledger, folders: files, vault }) } as never);
  return { runtime, deps, push, subscriptions };
}

const stored = async ({ id }: Subscription): Promise<Subscription> => {
  const found = await createSubscriptionStore(real.table).read(id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

describe('a subscriber', () => {
  it('is sent every change once and in order, by batch of the ledger, and the cursor follows', async () => {
    const one = await subscribed();
    await append(3);
    await append(120, 3);
    await append(1, 123);
    const { push } = world();
    await push();
    expect(changeIdsIn(subscriber.arrived)).toEqual(numbered(124));
    const sizes = changesIn(subscriber.arrived).map(({ data }) => data.changes.length);
    expect(sizes).toEqual([3, 50, 50, 20, 1]);
    const after = await stored(one);
    expect(after).toMatchObject({ cursor: { n: 3, index: 1 }, failures: 0 });
    expect(after.lease).toBeUndefined();
    expect(changesIn(subscriber.arrived).at(-1)?.data.next).toBe(cursorText(after.cursor));
    await push();
    expect(subscriber.arrived).toHaveLength(5);
  });

  it('verifies each event with its secret by the library of Standard Webhooks', async () => {
    await subscribed();
    await append(2);
    await world().push();
    const [event] = subscriber.arrived;
    expect(event?.headers['content-type']).toBe('application/json; charset=utf-8');
    // The library compares the time with that of the machine; the clock of this test stands in June.
    const { 'webhook-id': id = '', 'webhook-timestamp': sentAt = '' } = event?.headers ?? {};
    const signed = new Webhook(secret).sign(id, new Date(Number(sentAt) * 1000), event?.body ?? '');
    expect(event?.headers['webhook-signature']).toBe(signed);
    expect(new Date(Number(sentAt) * 1000).toISOString()).toBe('2026-06-30T04:00:00.000Z');
  });

  it('is sent by an old secret beside the new one until its day is over', async () => {
    const one = await subscribed();
    const other = newSecret(Buffer.alloc(32, 9));
    const { push, runtime, subscriptions } = world();
    const rotated = withSecret(one, vault.seal(other, one.id), { now: runtime.clock(), milliseconds: day });
    await subscriptions.put({ ...rotated, revision: 2 });
    await append(1);
    await push();
    runtime.pass(day + 1);
    await append(1, 1);
    await push();
    const signatures = subscriber.arrived.map(({ headers, body }) => {
      const sign = (by: string) =>
        new Webhook(by).sign(
          headers['webhook-id'] ?? '',
          new Date(Number(headers['webhook-timestamp']) * 1000),
          body,
        );
      return [headers['webhook-signature'], `${sign(other)} ${sign(secret)}`, sign(other)];
    });
    expect(signatures[0]?.[0]).toBe(signatures[0]?.[1]);
    expect(signatures[1]?.[0]).toBe(signatures[1]?.[2]);
  });

  it('gets what its purpose opens: institutions alone, without record ids, where it opens no record', async () => {
    const one = await subscribed({ purpose: 'licensing' });
    await createLedgerStore(real.table).append(
      [entry(0), entry(1, 'pharmacy'), entry(2, 'insured-person')],
      at,
    );
    await append(3, 3);
    await world().push();
    const [event, ...others] = changesIn(subscriber.arrived);
    expect(event?.data.changes).toMatchObject([{ changeId: 'change-1', category: 'pharmacy' }]);
    expect(event?.data.changes[0]?.recordId).toBeUndefined();
    // The doctors of the second batch are passed over, and the cursor is behind them.
    expect(others).toEqual([]);
    expect((await stored(one)).cursor).toEqual({ n: 2, index: 3 });
  });

  it('that is replayed from a cursor gets the same events with the ids that they had', async () => {
    const one = await subscribed();
    await append(60);
    await append(2, 60);
    const { push, subscriptions } = world();
    await push();
    const first = subscriber.arrived.splice(0);
    const now = await stored(one);
    await subscriptions.put({ ...replayedFrom(now, { n: 1, index: 50 }), revision: now.revision + 1 });
    await push();
    const ids = (events: typeof first) => events.map(({ headers }) => headers['webhook-id']);
    expect(ids(subscriber.arrived)).toEqual(ids(first.slice(1)));
    expect(changeIdsIn(subscriber.arrived)).toEqual(numbered(12, 50));
    const receipts = changesIn([...first, ...subscriber.arrived]).map(({ data }) => data.receiptId);
    expect(new Set(receipts).size).toBe(5);
  });
});

describe('two senders at once', () => {
  it('send each event once: the second one finds the lease', async () => {
    await subscribed();
    await append(100);
    const { push } = world();
    await Promise.all([push(), push(), push()]);
    expect(changeIdsIn(subscriber.arrived)).toEqual(numbered(100));
  });

  it('of which one outlived its lease change nothing of what the other one wrote', async () => {
    const one = await subscribed();
    await append(1);
    const { push, runtime, deps } = world();
    const late = push({
      // While the first sender waits for its answer, its lease runs out and another one does the work.
      async post(address, event, agents) {
        const answer = await deps.post(address, event, agents);
        runtime.pass(61_000);
        await append(2, 1);
        await push();
        return answer;
      },
    });
    await late;
    expect((await stored(one)).cursor).toEqual({ n: 2, index: 2 });
    const ids = subscriber.arrived.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(2);
  });
});

/** A table whose process is killed at its n-th request: before it takes effect, or after. */
function killedAt(table: Table, request: number, isAfter: boolean): Table & { isKilled: () => boolean } {
  let count = 0;
  let dead = false;
  const guarded =
    <Args extends unknown[], T>(ask: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      count++;
      const isNow = count === request;
      if (dead || (isNow && !isAfter)) {
        dead = true;
        throw new Error('killed');
      }
      const answer = await ask(...args);
      if (isNow) {
        dead = true;
        throw new Error('killed');
      }
      return answer;
    };
  return {
    ...table,
    get: guarded(table.get),
    put: guarded(table.put),
    isKilled: () => dead,
  };
}

describe('a sender that is killed', () => {
  it('at any request, before or after it took effect, loses nothing and sends a repetition with the same id', async () => {
    await append(2);
    await append(55, 2);
    let kills = 0;
    let repeated = 0;
    let isPast = false;
    for (let request = 1; !isPast; request++) {
      for (const isAfter of [false, true]) {
        subscriber.arrived.length = 0;
        const one = await subscribed({ agency: `health-${request}-${isAfter}` });
        const table = killedAt(real.table, request, isAfter);
        await world({ table })
          .push()
          .catch(() => undefined);
        if (table.isKilled()) kills++;
        isPast = !table.isKilled();
        const { push, runtime, subscriptions } = world();
        runtime.pass(61_000);
        await push();
        const bodies = new Map<string, string>();
        for (const { headers, body } of subscriber.arrived) {
          const id = headers['webhook-id'] ?? '';
          const said = JSON.stringify((JSON.parse(body) as { data: { changes: unknown } }).data.changes);
          if (bodies.has(id)) repeated++;
          expect(bodies.get(id) ?? said).toBe(said);
          bodies.set(id, said);
        }
        // By its id each event is known, and together they are every change, in order.
        const once = [...bodies.values()].flatMap((text) => JSON.parse(text) as { changeId: string }[]);
        expect(once.map(({ changeId }) => changeId)).toEqual(numbered(57));
        const after = await stored(one);
        expect(after.cursor).toEqual({ n: 2, index: 55 });
        await subscriptions.put({
          ...inState(after, 'ended', runtime.clock()),
          revision: after.revision + 1,
        });
      }
    }
    expect(kills).toBeGreaterThan(15);
    expect(repeated).toBeGreaterThan(0);
  });
});

describe('a subscriber that does not take an event', () => {
  it('is tried again by the schedule of receivers, with the same event and receipt, and goes on behind it', async () => {
    const one = await subscribed();
    await append(1);
    subscriber.answers = 500;
    const { push, runtime } = world();
    await push();
    expect(await stored(one)).toMatchObject({ problem: 'http-500', failures: 1, cursor: { n: 1, index: 0 } });
    await push();
    expect(subscriber.arrived).toHaveLength(1);
    runtime.pass(2000);
    await push();
    expect(subscriber.arrived).toHaveLength(2);
    subscriber.answers = 204;
    await append(1, 1);
    runtime.pass(5000);
    await push();
    const [first, second, third, last] = changesIn(subscriber.arrived);
    expect([second, third]).toEqual([first, first]);
    expect(last?.data.changes).toMatchObject([{ changeId: 'change-1' }]);
    const after = await stored(one);
    expect(after).toMatchObject({ failures: 0, cursor: { n: 2, index: 1 } });
    expect(after.failingSince).toBeUndefined();
  });

  it('is not asked again before its Retry-After', async () => {
    await subscribed();
    await append(1);
    subscriber.answers = (response) => response.writeHead(429, { 'retry-after': '120' }).end();
    const { push, runtime } = world();
    await push();
    runtime.pass(119_000);
    await push();
    expect(subscriber.arrived).toHaveLength(1);
    runtime.pass(1000);
    await push();
    expect(subscriber.arrived).toHaveLength(2);
  });

  it('and is gone (410) is disabled at once, and said by a metric until somebody acts', async () => {
    const one = await subscribed();
    await append(1);
    subscriber.answers = 410;
    const { push, runtime, subscriptions } = world();
    await push();
    expect(await stored(one)).toMatchObject({ state: 'disabled', cause: 'gone', problem: 'http-410' });
    expect(runtime.said).toContain('SubscriptionsDisabled');
    runtime.pass(day);
    await push();
    expect(subscriber.arrived).toHaveLength(1);
    const now = await stored(one);
    runtime.said.length = 0;
    subscriber.answers = 200;
    await subscriptions.put({ ...inState(now, 'active', runtime.clock()), revision: now.revision + 1 });
    await push();
    expect(changeIdsIn(subscriber.arrived)).toEqual(['change-0', 'change-0']);
    expect(runtime.said).not.toContain('SubscriptionsDisabled');
  });

  it('for days is disabled, and told of after an hour', async () => {
    const one = await subscribed();
    await append(1);
    subscriber.answers = 503;
    const { push, runtime } = world();
    await push();
    expect(runtime.said).not.toContain('SubscriptionsFailing');
    let attempts = 1;
    for (let hour = 0; (await stored(one)).state === 'active'; hour++) {
      runtime.pass(3600_000);
      await push();
      attempts = subscriber.arrived.length;
      expect(hour).toBeLessThan(6 * 24);
    }
    expect(runtime.said).toContain('SubscriptionsFailing');
    expect(await stored(one)).toMatchObject({ state: 'disabled', cause: 'failed-for-days' });
    // The schedule of receivers, then every twelve hours.
    expect(attempts).toBeGreaterThan(12);
    expect(attempts).toBeLessThan(30);
    expect((await stored(one)).cursor).toEqual({ n: 1, index: 0 });
  });

  /** Another subscriber beside one that answers when it is told to. Both have a change to take. */
  async function openBesideSlowOne() {
    await subscribed();
    const quick = await openSubscriber();
    await subscribed({ slot: 1, url: quick.url });
    await append(1);
    let answer: () => void = () => undefined;
    subscriber.answers = (response) => {
      answer = () => response.writeHead(204).end();
    };
    return { quick, answer: () => answer() };
  }

  it('is waited for while what comes for the others meanwhile is sent to them', async () => {
    const { quick, answer } = await openBesideSlowOne();
    const { push } = world();
    let isOver: () => void = () => undefined;
    const pushing = push({
      wait: () =>
        new Promise((resolve) => {
          isOver = resolve;
        }),
    });
    await expect.poll(() => changeIdsIn(quick.arrived)).toEqual(['change-0']);
    await expect.poll(() => subscriber.arrived).toHaveLength(1);
    await append(2, 1);
    isOver();
    await expect.poll(() => changeIdsIn(quick.arrived)).toEqual(['change-0', 'change-1', 'change-2']);
    // Nothing more was sent to the slow one, and the call still waits for it.
    expect(subscriber.arrived).toHaveLength(1);
    subscriber.answers = 204;
    answer();
    await pushing;
    expect(changeIdsIn(subscriber.arrived)).toEqual(['change-0', 'change-1', 'change-2']);
    await quick.close();
  });

  it('holds up itself alone', async () => {
    const { quick, answer } = await openBesideSlowOne();
    const { push } = world();
    const pushing = push();
    await expect.poll(() => changeIdsIn(quick.arrived)).toEqual(['change-0']);
    await expect.poll(() => subscriber.arrived).toHaveLength(1);
    answer();
    await pushing;
    await quick.close();
  });

  it('whose secret does not open stops no other, and is a fault', async () => {
    const sealed = vault.seal(secret, 'another') as Sealed;
    await subscribed({ slot: 0, secrets: [{ sealed }] });
    await subscribed({ slot: 1 });
    await append(1);
    await expect(world().push()).rejects.toThrow('sealed');
    expect(subscriber.arrived).toHaveLength(1);
  });
});

describe('an address with bad manners', () => {
  const problemAt = async (url: string, options: Parameters<typeof world>[0] = {}) => {
    const one = await subscribed({ url });
    await append(1);
    const { push } = world(options);
    await push();
    return (await stored(one)).problem;
  };

  it.each([301, 302, 307, 308])('that redirects (%i) is not followed', async (status) => {
    const elsewhere = await openSubscriber();
    subscriber.answers = (response) => response.writeHead(status, { location: elsewhere.url }).end();
    expect(await problemAt(subscriber.url)).toBe('redirected');
    expect(elsewhere.arrived).toEqual([]);
    await elsewhere.close();
  });

  it('whose certificate nobody vouches for is sent nothing', async () => {
    const strange = await openSubscriber(certificateOf('127.0.0.1'));
    expect(await problemAt(strange.url)).toBe('certificate-not-trusted');
    expect(strange.arrived).toEqual([]);
    await strange.close();
  });

  it("that has another host's certificate is sent nothing, and the host of the certificate is", async () => {
    const trusted = tls.getCACertificates();
    const own = certificateOf('localhost');
    tls.setDefaultCACertificates([...trusted, own.cert]);
    const server = await openSubscriber(own);
    expect(await problemAt(server.url)).toBe('certificate-of-another-host');
    expect(server.arrived).toEqual([]);
    const one = await subscribed({ slot: 1, url: server.url.replace('127.0.0.1', 'localhost') });
    await world({ networks: networksOf(['127.0.0.0/8', '::1/128']) }).push();
    expect(await stored(one)).toMatchObject({ failures: 0, cursor: { n: 1, index: 1 } });
    expect(server.arrived).toHaveLength(1);
    tls.setDefaultCACertificates(trusted);
    await server.close();
  });

  it('that answers too late did not take the event', async () => {
    subscriber.answers = () => undefined;
    expect(await problemAt(subscriber.url, { timeoutSeconds: 0.1 })).toBe('timeout');
  });

  it('that says 200 and then drips or pours took the event, and is cut off', async () => {
    const cut: string[] = [];
    subscriber.answers = (response, { body }) => {
      response.writeHead(200);
      const timer = setInterval(
        () => response.write(body.includes('change-0') ? ' ' : Buffer.alloc(65_536)),
        5,
      );
      response.once('close', () => {
        clearInterval(timer);
        cut.push(body);
      });
    };
    const one = await subscribed();
    await append(1);
    await append(1, 1);
    await world().push();
    expect(await stored(one)).toMatchObject({ cursor: { n: 2, index: 1 }, failures: 0 });
    await expect.poll(() => cut).toHaveLength(2);
  });

  it('that breaks the connection, or listens no more, is tried again', async () => {
    subscriber.answers = (response) => response.destroy();
    expect(await problemAt(subscriber.url)).toBe('econnreset');
    const gone = await openSubscriber();
    await gone.close();
    const one = await subscribed({ slot: 1, url: gone.url });
    await world().push();
    expect((await stored(one)).problem).toBe('econnrefused');
  });

  it.each([
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['speaks something else', 'SSH-2.0-Open\r\n'],
    ['sends headers without an end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`],
  ])('that %s did not take the event', async (_what, said) => {
    const server = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end(said),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await problemAt(`http://127.0.0.1:${port}/`)).toMatch(/^(no-answer|econnreset|hpe_[a-z_]+)$/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('in a private network is not connected to, by number or by name', async () => {
    const { port } = new URL(subscriber.url);
    for (const [slot, host] of ['127.0.0.1', 'localhost', '[::1]', '169.254.169.254'].entries())
      await subscribed({ slot, url: `http://${host}:${port}/` });
    await append(1);
    const { push, subscriptions } = world({ networks: networksOf([]) });
    await push();
    const problems = (await subscriptions.all()).map(({ problem }) => problem);
    expect(problems).toEqual(Array(4).fill('private-address'));
    expect(subscriber.arrived).toEqual([]);
  });
});

describe('a test event', () => {
  const asked = { id: ulid(5), at };

  it('is sent once, whatever the state, and its outcome is noted', async () => {
    const one = await subscribed({ state: 'paused', test: asked });
    await append(1);
    const { push } = world();
    await push();
    await push();
    expect(subscriber.arrived.map(({ body }) => JSON.parse(body))).toEqual([
      { type: 'subscription.test', timestamp: at, data: { subscription: one.id } },
    ]);
    expect((await stored(one)).test).toMatchObject({ id: asked.id, answeredAt: expect.any(String) });
  });

  it('that is taken ends the wait of a subscription that failed', async () => {
    const one = await subscribed();
    await append(1);
    subscriber.answers = 500;
    const { push, subscriptions } = world();
    await push();
    subscriber.answers = 204;
    const now = await stored(one);
    await subscriptions.put({ ...now, test: asked, revision: now.revision + 1 });
    await push();
    expect(changeIdsIn(subscriber.arrived)).toEqual(['change-0', 'change-0']);
    expect(await stored(one)).toMatchObject({ failures: 0, cursor: { n: 1, index: 1 } });
  });

  it('that is not taken says why, and is not tried again', async () => {
    const one = await subscribed({ test: asked });
    subscriber.answers = 404;
    const { push } = world();
    await push();
    await push();
    expect((await stored(one)).test).toMatchObject({ problem: 'http-404' });
    expect(subscriber.arrived).toHaveLength(1);
  });
});
