import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GradeChange } from '../../schemas/ledger.ts';
import type { SubscriptionView } from '../../schemas/subscriptions.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { freePort } from '../support/free-port.ts';
import { boss, doctor, finding, patient, pharmacy, registry } from '../support/records.ts';
import { changeIdsIn, changesIn, openSubscriber, type Subscriber } from '../support/subscriber.ts';

let connector: Connector;
let subscriber: Subscriber;
beforeAll(async () => {
  connector = await startConnector();
  subscriber = await openSubscriber();
});
afterAll(async () => {
  await connector.stop();
  await subscriber.close();
});

type WithSecret = SubscriptionView & { secret: string };
const asAgency = (agency: string, scope = 'grades:read') => connector.as(agency, scope);
const call = async <T>(agency: string, method: string, path: string, body?: unknown): Promise<T> =>
  (await (await asAgency(agency)).call(method, path, body)) as T;
const subscribe = (agency: string, body: object): Promise<WithSecret> =>
  call(agency, 'POST', '/v1/subscriptions', { purpose: 'supervision', ...body });
const viewOf = (agency: string, id: string): Promise<SubscriptionView> =>
  call(agency, 'GET', `/v1/subscriptions/${id}`);
const feed = async (after = ''): Promise<{ changes: GradeChange[]; next: string }> =>
  call('health', 'GET', `/v1/grades/changes?limit=1000${after && `&after=${after}`}`);
const veto = (number: number, one: typeof patient, status?: string) =>
  finding(number, { category: 'insured-person', ...one }, 'ip.crime', status ? { status } : {});

describe('a subscription of an agency', () => {
  let subscription: WithSecret;

  it('is sent each grade change of the feed, signed, with the names of institutions and of no person', async () => {
    subscription = await subscribe('health', { url: subscriber.url });
    expect(subscription).toMatchObject({
      state: 'active',
      agency: 'health',
      secret: expect.stringMatching(/^whsec_/),
    });
    await connector.submit('registry', registry);
    await connector.untilInSync();
    await until('every change arrived', () => changeIdsIn(subscriber.arrived).length >= registry.length);
    const { changes, next } = await feed();
    const pushed = changesIn(subscriber.arrived).flatMap((event) => event.data.changes);
    expect(pushed).toEqual(changes);
    expect(changesIn(subscriber.arrived).at(-1)?.data.next).toBe(next);
    await until('the cursor follows', async () => (await viewOf('health', subscription.id)).cursor === next);
    const text = subscriber.arrived.map(({ body }) => body).join();
    expect(text).toContain(pharmacy.name);
    for (const person of [patient, doctor, boss]) {
      expect(text).not.toContain(person.id);
      expect(text).not.toContain(person.name);
    }
    // The clock of the connector stands in June, and the library compares the time: so it signs, and we compare.
    for (const { headers, body } of subscriber.arrived) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signature = new Webhook(subscription.secret).sign(headers['webhook-id'] ?? '', at, body);
      expect(headers['webhook-signature']).toBe(signature);
    }
  });

  it('has a receipt for each event, which names agency and purpose', async () => {
    const auditor = await connector.as('audit', 'audit:read');
    const day = connector.today();
    const { receipts } = (await auditor.call('GET', `/v1/receipts?from=${day}&to=${day}&agency=health`)) as {
      receipts: { receiptId: string; purpose: string; disclosed: number }[];
    };
    const [event] = changesIn(subscriber.arrived);
    expect(receipts.find(({ receiptId }) => receiptId === event?.data.receiptId)).toMatchObject({
      purpose: 'supervision',
    });
  });

  it('that is down misses nothing, and what it missed arrives in order', async () => {
    const seen = changeIdsIn(subscriber.arrived).length;
    subscriber.answers = 503;
    await connector.submit('medical-insurance', [veto(1, patient)]);
    await connector.untilInSync();
    await until(
      'an attempt failed',
      async () => (await viewOf('health', subscription.id)).failing !== undefined,
    );
    const { failing } = await viewOf('health', subscription.id);
    expect(failing).toMatchObject({ problem: 'http-503', explanation: expect.stringContaining('状态码') });
    await connector.submit('medical-insurance', [veto(1, patient, '撤销'), veto(2, boss)]);
    await connector.untilInSync();
    subscriber.answers = 200;
    // Whoever mended its server need not wait for the next attempt.
    await call('health', 'POST', `/v1/subscriptions/${subscription.id}/test`);
    const ids = (await feed()).changes.map(({ changeId }) => changeId);
    await until('all arrived', () => new Set(changeIdsIn(subscriber.arrived)).size === ids.length);
    expect([...new Set(changeIdsIn(subscriber.arrived))]).toEqual(ids);
    expect(ids.length).toBeGreaterThan(seen + 2);
    await until('it fails no more', async () => !(await viewOf('health', subscription.id)).failing);
    expect((await viewOf('health', subscription.id)).test?.answeredAt).toBeDefined();
  });

  it('replays from a cursor with the ids of before, and with a new secret beside the old one', async () => {
    const before = subscriber.arrived.splice(0).filter(({ body }) => body.includes('grades.changed'));
    const { secret } = await call<WithSecret>(
      'health',
      'POST',
      `/v1/subscriptions/${subscription.id}/secret`,
    );
    const view = await call<SubscriptionView>(
      'health',
      'POST',
      `/v1/subscriptions/${subscription.id}/replay`,
      {
        after: '',
      },
    );
    expect(view.earlierSecretUntil).toBeDefined();
    const ids = new Set(before.map(({ headers }) => headers['webhook-id']));
    await until('all came again', () => subscriber.arrived.length >= ids.size);
    expect(new Set(subscriber.arrived.map(({ headers }) => headers['webhook-id']))).toEqual(ids);
    for (const { headers, body } of subscriber.arrived) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signed = [secret, subscription.secret].map((one) =>
        new Webhook(one).sign(headers['webhook-id'] ?? '', at, body),
      );
      expect(headers['webhook-signature']).toBe(signed.join(' '));
    }
  });

  it('is disabled by a 410 until its agency enables it, and rings an alarm', async () => {
    subscriber.answers = 410;
    await connector.submit('medical-insurance', [veto(2, boss, '撤销')]);
    await until('it is disabled', async () => (await viewOf('health', subscription.id)).state === 'disabled');
    expect(await viewOf('health', subscription.id)).toMatchObject({ cause: 'gone' });
    await until('the operator is told', () => connector.log().includes('"SubscriptionsDisabled"'));
    subscriber.answers = 204;
    subscriber.arrived.length = 0;
    const path = `/v1/subscriptions/${subscription.id}/state`;
    expect(await call('health', 'POST', path, { state: 'active' })).not.toHaveProperty('cause');
    const last = (await feed()).changes.at(-1)?.changeId ?? '';
    await until('it goes on', () => changeIdsIn(subscriber.arrived).includes(last));
  });
});

