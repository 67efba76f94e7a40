import { isDeepStrictEqual } from 'node:util';
import { awaitsConfirmation } from '../../lib/application/quarantine/awaits-confirmation.ts';
import { decidedBefore, matchedRecord } from '../../lib/application/quarantine/candidates.ts';
import { rereadContext } from '../../lib/application/quarantine/reread-context.ts';
import { resolveRow } from '../../lib/application/quarantine/resolve-row.ts';
import { openRow, type RowContent, sealRow } from '../../lib/application/quarantine/row-content.ts';
import { askedNow } from '../../lib/application/quarantine/succession-candidates.ts';
import { maySay } from '../../lib/credit-file/facts/may-correct.ts';
import { authorityNotOfSource } from '../../lib/credit-file/take-decisions.ts';
import { rereadRow } from '../../lib/feeds/index.ts';
import { type QuarantinedRow, reasonOf } from '../../lib/feeds/quarantine.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { WaitingStore } from '../../lib/store/waiting-store.ts';
import type { CaseworkMessage } from '../../schemas/messages.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import type { KeepBatchDeps } from './keep-batch.ts';

type Redo = Extract<CaseworkMessage, { redo: unknown }>['redo'];

export interface RedoDeps extends KeepBatchDeps {
  readonly waiting: WaitingStore;
  readonly records: Queue;
}

const rowsAMessage = 50;

/**
 * Reads again the rows that wait for one reason, after the source has changed. Rows that are understood now are taken;
 * the others keep waiting. Each message processes one page and enqueues the next.
 */
export async function redoRows({ source, reason, by, after }: Redo, deps: RedoDeps): Promise<void> {
  const { waiting, quarantine, records, runtime } = deps;
  const { keys, next } = await waiting.list('Q', {
    prefix: `${source}#${reason}#`,
    limit: rowsAMessage,
    after,
  });
  let taken = 0;
  for (const { runId, row: number } of keys) {
    const row = await quarantine.read(runId, number);
    if (row?.state === 'waiting' && (await redoRow(row, by, deps))) taken++;
  }
  runtime.log.info('rows.redone', { source, reason, read: keys.length, taken });
  if (next) await records.send([JSON.stringify({ redo: { source, reason, by, after: next } })]);
}

async function redoRow(row: QuarantinedRow, by: string, deps: RedoDeps): Promise<boolean> {
  if (awaitsConfirmation(row)) return false;
  const record = await recordOf(row, deps);
  if (!record) return false;
  const at = deps.runtime.clock().toISOString();
  const isAutomatic = reasonOf(row) === 'date-not-yet';
  const saying = { kind: 'redo', by, at, said: {}, isAutomatic } as const;
  const resolution = await resolveRow(row, { record, saying }, deps);
  return resolution.kind === 'resolved';
}

/** The record of a row whose authority the register binds to its source by now. */
function registeredNow(record: FeedRecord | undefined, row: QuarantinedRow): FeedRecord | undefined {
  if (record?.type !== 'decision' || reasonOf(row) !== authorityNotOfSource.code) return undefined;
  return maySay(row, record) ? record : undefined;
}

/** The record, unless its source does not speak for its authority. The row then waits for that reason. */
async function ofItsSource(
  record: FeedRecord,
  { row, content }: { row: QuarantinedRow; content: RowContent },
  { vault, quarantine }: RedoDeps,
): Promise<FeedRecord | undefined> {
  if (record.type !== 'decision' || maySay(row, record)) return record;
  if (reasonOf(row) !== authorityNotOfSource.code)
    await quarantine.replace({
      ...row,
      findings: [authorityNotOfSource],
      content: sealRow(vault, row, { ...content, record }),
    });
  return undefined;
}

/** The record that the row is read as now. A row with other findings than before now waits under the new ones. */
async function recordOf(row: QuarantinedRow, deps: RedoDeps): Promise<FeedRecord | undefined> {
  const { vault, quarantine, runtime, ports } = deps;
  const content = openRow(vault, row);
  const { registration } = content;
  if (registration)
    return (await askedNow(registration, row, { vault, folders: ports.store })) ? undefined : registration;
  if (!content.cells) return registeredNow(content.record, row);
  const reading = rereadRow(
    { row: row.row, cells: content.cells, findings: row.findings },
    { source: row.source, template: row.template, context: rereadContext(row, runtime) },
  );
  if (reading.kind === 'record') return ofItsSource(reading.record, { row, content }, deps);
  if (!reading.candidate) {
    if (!isDeepStrictEqual(reading.findings, row.findings))
      await quarantine.replace({ ...row, findings: reading.findings });
    return undefined;
  }
  const { candidates, chosen } = await decidedBefore(reading.candidate, { ...deps, folders: ports.store });
  if (chosen) return matchedRecord(reading.candidate, chosen);
  if (candidates.length > 0) await quarantine.replace({ ...row, findings: reading.findings });
  return undefined;
}
