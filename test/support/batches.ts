import { type TakenBatch, takeBatch } from '../../lib/application/intake/take-batch.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import type { Source } from '../../lib/shared/source.ts';
import { createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import type { Table } from '../../lib/store/table.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import type { openIntake } from './intake.ts';

/**
 * Takes batches of records as the queue brings them, each of a run of its own.
 * @param base keeps the runs of several takers of one table apart
 * @returns takes a batch; the same number is the same batch of the same run
 */
export function batchTaker(
  table: Table,
  { ports, ...intake }: Omit<ReturnType<typeof openIntake>, 'ports'> & { readonly ports: IntakePorts },
  base = 0,
) {
  const deps = {
    ...intake,
    ports,
    matches: createMatchStore(table),
    quarantine: createQuarantineStore(table),
  };
  let runs = 0;
  return (records: readonly FeedRecord[], source: Source, number = ++runs): Promise<TakenBatch> => {
    const runId = `RUN${base}${String(number).padStart(22, '0')}`;
    const about = { runId, batch: 0, isLast: true, source, by: 'authority', fileSha256: runId };
    const readings = records.map((record, index) => ({ kind: 'record' as const, row: index + 2, record }));
    return takeBatch(readings, { ...about, receivedAt: '2026-06-30T02:00:00Z' }, deps);
  };
}
