import { FileProblem, type RowRemark, readFeed, writeAnswer } from '../../lib/feeds/index.ts';
import type { Source } from '../../lib/shared/source.ts';
import type { RowReading } from '../../schemas/record.ts';
import { asFile, today } from '../support/feed-file.ts';

export interface Attempt {
  readonly source: Source;
  readonly bytes: Uint8Array;
  readonly chunkBytes: number;
  /** Number of records of an unchanged file. */
  readonly records?: number | undefined;
}

/**
 * Reads a file and its answer as the product does.
 * @throws Error saying what went wrong; a refusal of the file is no error
 */
export async function tryFile({ source, bytes, chunkBytes, records }: Attempt): Promise<void> {
  const file = asFile(bytes, chunkBytes);
  const first = await readAll(source, bytes, chunkBytes);
  if (records !== undefined && first.count !== records)
    throw new Error(`${first.count} of ${records} records came out${first.refusal && `: ${first.refusal}`}`);
  const answer = await writeAnswer(file, first.refused, source).catch((error: unknown) => {
    if (error instanceof FileProblem) return undefined;
    throw error;
  });
  if (!answer || first.refusal !== '' || first.refused.size === 0) return;
  const again = await readAll(source, answer.body, chunkBytes);
  if (again.count !== first.refused.size)
    throw new Error(`${again.count} of ${first.refused.size} rows came back in the answer: ${again.refusal}`);
}

interface Outcome {
  readonly count: number;
  readonly refused: ReadonlyMap<number, RowRemark>;
  /** Why the file was not read, or not read further. Empty when it was read. */
  readonly refusal: string;
}

async function readAll(source: Source, bytes: Uint8Array, chunkBytes: number): Promise<Outcome> {
  const refused = new Map<number, RowRemark>();
  let count = 0;
  let last = 0;
  try {
    const reading = await readFeed({
      source,
      file: asFile(bytes, chunkBytes),
      today,
      checkFinding: () => undefined,
    });
    if (!reading.ok) return { count, refused, refusal: reading.error.code };
    for await (const row of reading.value.rows) {
      checkRow(row, last);
      last = row.row;
      count++;
      if (row.kind === 'quarantined') refused.set(row.row, { findings: row.findings });
    }
    return { count, refused, refusal: '' };
  } catch (error) {
    if (error instanceof FileProblem) return { count, refused, refusal: error.code };
    throw error;
  }
}

function checkRow(row: RowReading, last: number): void {
  if (!(row.row > last)) throw new Error(`row ${row.row} comes after row ${last}`);
  if (row.kind === 'quarantined' && row.findings.length === 0)
    throw new Error(`row ${row.row} has no finding`);
}
