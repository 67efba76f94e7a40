import { describe, expect, it } from 'vitest';
import { keepBatch } from '../../functions/keep-records/keep-batch.ts';
import { dismissRow } from '../../functions/work-quarantine/dismiss-row.ts';
import { encodeBatch, sealedRun } from '../../lib/application/intake/batch-message.ts';
import { decisionStates } from '../../lib/credit-file/facts/decision-state.ts';
import { folderDigestOf } from '../../lib/credit-file/projection/project-folder.ts';
import type { Run } from '../../lib/feeds/run.ts';
import { createListStore, createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import type { BatchMessage } from '../../schemas/messages.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openMemoryTable } from '../support/memory-table.ts';
import { finding, personNumber } from '../support/staffed-region.ts';

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
    // A registry of a day comes in without a batch of its own.
    register: intake.keep,
    runs,
    quarantine,
    lists: createListStore(table),
    matches: createMatchStore(table),
    comparisons: queue,
    records: queue,
    hints,
  };
  return {
    ...deps,
    /**
     * Takes a batch. Some of what it needs may be replaced.
     * @param run the run that the batch carries, where the file has no other
     */
    keep: (
      runId: string,
      receivedAt: string,
      records: readonly FeedRecord[],
      { run, ...over }: { run?: Run | undefined } & object = {},
    ) => {
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
      return keepBatch(JSON.parse(text) as BatchMessage, { ...deps, ...over } as never);
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
    const again = () => keep(later, at, [said(2), finding(2, 5)], { run });
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

const [runId, sentAt] = ['01M2GDR2T4SA5X638KHFD7M53B', '2026-06-30T02:00:01Z'];
const doctor = (name: string): FeedRecord => ({
  type: 'registration',
  subject: { category: 'doctor', scheme: 'resident-id', id: personNumber(5), name },
  status: 'active',
});

/**
 * Of two attempts at the same moment, one counts the batch and the other is killed after it wrote a fact. What the killed one wrote
 * must reach the file with its message, which comes again.
 */
it('what an attempt had written when it was killed is in the file after its message came again, though the batch was counted', async () => {
  const { keep, register, runs, ports, folders, vault } = await openKeeper();
  await register(doctor('达娃'), '2026-06-01');
  const rows = [finding(1, 5, { subject: { scheme: 'resident-id', id: personNumber(5), name: '达娃' } })];
  const putFile = () => Promise.reject(new Error('killed'));
  const killed = { ports: { ...ports, store: { ...ports.store, putFile } } };
  await expect(keep(runId, sentAt, rows, killed)).rejects.toThrow('killed');
  await runs.countBatch(runId, {
    batch: 0,
    isLast: false,
    counts: { received: 1, accepted: 1, duplicates: 0, unmatched: 0, quarantined: 0 },
    unmatchedRows: [],
    duplicateRows: [],
    quarantinedRows: [],
  });
  const folder = () => folders.readFolder(vault.partyKey('resident-id', personNumber(5)));
  const fileHasAll = async () => {
    const read = await folder();
    return read.files.get('doctor')?.folderDigest === folderDigestOf(read);
  };
  expect(await fileHasAll()).toBe(false);
  await keep(runId, sentAt, rows);
  expect(await fileHasAll()).toBe(true);
  expect(await runs.counts(runId)).toMatchObject({ received: 1, accepted: 1 });
});

/** A row names a doctor otherwise than the registry, which later takes the row's name. */
async function openDoubt() {
  const keeper = await openKeeper();
  await keeper.register(doctor('平措'), '2026-06-01');
  const subject = { scheme: 'resident-id', id: personNumber(5), name: '达娃' } as const;
  const doubted = finding(1, 5, { subject });
  return {
    ...keeper,
    keep: (over: object = {}) => keeper.keep(runId, sentAt, [doubted], over),
    rename: () => keeper.register(doctor('达娃'), '2026-06-29'),
    counts: () => keeper.runs.counts(runId),
    async dismiss() {
      const row = await keeper.quarantine.read(runId, 1);
      if (!row) throw new Error('No row waits');
      await dismissRow(row, { reason: '不予采纳', by: 'officer' }, keeper as never);
    },
    async inEffect() {
      const party = keeper.vault.partyKey('resident-id', personNumber(5));
      return decisionStates((await keeper.folders.readFolder(party)).facts).length;
    },
  };
}

describe('a row that waits, and would be taken now that its subject has another name', () => {
  it('is not taken when its batch comes again', async () => {
    const { keep, rename, counts, inEffect } = await openDoubt();
    await keep();
    await rename();
    await keep();
    expect(await counts()).toMatchObject({ received: 1, accepted: 0, quarantined: 1 });
    expect(await inEffect()).toBe(0);
  });

  it('stays dismissed when its batch comes again', async () => {
    const { keep, rename, dismiss, inEffect } = await openDoubt();
    await keep();
    await dismiss();
    await rename();
    await keep();
    expect(await inEffect()).toBe(0);
  });

  it('stays dismissed when its batch comes again that was interrupted before it was counted', async () => {
    const { keep, rename, dismiss, counts, inEffect, runs } = await openDoubt();
    const countBatch = () => Promise.reject(new Error('interrupted'));
    await expect(keep({ runs: { ...runs, countBatch } })).rejects.toThrow('interrupted');
    await dismiss();
    await rename();
    await keep();
    expect(await counts()).toMatchObject({ received: 1, accepted: 0, quarantined: 1 });
    expect(await inEffect()).toBe(0);
  });

  it('is taken when its batch was interrupted before the row waited', async () => {
    const { keep, rename, counts, inEffect, quarantine } = await openDoubt();
    const add = () => Promise.reject(new Error('interrupted'));
    await expect(keep({ quarantine: { ...quarantine, add } })).rejects.toThrow('interrupted');
    await rename();
    await keep();
    expect(await counts()).toMatchObject({ received: 1, accepted: 1, quarantined: 0 });
    expect(await inEffect()).toBe(1);
  });
});
