import type { Origin } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import {
  decisionBehind,
  personOf,
  type TracedCause,
  type TracedDecision,
} from '../../lib/credit-file/trace.ts';
import type { RunStore } from '../../lib/feeds/run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { TracedFile, TracedRow } from '../../schemas/trace.ts';

export interface RowDeps {
  readonly runs: Pick<RunStore, 'read'>;
  readonly bucket: Pick<Bucket, 'place'>;
  readonly vault: Vault;
}

export const rowOf = ({ run, row, fileSha256, source, by, receivedAt, correction }: Origin): TracedRow => ({
  run,
  row,
  fileSha256,
  source,
  by,
  receivedAt,
  ...(correction && { correction }),
});

/** The decisions behind causes, without duplicates, from the folder that contains each. */
export async function decisionsBehind(
  causes: readonly TracedCause[],
  folder: Folder,
  { folders, unknown }: { folders: Pick<FolderStore, 'readFolder'>; unknown: string[] },
): Promise<TracedDecision[]> {
  const once = new Map(causes.map((cause) => [`${cause.via ?? ''}/${cause.fact}`, cause]));
  const others = new Map<PartyKey, Folder>();
  const decisions: TracedDecision[] = [];
  for (const cause of once.values()) {
    const person = personOf(folder, cause);
    if (person && !others.has(person)) others.set(person, await folders.readFolder(person));
    const { facts } = (person && others.get(person)) || folder;
    const decision = decisionBehind(facts, cause);
    if (decision) decisions.push(decision);
    else unknown.push(`The fact ${cause.fact} that the sheet names is not in its folder any more.`);
  }
  return decisions;
}

/** The files that rows came in, without duplicates, and where their bytes are stored. */
export async function filesBehind(
  rows: readonly Origin[],
  { runs, bucket, vault, unknown }: RowDeps & { unknown: string[] },
): Promise<TracedFile[]> {
  const runIds = [...new Set(rows.map(({ run }) => run))].filter((run) => run !== '').sort();
  const files: TracedFile[] = [];
  for (const runId of runIds) {
    const run = await runs.read(runId);
    if (!run) {
      unknown.push(`The run ${runId} is not kept: only its file's hash is known.`);
      continue;
    }
    const {
      source,
      channel = 'file',
      sealedName,
      sha256,
      bytes,
      format,
      encoding,
      template,
      by,
      startedAt,
    } = run;
    const object = await bucket.place(runId);
    if (!object) unknown.push(`The file of run ${runId} is not in the bucket any more.`);
    files.push({
      run: runId,
      source,
      channel,
      ...(sealedName && { name: vault.open(sealedName as Sealed, runId) }),
      ...(sha256 && { sha256 }),
      ...(bytes !== undefined && { bytes }),
      ...(format && { format }),
      ...(encoding && { encoding }),
      ...(template && { template }),
      by,
      startedAt,
      ...(object && { object }),
    });
  }
  return files;
}
