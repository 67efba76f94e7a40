import { beforeEach, describe, expect, it } from 'vitest';
import type { PageAnswer } from '../../../../functions/pull-feed/get-page.ts';
import { pullSource as pull } from '../../../../functions/pull-feed/pull-source.ts';
import type { PulledPage, PullState } from '../../../../lib/feeds/pull.ts';
import type { Run } from '../../../../lib/feeds/run.ts';
import type { Runtime } from '../../../../lib/runtime/runtime.ts';
import { pullSource } from '../../../support/pull-source.ts';

const content = (text: string, contentType = 'application/json'): PageAnswer => ({
  kind: 'content',
  body: new TextEncoder().encode(text),
  contentType,
});
const page = (records: number, next?: string): PageAnswer =>
  content(JSON.stringify({ records: Array.from({ length: records }, (_, index) => ({ index })), next }));
const failed: PageAnswer = { kind: 'failed', reason: 'http-503', retryAfterSeconds: 40 };

/** An endpoint, a store and a bucket in memory. */
function world() {
  let now = Date.parse('2026-06-30T04:00:00Z');
  let ids = 0;
  const states = new Map<string, PullState>();
  const pages = new Map<string, PulledPage>();
  const metrics: string[] = [];
  const asked: string[] = [];
  const runs = new Map<string, string>();
  const opened: Run[] = [];
  const answers: PageAnswer[] = [];
  const remaining: number[] = [];
  /** Makes the next write of this kind fail, like a process that dies there. */
  let dieAt: 'bucket' | 'state' | undefined;
  const die = (at: typeof dieAt): void => {
    if (dieAt !== at) return;
    dieAt = undefined;
    throw new Error(`died at ${at}`);
  };
  const none = () => undefined;
  const runtime: Runtime = {
    env: {},
    clock: () => new Date(now),
    random: () => 0.5,
    newId: () => `ID${++ids}`,
    pause: async () => undefined,
    log: { info: none, warn: none, error: none },
    metrics: { add: (name) => metrics.push(name), flush: none },
  };
  const deps = {
    runtime,
    runs: { create: async (run: Run) => void opened.push(run) },
    vault: { seal: (text: string) => text },
    bucket: {
      async put(runId: string, body: Uint8Array) {
        die('bucket');
        runs.set(runId, new TextDecoder().decode(body));
      },
    },
    pulls: {
      read: async (name: string) => states.get(name),
      async write(state: PullState) {
        if (runs.size > 0) die('state');
        if ((states.get(state.name)?.revision ?? 0) !== state.revision - 1) return false;
        states.set(state.name, state);
        return true;
      },
      readPage: async (_: string, digest: string) => pages.get(digest),
      notePage: async (_: string, digest: string, one: PulledPage) => void pages.set(digest, one),
    },
    async getPage(address: URL): Promise<PageAnswer> {
      asked.push(address.search);
      return answers.shift() ?? { kind: 'unchanged' };
    },
    tokens: new Map(),
    remaining: () => remaining.shift() ?? 100_000,
  };
  return {
    deps: deps as never,
    states,
    metrics,
    asked,
    runs,
    opened,
    answers,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    remain: (...milliseconds: number[]) => void remaining.push(...milliseconds),
    dieAt: (at: 'bucket' | 'state') => {
      dieAt = at;
    },
  };
}

const source = pullSource({ everyMinutes: 10 });
let here: ReturnType<typeof world>;
beforeEach(() => {
  here = world();
});

