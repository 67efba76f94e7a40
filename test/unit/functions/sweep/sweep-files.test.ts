import { describe, expect, it } from 'vitest';
import { createIsolatedSteps } from '../../../../functions/sweep/isolated-steps.ts';
import { type SweepFilesDeps, sweepFiles } from '../../../../functions/sweep/sweep-files.ts';
import type { PartyKey } from '../../../../lib/credit-file/facts/subject.ts';
import type { AgendaEntry, FolderStore } from '../../../../lib/credit-file/ports.ts';
import { type FileState, parseAgendaPlace } from '../../../../lib/credit-file/projection/file-state.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const at = '2026-06-30T03:00:00.000Z';
const entry = (party: string, about: string): Extract<AgendaEntry, { kind: 'file' }> => ({
  kind: 'file',
  subject: { party: party as PartyKey, category: 'insured-person' },
  at,
  about,
});
const waiting = (text: string, dueAt: string): AgendaEntry => ({
  ...entry('waiting', ''),
  ...parseAgendaPlace(`${dueAt}#${text}`),
});
const run: AgendaEntry = { kind: 'run', runId: 'stalled', at, about: '' };
const pending = (count: number) => Array.from({ length: count }, (_, index) => entry(`pending${index}`, 's'));

/** A sweep of one shard with these entries, all of one instant. The time to release each file's suspension is over. */
async function sweep(entries: readonly AgendaEntry[], { broken = '', isUp = true } = {}) {
  const ages: number[] = [];
  const runtime = {
    ...fakeRuntime(),
    metrics: {
      add: (name: string, value: number) => name === 'OutboxAgeSeconds' && ages.push(value),
      flush: () => undefined,
    },
  };
  const seen: string[] = [];
  const hinted: string[] = [];
  const folders = {
    async due({ shard, from = '', until, limit, after }) {
      const within = entries.filter((one) => one.at >= from && one.at <= until);
      const first = after ? within.indexOf(after) + 1 : 0;
      return shard === 0 ? within.slice(first, first + limit) : [];
    },
    async readFile({ party }) {
      if (party === broken) throw new Error('unreadable');
      seen.push(party);
      return { pendingSuspension: { dueAt: at } } as FileState;
    },
    putFile: async () => true,
  } as Partial<FolderStore> as FolderStore;
  const closed = { read: async () => undefined };
  const attempts = createIsolatedSteps(runtime.log);
  const runs = await sweepFiles({
    runtime,
    folders,
    attempts,
    hints: { note: ({ party }: { party: string }) => hinted.push(party) },
    ports: {},
    depth: { directory: { depth: async () => 0 }, settlement: { depth: async () => (isUp ? 0 : 1000) } },
    breakers: { directory: closed, settlement: closed },
  } as unknown as SweepFilesDeps);
  return { runs, seen, hinted, said: runtime.said, attempts, ages };
}

describe('a sweep of the files', () => {
  it('finds pending suspensions and stalled runs behind the deliveries of a receiver that is down', async () => {
    const swept = await sweep([...pending(1200), entry('held', 'h'), run], { isUp: false });
    expect(swept).toMatchObject({ runs: ['stalled'], seen: ['held'], hinted: [] });
  });

  it('gives the senders no more hints than they can follow', async () => {
    const swept = await sweep([...pending(1200), entry('held', 'h')]);
    expect(swept.seen).toEqual(['held']);
    expect(swept.hinted).toHaveLength(500);
  });

  it('ends after a bounded number of pages', async () => {
    expect((await sweep([...pending(20_000), entry('held', 'h')])).seen).toEqual([]);
  });

  it('goes on behind an entry that fails, and says so at its end', async () => {
    const swept = await sweep([entry('broken', 'h'), entry('held', 'h'), run], { broken: 'broken' });
    expect(swept).toMatchObject({ runs: ['stalled'], seen: ['held'] });
    expect(swept.said).toContain('function.failed');
    expect(() => swept.attempts.conclude()).toThrow(AggregateError);
  });

  it.each([
    ['is due since a minute', 's1782788400', '2026-06-30T03:59:00.000Z', 3600],
    ['is put off by its receiver', 'd1782788400', '2026-06-30T04:15:00.000Z', 3600],
    ['waits half a day for its twelfth attempt', 'sc1782619200', '2026-06-30T16:00:00.000Z', 172_800],
    ['was written by an earlier release', 's', '2026-06-30T03:59:00.000Z', 60],
  ])('measures the outbox since something began to wait, also what %s', async (_, about, dueAt, seconds) => {
    const swept = await sweep([waiting('d1782791999', '2026-06-30T04:00:30.000Z'), waiting(about, dueAt)]);
    expect(swept.ages).toEqual([seconds]);
  });

  it('measures nothing where nothing is pending', async () => {
    expect((await sweep([waiting('c', '2026-06-30T03:00:00.000Z')])).ages).toEqual([0]);
  });

  it('is quiet at its end when nothing failed', async () => {
    expect(() => createIsolatedSteps(fakeRuntime().log).conclude()).not.toThrow();
  });
});
