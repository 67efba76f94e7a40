import type { RowReading } from '../../schemas/record.ts';
import { rowsPerBatch } from './run.ts';

/** Groups rows into batches of fixed size. Each batch states whether it is the last one. */
export async function* batched(
  rows: AsyncIterable<RowReading>,
  first: number,
): AsyncGenerator<{ batch: number; readings: RowReading[]; isLast: boolean }> {
  let readings: RowReading[] = [];
  let batch = first;
  for await (const row of rows) {
    if (readings.length === rowsPerBatch) {
      yield { batch: batch++, readings, isLast: false };
      readings = [];
    }
    readings.push(row);
  }
  if (readings.length > 0) yield { batch, readings, isLast: true };
}
