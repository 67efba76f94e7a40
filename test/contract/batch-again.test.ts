import { expect, it } from 'vitest';
import { keepBatch } from '../../functions/keep-records/keep-batch.ts';
import { encodeBatch } from '../../lib/application/intake/batch-message.ts';
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
    keep: (runId: string, receivedAt: string, records: readonly FeedRecord[]) => {
      const envelope = {
        runId,
        batch: 0,
        isLast: false,
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

it('a batch that was counted stays as it was counted, when it comes again after a contradiction that was received before it', async () => {
  const { runs, quarantine, keep } = await openKeeper();
  const [earlier, later] = ['01M2GDR2BCMAEC71812C5NV4B0', '01M2GDR2T4SA5X638KHFD7M53B'];
  const again = () => keep(later, '2026-06-30T02:00:01Z', [said(2), finding(2, 5)]);
  await again();
  const counted = await runs.counts(later);
  expect(counted).toMatchObject({ received: 2, quarantined: 0 });
  await keep(earlier, '2026-06-30T02:00:00Z', [said(1)]);
  await again();
  expect(await runs.counts(later)).toEqual(counted);
  expect(await quarantine.read(later, 1)).toBeUndefined();
});
