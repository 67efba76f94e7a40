import type * as z from 'zod';
import { checkFinding } from '../../lib/application/intake/check-finding.ts';
import { problemBefore } from '../../lib/application/intake/hold-file.ts';
import type { Sender } from '../../lib/application/intake/open-run.ts';
import { findingViews, notedView, problemView } from '../../lib/application/intake/run-views.ts';
import { rowsPeeked } from '../../lib/application/intake/shifted-names.ts';
import type { Kept } from '../../lib/application/intake/sort-rows.ts';
import { takeBatch } from '../../lib/application/intake/take-batch.ts';
import { sourceSettingsOf } from '../../lib/application/settings/source-settings.ts';
import { batched } from '../../lib/feeds/batched.ts';
import {
  type FeedFile,
  type FeedReading,
  FileProblem,
  peekRows,
  readFeed,
  type SourceFile,
} from '../../lib/feeds/index.ts';
import { listOf } from '../../lib/feeds/list.ts';
import { countsOf, noCounts, type RunCounts, type RunProblem } from '../../lib/feeds/run.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { previewAnswer } from '../../schemas/api.ts';
import type { RowReading } from '../../schemas/record.ts';
import type { DryDeps } from './dry-deps.ts';

export type Preview = z.infer<typeof previewAnswer>;
/** A file by itself. */
export type File = Omit<Preview, 'parts'>;
/** What has been looked at so far. */
type Seen = RunCounts & Pick<Preview, 'findings'>;
export type PreviewDeps = DryDeps & { readonly runtime: Runtime };

export const findingsMost = 200;
export const nothingSeen: Seen = { ...noCounts, findings: [] };

export const fileOfBody = (body: Uint8Array): SourceFile => ({
  bytes: body.length,
  async *open() {
    yield body;
  },
});

export interface PreviewOptions {
  readonly sender: Sender;
  /** The instant at which no more rows are looked at. */
  readonly ends: number;
  /** False for one of several files of an archive: it is never a whole list. */
  readonly isAlone: boolean;
}

/** What would become of one file, row by row, if it were sent now. */
export async function previewOne(
  body: Uint8Array,
  { sender, ends, isAlone }: PreviewOptions,
  deps: PreviewDeps,
): Promise<File> {
  const { runtime } = deps;
  const feedFile: FeedFile = {
    source: sender.source,
    file: fileOfBody(body),
    today: dayOf(runtime.clock()),
    checkFinding: checkFinding(runtime),
    settings: sourceSettingsOf(runtime)[sender.source],
  };
  const reading = await readFeed(feedFile);
  if (!reading.ok) {
    const { kind, format, encoding, ...problem } = reading.error;
    return stopped(kind, problem, { format, encoding });
  }
  let seen = nothingSeen;
  try {
    const { first, rows, close } = await peekRows(reading.value.rows, rowsPeeked);
    const problem = await heldFor(reading.value, { first, feedFile, isAlone }, deps);
    if (problem) {
      await close();
      return stopped('held', problem, reading.value);
    }
    for await (const { isLast, ...now } of seenOf(rows, { sender, sha256: reading.value.sha256 }, deps)) {
      seen = now;
      if (!isLast && runtime.clock().getTime() > ends) return endedReading(reading.value, seen, false);
    }
    return endedReading(reading.value, seen, true);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return stopped('failed', error, reading.value, seen);
  }
}

const heldFor = (
  { template, isSnapshot, bounds }: FeedReading,
  { first, feedFile, isAlone }: { first: readonly RowReading[]; feedFile: FeedFile; isAlone: boolean },
  deps: PreviewDeps,
): Promise<RunProblem | undefined> => {
  const list = isSnapshot && isAlone ? listOf(feedFile.source, template) : undefined;
  return problemBefore({}, { list, feedFile, bounds, first }, { ...deps, folders: deps.ports.store });
};

type Known = { readonly [Name in 'format' | 'encoding' | 'template']?: string | undefined };

const fileOf = ({ format, encoding, template }: Known): Preview['file'] => ({
  ...(format && { format }),
  ...(encoding && { encoding }),
  ...(template && { template }),
});

export const stopped = (
  status: 'held' | 'failed',
  problem: RunProblem,
  known: Known,
  seen: Seen = nothingSeen,
): File => ({ status, file: fileOf(known), ...seen, isComplete: true, problem: problemView(problem) });

export const ended = (known: Known, seen: Seen, isComplete: boolean): File => ({
  status: 'completed',
  file: fileOf(known),
  ...seen,
  isComplete,
});

const endedReading = (reading: FeedReading, seen: Seen, isComplete: boolean): File => ({
  ...ended(reading, seen, isComplete),
  ...notedView({ passedRows: reading.passedRows(), readings: reading.readings.all() }),
});

/** What became of the rows so far, after each batch. */
async function* seenOf(
  rows: AsyncIterable<RowReading>,
  { sender, sha256 }: { sender: Sender; sha256: string },
  deps: PreviewDeps,
): AsyncGenerator<Seen & { readonly isLast: boolean }> {
  const { runtime } = deps;
  const { source, agency: by, person, division } = sender;
  const receivedAt = runtime.clock().toISOString();
  const about = { runId: runtime.newId(), source, by, person, division, receivedAt, fileSha256: sha256 };
  let seen = nothingSeen;
  for await (const { batch, readings, isLast } of batched(rows, 0)) {
    const { outcomes } = await takeBatch(readings, { ...about, batch, isLast }, deps);
    seen = seenAlso(
      seen,
      outcomes.toSorted((a, b) => a.row - b.row),
    );
    yield { ...seen, isLast };
  }
}

function seenAlso(seen: Seen, outcomes: readonly Kept[]): Seen {
  const more = countsOf(outcomes);
  const findings = outcomes.flatMap((outcome) =>
    outcome.kind === 'quarantined' ? findingViews(outcome.row, outcome.findings) : [],
  );
  return {
    received: seen.received + more.received,
    accepted: seen.accepted + more.accepted,
    duplicates: seen.duplicates + more.duplicates,
    unmatched: seen.unmatched + more.unmatched,
    quarantined: seen.quarantined + more.quarantined,
    findings: [...seen.findings, ...findings].slice(0, findingsMost),
  };
}
