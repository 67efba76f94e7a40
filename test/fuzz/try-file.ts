import { FileProblem, packedFiles, type RowRemark, readFeed, writeAnswer } from '../../lib/feeds/index.ts';
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
export async function tryFile({ records, ...attempt }: Attempt): Promise<void> {
  const { count, refusal } = await tryFiles(attempt);
  if (records !== undefined && count !== records)
    throw new Error(`${count} of ${records} records came out${refusal && `: ${refusal}`}`);
}

type Tried = Pick<Outcome, 'count' | 'refusal'>;

/** Tries a file, or of an archive each file in it. */
async function tryFiles(attempt: Attempt): Promise<Tried> {
  const tried = await tryOne(attempt);
  if (tried.refusal !== 'zip-of-files') return tried;
  const all = { count: 0, refusal: '' };
  for (const bytes of await unpackedFiles(attempt)) {
    const { count, refusal } = await tryOne({ ...attempt, bytes });
    all.count += count;
    all.refusal ||= refusal;
  }
  return all;
}

/** The files of an archive that can be unpacked; none of one that is refused as a whole. */
async function unpackedFiles({ bytes, chunkBytes }: Attempt): Promise<Buffer[]> {
  const files = await orRefused(() => packedFiles(asFile(bytes, chunkBytes)));
  const unpacked = await Promise.all((files ?? []).map((file) => orRefused(async () => file.unpack())));
  return unpacked.filter((one) => one !== undefined);
}

async function orRefused<T>(attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}

async function tryOne({ source, bytes, chunkBytes }: Attempt): Promise<Tried> {
  const file = asFile(bytes, chunkBytes);
  const first = await readAll(source, bytes, chunkBytes);
  const answer = await orRefused(() => writeAnswer(file, first.refused, source));
  if (!answer || first.refusal !== '' || first.refused.size === 0) return first;
  const again = await readAll(source, answer.body, chunkBytes);
  if (again.count !== first.refused.size)
    throw new Error(`${again.count} of ${first.refused.size} rows came back in the answer: ${again.refusal}`);
  return first;
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
