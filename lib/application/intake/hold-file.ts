import type { RowReading } from '../../../schemas/record.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import { type FeedFile, type FeedReading, readFeed } from '../../feeds/index.ts';
import type { ListStore } from '../../feeds/list.ts';
import type { Run, RunProblem } from '../../feeds/run.ts';
import type { Vault } from '../../runtime/vault.ts';
import { boundsProblem } from './list-bounds.ts';
import { namesProblem } from './shifted-names.ts';

export interface HoldDeps {
  readonly vault: Vault;
  readonly lists: Pick<ListStore, 'head'>;
  readonly folders: Pick<FolderStore, 'likelyStrangers' | 'readFiles'>;
}

/** What is looked at: the full list that the file is, if it is one, and its first rows. */
interface Looked {
  readonly list: string | undefined;
  readonly feedFile: FeedFile;
  readonly bounds: FeedReading['bounds'];
  readonly first: readonly RowReading[];
}

/**
 * Why a file is held before any of its rows counts.
 * @throws FileProblem for a full list that breaks while its rows are counted
 */
export async function problemBefore(
  run: Pick<Run, 'isBoundsReleased' | 'isNamesReleased'>,
  { list, feedFile, bounds, first }: Looked,
  deps: HoldDeps,
): Promise<RunProblem | undefined> {
  const count = () => rowsIn(feedFile);
  const outOfBounds = list && (await boundsProblem(run, list, { lists: deps.lists, bounds, count }));
  return outOfBounds || namesProblem(run, first, deps);
}

/** The number of rows of a file, counted in an additional pass over it. */
async function rowsIn(feedFile: FeedFile): Promise<number> {
  const reading = await readFeed(feedFile);
  let count = 0;
  if (reading.ok) for await (const _row of reading.value.rows) count++;
  return count;
}