/** The receiver that `docs/interfaces.md` shows, as a process. What it prints is in `said`. */
function startDocumented(
  folder: string,
  env: Record<string, string>,
): { child: ChildProcess; said: () => string } {
  const page = readFileSync(join(import.meta.dirname, '../../docs/interfaces.md'), 'utf8');
  const script = join(folder, 'receiver.mjs');
  writeFileSync(script, /```js\n(.*?)```/s.exec(page)?.[1] ?? '');
  const child = spawn(process.execPath, [script], { env: { ...env, TOLERANCE_SECONDS: '1e12' } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { child, said: () => said };
}

describe('the receiver of the documents', () => {
  it('prints every change once, and refuses what is signed with another secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'receiver-'));
    const port = String(await freePort());
    const { id, secret } = await subscribe('documents', { url: `http://127.0.0.1:${port}/`, after: '' });
    const { changes } = await feed();
    const lines = (said: string) => said.split('\n').filter(Boolean);
    const strange = startDocumented(folder, { PORT: port, SECRET: `whsec_${btoa('another')}` });
    await until('it refused', async () => (await viewOf('documents', id)).failing?.problem === 'http-401');
    strange.child.kill();
    await new Promise((resolve) => strange.child.once('exit', resolve));
    expect(strange.said()).toBe('');
    const { child, said } = startDocumented(folder, { PORT: port, SECRET: secret });
    await until('all are printed', () => lines(said()).length >= changes.length);
    await call('documents', 'POST', `/v1/subscriptions/${id}/replay`, { after: '' });
    await until('all were sent again', async () => {
      const { cursor } = await viewOf('documents', id);
      return cursor === (await feed()).next;
    });
    expect(lines(said()).map((line) => line.split(' ')[0])).toEqual(changes.map(({ changeId }) => changeId));
    await call('documents', 'POST', `/v1/subscriptions/${id}/state`, { state: 'ended' });
    child.kill();
    rmSync(folder, { recursive: true });
  });
});

describe('who may see and steer a subscription', () => {
  it('is its agency, and the operator, who disables and enables', async () => {
    const { id } = await subscribe('other', { url: `${subscriber.url}/other` });
    const path = `/v1/subscriptions/${id}`;
    expect(await refusalOf(viewOf('health', id))).toBe('404 unknown-subscription');
    for (const act of ['state', 'secret', 'replay', 'test'])
      expect(await refusalOf(call('health', 'POST', `${path}/${act}`, bodies[act])), act).toBe(
        '404 unknown-subscription',
      );
    const own = await call<{ subscriptions: SubscriptionView[] }>('other', 'GET', '/v1/subscriptions');
    expect(own.subscriptions.map((one) => one.id)).toEqual([id]);
    expect(JSON.stringify(own)).not.toMatch(/secret"|sealed/);
    const operator = await connector.as('bureau', 'deliveries:write');
    const all = (await operator.call('GET', '/v1/subscriptions')) as typeof own;
    expect(all.subscriptions.map(({ agency }) => agency).sort()).toEqual(['health', 'other']);
    const ofPrefecture = await connector.as('bureau', 'deliveries:write', { division: '5401' });
    expect(await ofPrefecture.call('GET', '/v1/subscriptions')).toEqual({ subscriptions: [] });
    expect(await refusalOf(operator.call('POST', `${path}/state`, { state: 'ended' }))).toBe(
      '409 not-own-subscription',
    );
    await operator.call('POST', `${path}/state`, { state: 'disabled' });
    expect(await refusalOf(call('other', 'POST', `${path}/state`, { state: 'active' }))).toBe(
      '409 disabled-by-operator',
    );
    await operator.call('POST', `${path}/state`, { state: 'active' });
    expect(await call('other', 'POST', `${path}/state`, { state: 'ended' })).toMatchObject({ url: '' });
    expect(await refusalOf(call('other', 'POST', `${path}/test`))).toBe('409 subscription-ended');
    expect(await call('other', 'GET', '/v1/subscriptions')).toEqual({ subscriptions: [] });
  });

  const bodies: Record<string, object> = { state: { state: 'paused' }, replay: { after: '' } };

  it('has ten at most, one for each address and purpose, and the slot of an ended one is free', async () => {
    const made: string[] = [];
    for (let number = 0; number < 10; number++)
      made.push((await subscribe('many', { url: `${subscriber.url}/${number}` })).id);
    expect(await refusalOf(subscribe('many', { url: `${subscriber.url}/10` }))).toBe(
      '409 too-many-subscriptions',
    );
    expect(await refusalOf(subscribe('many', { url: `${subscriber.url}/3` }))).toBe(
      '409 subscription-exists',
    );
    await call('many', 'POST', `/v1/subscriptions/${made[3]}/state`, { state: 'ended' });
    const { id } = await subscribe('many', { url: `${subscriber.url}/3` });
    expect(await refusalOf(viewOf('many', made[3] ?? ''))).toBe('404 unknown-subscription');
    for (const one of [...made.filter((_, index) => index !== 3), id])
      await call('many', 'POST', `/v1/subscriptions/${one}/state`, { state: 'ended' });
  });

  it.each([
    ['http://agency.example/hook', 'address-refused'],
    ['https://10.0.0.1/hook', 'address-refused'],
    ['https://169.254.169.254/latest', 'address-refused'],
    ['https://[fd00::1]/hook', 'address-refused'],
    ['https://user:word@agency.example/hook', 'address-refused'],
    ['https://agency.example/hook#part', 'address-refused'],
    ['file:///etc/passwd', 'address-refused'],
    ['nothing', 'address-refused'],
  ])('is not made for %s', async (url, code) => {
    expect(await refusalOf(subscribe('health', { url }))).toBe(`400 ${code}`);
  });

  it('is not made for a purpose of nobody, the subject’s own, or a cursor that was never given', async () => {
    const url = `${subscriber.url}/new`;
    expect(await refusalOf(subscribe('health', { url, purpose: 'curiosity' }))).toBe('400 unknown-purpose');
    expect(await refusalOf(subscribe('health', { url, purpose: 'self' }))).toBe('400 unknown-purpose');
    const after = Buffer.from('999.1').toString('base64url');
    expect(await refusalOf(subscribe('health', { url, after }))).toBe('400 bad-cursor');
    expect(await refusalOf(subscribe('health', { url, more: 1 }))).toBe('400 invalid-request');
  });
});
