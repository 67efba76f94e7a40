import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { checkFinding } from '../../lib/application/intake/check-finding.ts';
import { problemBefore } from '../../lib/application/intake/hold-file.ts';
import type { Sender } from '../../lib/application/intake/open-run.ts';
import type { Kept } from '../../lib/application/intake/sort-rows.ts';
import { takeBatch } from '../../lib/application/intake/take-batch.ts';
import { sourceSettingsOf } from '../../lib/application/settings/source-settings.ts';
import { type FeedFile, type FeedReading, FileProblem, readFeed } from '../../lib/feeds/index.ts';
import { listOf } from '../../lib/feeds/list.ts';
import { noCounts, type RunCounts, type RunProblem, rowsPerBatch } from '../../lib/feeds/run.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { previewAnswer } from '../../schemas/api.ts';
import { explain, explanationOf, sentencesOf } from '../../schemas/reasons/reason.ts';
import { rowReasons } from '../../schemas/reasons/rows/index.ts';
import { runReasons } from '../../schemas/reasons/run-problems.ts';
import type { RowReading } from '../../schemas/record.ts';
import type { DryDeps } from './dry-deps.ts';

type Preview = z.infer<typeof previewAnswer>;

const findingsMost = 200;
/** A preview answers within a request. What it has not looked at by then, it says. */
const secondsMost = 18;

/** What would become of a file, row by row, if it were sent now. Nothing is kept and nobody is told. */
export async function previewFile(
  body: Uint8Array,
  sender: Sender,
  deps: DryDeps & { readonly runtime: Runtime },
): Promise<Preview> {
  const { runtime } = deps;
  const feedFile: FeedFile = {
    source: sender.source,
    file: {
      bytes: body.length,
      async *open() {
        yield body;
      },
    },
    today: dayOf(runtime.clock()),
    checkFinding: checkFinding(runtime),
    settings: sourceSettingsOf(runtime)[sender.source],
  };
  const reading = await readFeed(feedFile);
  if (!reading.ok) {
    const { kind, format, encoding, ...problem } = reading.error;
    return stopped(kind, problem, { format, encoding });
  }
  const { template, isSnapshot, bounds } = reading.value;
  const list = isSnapshot ? listOf(sender.source, template) : undefined;
  const problem = await problemBefore({}, { list, feedFile, bounds }, { ...deps, folders: deps.ports.store });
  if (problem) return stopped('held', problem, reading.value);
  return previewRows(reading.value, { ...sender, sha256: sha256Of(body) }, deps);
}

const sha256Of = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

const stopped = (
  status: 'held' | 'failed',
  { code, detail, columns }: RunProblem,
  { format, encoding, template }: { [Name in 'format' | 'encoding' | 'template']?: string | undefined },
): Preview => ({
  status,
  file: { ...(format && { format }), ...(encoding && { encoding }), ...(template && { template }) },
  ...noCounts,
  isComplete: true,
  findings: [],
  problem: {
    code,
    detail,
    explanation: explanationOf(runReasons, code),
    ...(columns && { columns: [...columns] }),
  },
});

async function previewRows(
  { format, encoding, template, rows }: FeedReading,
  { source, agency, person, division, sha256 }: Sender & { readonly sha256: string },
  deps: DryDeps & { readonly runtime: Runtime },
): Promise<Preview> {
  const { runtime } = deps;
  const ends = runtime.clock().getTime() + secondsMost * 1000;
  const receivedAt = runtime.clock().toISOString();
  const about = {
    runId: runtime.newId(),
    source,
    by: agency,
    person,
    division,
    receivedAt,
    fileSha256: sha256,
  };
  const preview = { status: 'completed' as const, file: { format, encoding, template } };
  const findings: Preview['findings'] = [];
  let counts: RunCounts = noCounts;
  let batch = 0;
  try {
    for await (const readings of batchesOf(rows)) {
      if (runtime.clock().getTime() > ends) return { ...preview, ...counts, isComplete: false, findings };
      const envelope = { ...about, batch: batch++, isLast: false };
      const { outcomes } = await takeBatch(readings, envelope, deps);
      counts = sumOf(counts, outcomes);
      findings.push(...outcomes.sort((a, b) => a.row - b.row).flatMap(findingsOf));
      findings.length = Math.min(findings.length, findingsMost);
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { ...stopped('failed', error, preview.file), ...counts, findings };
  }
  return { ...preview, ...counts, isComplete: true, findings };
}

async function* batchesOf(rows: AsyncIterable<RowReading>): AsyncGenerator<RowReading[]> {
  let batch: RowReading[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < rowsPerBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function sumOf(sum: RunCounts, outcomes: readonly Kept[]): RunCounts {
  const count = (kind: Kept['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  return {
    received: sum.received + outcomes.length,
    accepted: sum.accepted + count('accepted'),
    duplicates: sum.duplicates + count('duplicate'),
    unmatched: sum.unmatched + count('unmatched'),
    quarantined: sum.quarantined + count('quarantined'),
  };
}

const findingsOf = (outcome: Kept): Preview['findings'] =>
  outcome.kind === 'quarantined'
    ? outcome.findings.map(({ column, code }) => {
        const reason = explain(rowReasons, code);
        const said = { code, title: reason.title, explanation: sentencesOf(reason) };
        return { row: outcome.row, ...(column && { column }), ...said };
      })
    : [];