describe('a pull', () => {
  it('takes page after page, and asks again when it is time', async () => {
    here.answers.push(page(2, 'C2'), page(1));
    await pull(source, here.deps);
    expect(here.asked).toEqual(['?limit=2', '?cursor=C2&limit=2']);
    expect(here.runs.size).toBe(2);
    await pull(source, here.deps);
    expect(here.asked).toHaveLength(2);
    here.pass(600);
    await pull(source, here.deps);
    expect(here.asked.at(-1)).toBe('?cursor=C2&limit=2');
    expect(here.runs.size).toBe(2);
  });

  it('goes on where the time was over', async () => {
    here.answers.push(page(2, 'C2'), page(2, 'C4'), page(1));
    here.remain(21_500, 21_500, 20_000);
    await pull(source, here.deps);
    expect(here.asked).toHaveLength(2);
    await pull(source, here.deps);
    expect(here.asked).toEqual(['?limit=2', '?cursor=C2&limit=2', '?cursor=C4&limit=2']);
    expect(here.runs.size).toBe(3);
  });

  it.each(['bucket', 'state'] as const)(
    'that dies at the %s takes the same page as the same run',
    async (at) => {
      here.answers.push(page(2));
      here.dieAt(at);
      await expect(pull(source, here.deps)).rejects.toThrow('died');
      here.answers.push(page(2));
      await pull(source, here.deps);
      expect(here.asked, 'while its lease holds, nobody asks').toHaveLength(1);
      here.pass(120);
      await pull(source, here.deps);
      expect(here.asked).toHaveLength(2);
      expect([...here.runs.keys()]).toHaveLength(1);
    },
  );

  it('takes a page that has grown as a further run, and one without records as none', async () => {
    here.answers.push(page(0));
    await pull(source, here.deps);
    expect(here.runs.size).toBe(0);
    for (const records of [1, 1, 2]) {
      here.pass(600);
      here.answers.push(page(records));
      await pull(source, here.deps);
    }
    expect(here.runs.size).toBe(2);
  });

  it('is done by one puller at a time', async () => {
    here.answers.push(page(1), page(1));
    await Promise.all([pull(source, here.deps), pull(source, here.deps)]);
    expect(here.asked).toHaveLength(1);
  });

  it('waits as long as the endpoint asks for, opens the breaker, and comes right by itself', async () => {
    for (let failure = 1; failure <= 3; failure++) {
      here.answers.push(failed);
      await pull(source, here.deps);
      expect(here.asked).toHaveLength(failure);
      here.pass(39);
      await pull(source, here.deps);
      expect(here.asked, 'too early').toHaveLength(failure);
      here.pass(1);
    }
    expect(here.states.get('scjg')).toMatchObject({ problem: 'http-503', breaker: { state: 'open' } });
    expect(here.metrics).toEqual(['PullFailed', 'PullFailed', 'PullFailed']);
    here.answers.push(page(1));
    await pull(source, here.deps);
    expect(here.states.get('scjg')?.problem).toBeUndefined();
    expect(here.states.get('scjg')?.breaker).toEqual({ state: 'closed', failures: 0 });
    expect(here.runs.size).toBe(1);
  });

  it('does not wait for days that an earlier release noted, because an endpoint asked for them', async () => {
    here.answers.push(failed);
    await pull(source, here.deps);
    const noted = here.states.get('scjg') as PullState;
    here.states.set('scjg', { ...noted, nextAt: '2026-07-11T04:00:00.000Z' });
    here.answers.push(page(1));
    await pull(source, here.deps);
    expect(here.runs.size).toBe(1);
  });

  it('whose cursors lead in a circle keeps every page once, fails, and goes on when they are mended', async () => {
    const distinct = (index: number, next?: string) =>
      content(JSON.stringify({ records: [{ index }, { index: -index }], next }));
    const circle = [distinct(1, 'B'), distinct(2, 'C'), distinct(3, 'B')];
    here.answers.push(...circle, ...circle.slice(1), ...circle.slice(1));
    await pull(source, here.deps);
    expect(here.states.get('scjg')).toMatchObject({ problem: 'repeated-cursor' });
    expect(here.metrics).toEqual(['PullFailed']);
    expect(here.runs.size).toBe(3);
    here.answers.splice(0, here.answers.length, distinct(4));
    here.pass(600);
    await pull(source, here.deps);
    expect(here.states.get('scjg')?.problem).toBeUndefined();
    expect(here.runs.size).toBe(4);
  });

  it('is a whole list only where that was agreed, and on one page', async () => {
    const whole = pullSource({ everyMinutes: 10, wholeList: true });
    for (const [endpoint, ...answers] of [
      [source, page(1)],
      [whole, page(2), page(3, 'C2'), page(4)],
    ] as const) {
      here.answers.push(...answers);
      for (const _ of answers) {
        here.pass(600);
        await pull(endpoint, here.deps);
      }
    }
    expect(here.opened.map(({ channel }) => channel)).toEqual(Array(4).fill('pull'));
    expect(here.opened.map(({ isWholeList }) => isWholeList ?? false)).toEqual([false, true, false, false]);
  });

  it('since a day goes on until a page comes again, does not exist, or is empty', async () => {
    const since = pullSource({ mode: 'since', everyMinutes: 10 });
    const missing: PageAnswer = { kind: 'failed', reason: 'http-404' };
    for (const end of [page(1), missing, page(0)]) {
      here = world();
      here.answers.push(content('a,b\n1,2\n', 'text/csv'), page(1), end);
      await pull(since, here.deps);
      expect(here.asked.map((search) => search.slice(0, 7))).toEqual(['?page=1', '?page=2', '?page=3']);
      expect(here.runs.size).toBe(2);
      expect(here.states.get('scjg')).toMatchObject({ position: { since: '2026-06-30', page: 1 } });
    }
  });

  it('since a day has failed when a page behind a full one does not exist', async () => {
    here.answers.push(page(2), { kind: 'failed', reason: 'http-404' });
    await pull(pullSource({ mode: 'since' }), here.deps);
    expect(here.states.get('scjg')).toMatchObject({ problem: 'http-404', position: { page: 2 } });
  });

  it('without its token asks nobody', async () => {
    await pull(pullSource({ auth: { kind: 'bearer' } }), here.deps);
    expect(here.asked).toEqual([]);
    expect(here.states.get('scjg')?.problem).toBe('token-missing');
  });
});
