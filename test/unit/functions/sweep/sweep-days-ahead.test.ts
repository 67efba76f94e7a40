import { expect, it } from 'vitest';
import { sweepDaysAhead } from '../../../../functions/sweep/sweep-days-ahead.ts';
import type { WaitingStore } from '../../../../lib/store/waiting-store.ts';

it('has the waiting rows of a source read again, and asks nothing of sources without any', async () => {
  const sent: string[] = [];
  const waiting = {
    list: async (_kind: string, { prefix }: { prefix: string }) => ({
      keys: prefix === 'court#date-not-yet#' ? [{ runId: 'r', row: 1, at: prefix }] : [],
    }),
  } as unknown as Pick<WaitingStore, 'list'>;
  await sweepDaysAhead({ waiting, records: { send: async (bodies) => void sent.push(...bodies) } });
  expect(sent.map((body) => JSON.parse(body))).toEqual([
    { redo: { source: 'court', reason: 'date-not-yet', by: 'connector' } },
  ]);
});
