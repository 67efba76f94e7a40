import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { SheetBody } from '../../lib/credit-file/projection/sheet-body.ts';
import type { Day } from '../../lib/shared/day.ts';
import type { TraceAnswer } from '../../schemas/trace.ts';

export interface SheetInForce {
  readonly hash: string;
  readonly body: SheetBody;
}

/** The sheet that was in force at a version, and the day on which the next sheet replaced it. */
export async function sheetsOf(
  file: FileState,
  version: number,
  folders: Pick<FolderStore, 'readSheet'>,
): Promise<{ inForce?: SheetInForce; until?: Day }> {
  let until: Day | undefined;
  let hash = file.gradeInForce?.sheet ?? null;
  while (hash) {
    const text: string | undefined = await folders.readSheet(file, hash);
    if (!text) break;
    const body = JSON.parse(text) as SheetBody;
    if (body.version <= version) return { inForce: { hash, body }, ...(until && { until }) };
    until = body.evaluatedOn as Day;
    hash = body.previous;
  }
  return until ? { until } : {};
}

export const sheetView = ({ hash, body }: SheetInForce): NonNullable<TraceAnswer['sheet']> => {
  const { score, grade, vetoed, downgraded, table } = body.sheet;
  return {
    hash,
    previous: body.previous,
    version: body.version,
    evaluatedOn: body.evaluatedOn,
    state: body.state,
    cycle: (body.sheet as { cycle?: number }).cycle ?? 0,
    score,
    grade,
    vetoed,
    downgraded,
    table: table.version,
  };
};

/** The last sheet before the given one that still had a sanction: the sanction that was lifted. */
export async function lastSanctioned(
  file: FileState,
  { body }: SheetInForce,
  folders: Pick<FolderStore, 'readSheet'>,
): Promise<SheetBody | undefined> {
  let hash = body.previous;
  while (hash) {
    const text: string | undefined = await folders.readSheet(file, hash);
    if (!text) return undefined;
    const earlier = JSON.parse(text) as SheetBody;
    if (((earlier['sanctions'] ?? []) as readonly unknown[]).length > 0) return earlier;
    hash = earlier.previous;
  }
  return undefined;
}
