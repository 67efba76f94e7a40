import { type OpenRunDeps, openRun, type Sender, storeFile } from '../../lib/application/intake/open-run.ts';
import { FileProblem, type PackedFile, packedFiles, type SourceFile } from '../../lib/feeds/index.ts';
import { partRunId } from '../../lib/feeds/part-runs.ts';
import { noCounts, type Run } from '../../lib/feeds/run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';

export interface SplitRunDeps extends OpenRunDeps {
  readonly bucket: Pick<Bucket, 'size' | 'put'>;
}

/**
 * Makes each file of an archive a run of its own, whose id follows from the archive's run and the file's place. Its run is
 * opened before its file is stored, and the archive's run ends when all are, so that whoever reads the archive again after a
 * stop completes what is missing and repeats nothing.
 * @throws FileProblem when no file of the archive is taken
 */
export async function splitRun(
  run: Run,
  { file, known }: { file: SourceFile; known: Partial<Run> },
  deps: SplitRunDeps,
): Promise<void> {
  const { runtime, runs } = deps;
  const files = await packedFiles(file);
  const parts: string[] = [];
  for (const [place, packed] of files.entries()) {
    parts.push(await openPart(run, { packed, place, files: files.length }, deps));
    await runs.update(run.runId, { movedAt: runtime.clock().toISOString() }, ['running']);
  }
  const at = runtime.clock().toISOString();
  const done = { status: 'completed', finishedAt: at, movedAt: at, counts: noCounts, batches: 0 } as const;
  const ended = await runs.update(run.runId, { ...known, ...done, parts }, ['running']);
  if (ended) runtime.log.info('run.split', { runId: run.runId, source: run.source, parts: parts.length });
}

interface Part {
  readonly packed: PackedFile;
  readonly place: number;
  readonly files: number;
}

async function openPart(run: Run, { packed, place, files }: Part, deps: SplitRunDeps): Promise<string> {
  const runId = partRunId(run.runId, place);
  const opening = {
    name: packed.name,
    channel: 'file',
    runId,
    startedAt: startOf(run, place),
    partOf: { runId: run.runId, files },
  } as const;
  const content = contentOf(packed);
  if (content instanceof FileProblem) {
    await openRun(opening, senderOf(run), deps);
    await fail(runId, content, deps);
  } else if ((await deps.bucket.size(runId)) === undefined) {
    await storeFile({ ...opening, body: content }, senderOf(run), deps);
  }
  return runId;
}

/** The archive was sent at one instant. Its files hold in their order, a millisecond apart. */
const startOf = ({ startedAt }: Run, place: number): string =>
  new Date(Date.parse(startedAt) + place + 1).toISOString();

const senderOf = ({ source, by, person, division }: Run): Sender => ({
  source,
  agency: by,
  person,
  division,
});

function contentOf(packed: PackedFile): Buffer | FileProblem {
  try {
    return packed.unpack();
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
}

/** A file that cannot be unpacked fails alone. It has no object. */
async function fail(runId: string, { code, detail }: FileProblem, deps: SplitRunDeps): Promise<void> {
  const { runtime, runs } = deps;
  const at = runtime.clock().toISOString();
  const failed = { status: 'failed', problem: { code, detail }, finishedAt: at, movedAt: at } as const;
  if (!(await runs.update(runId, failed, ['running']))) return;
  runtime.log.warn('run.failed', { runId, code });
  runtime.metrics.add('RunFailed', 1);
}
