import { expect, it } from 'vitest';
import { keepBatch } from '../../functions/keep-records/keep-batch.ts';
import { encodeBatch, sealedRun } from '../../lib/application/intake/batch-message.ts';
import type { Run } from '../../lib/feeds/run.ts';
import { createListStore, createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import type { BatchMessage } from '../../schemas/messages.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openMemoryTable } from '../support/memory-table.ts';
import { finding } from '../support/staffed-region.ts';

/** Takes batches as their messages arrive. */
async function openKeeper() {
  const { table } = await openMemoryTable();
  const intake = openIntake(table);
  const runs = createRunStore(table);
  const quarantine = createQuarantineStore(table);
  const queue = { send: async () => undefined };
  const hints = { noteFile: () => undefined, note: () => undefined, flush: async () => undefined };
  const deps = {
    ...intake,
    runs,
    quarantine,
    lists: createListStore(table),
    matches: createMatchStore(table),
    comparisons: queue,
    records: queue,
    hints,
  };
  return {
    runs,
    quarantine,
    /** @param run the run that the batch carries, where the file has no other */
    keep: (runId: string, receivedAt: string, records: readonly FeedRecord[], run?: Run) => {
      const passed = run && sealedRun(intake.vault, { ...runs.passOn(run), found: { batches: 1 } });
      const envelope = {
        ...(passed && { run: passed }),
        runId,
        batch: 0,
        isLast: run !== undefined,
        source: 'medical-insurance',
        by: 'bureau',
        receivedAt,
      };
      const rows = records.map((record, index) => ({ kind: 'record' as const, row: index + 1, record }));
      const text = encodeBatch(intake.vault, { ...envelope, fileSha256: runId } as never, rows);
      return keepBatch(JSON.parse(text) as BatchMessage, deps as never);
    },
  };
}

const said = (count: number) =>
  finding(1, 5, { content: { kind: 'finding', indicator: 'dr.interview', count } });

it.each([
  ['among others', false],
  ['alone in its file', true],
])(
  'a batch that was counted stays as it was counted, when it comes again after a contradiction that was received before it: %s',
  async (_, isAlone) => {
    const { runs, quarantine, keep } = await openKeeper();
    const [earlier, later] = ['01M2GDR2BCMAEC71812C5NV4B0', '01M2GDR2T4SA5X638KHFD7M53B'];
    const at = '2026-06-30T02:00:01Z';
    await runs.create({
      runId: later,
      source: 'medical-insurance',
      by: 'bureau',
      status: 'running',
      startedAt: at,
      ignoredColumns: [],
      batchesSent: 0,
      movedAt: at,
    });
    const run = isAlone ? await runs.read(later) : undefined;
    const again = () => keep(later, at, [said(2), finding(2, 5)], run);
    await again();
    const counted = await runs.counts(later);
    expect(counted).toMatchObject({ received: 2, quarantined: 0 });
    expect((await runs.read(later))?.status).toBe(isAlone ? 'completed' : 'running');
    await keep(earlier, '2026-06-30T02:00:00Z', [said(1)]);
    await again();
    expect(await runs.counts(later)).toEqual(counted);
    expect(await quarantine.read(later, 1)).toBeUndefined();
  },
);
