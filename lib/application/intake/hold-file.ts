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

/** Why a file is held before any of its rows counts. `list`: the full list that it is. */
export async function problemBefore(
  run: Pick<Run, 'isBoundsReleased' | 'isNamesReleased'>,
  { list, feedFile, bounds }: { list: string | undefined; feedFile: FeedFile; bounds: FeedReading['bounds'] },
  deps: HoldDeps,
): Promise<RunProblem | undefined> {
  const rows = () => rowsOf(feedFile);
  const outOfBounds =
    list &&
    (await boundsProblem(run, list, { lists: deps.lists, bounds, count: async () => countOf(await rows()) }));
  return outOfBounds || namesProblem(run, rows, deps);
}

/** The rows of a file, in an additional pass over it. */
async function rowsOf(feedFile: FeedFile): Promise<FeedReading['rows']> {
  const reading = await readFeed(feedFile);
  return reading.ok ? reading.value.rows : none();
}

async function* none(): FeedReading['rows'] {}

async function countOf(rows: FeedReading['rows']): Promise<number> {
  let count = 0;
  for await (const _row of rows) count++;
  return count;
}
