import type { Origin } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import {
  decisionsByCause,
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

export const rowOf = ({
  run,
  row,
  fileSha256,
  source,
  by,
  receivedAt,
  correction,
  confirmation,
}: Origin): TracedRow => ({
  run,
  row,
  fileSha256,
  source,
  by,
  receivedAt,
  ...(correction && { correction }),
  ...(confirmation && { confirmation }),
});

/** Decisions of one trace. Each is shown with its statements and the files they came in. */
const decisionsMost = 300;

/**
 * The decisions behind causes, without duplicates, from the folder that contains each. Of more than one answer can hold,
 * the first are shown, and what is left out is said.
 */
export async function decisionsBehind(
  causes: readonly TracedCause[],
  folder: Folder,
  { folders, unknown }: { folders: Pick<FolderStore, 'readFolder'>; unknown: string[] },
): Promise<TracedDecision[]> {
  const once = new Map(causes.map((cause) => [`${cause.via ?? ''}/${cause.fact}`, cause]));
  if (once.size > decisionsMost)
    unknown.push(
      `The sheet rests on ${once.size} decisions. The first ${decisionsMost} are shown; files/query shows all.`,
    );
  const known = decisionsByCause(folder.facts);
  const others = new Map<PartyKey, typeof known>();
  const decisions: TracedDecision[] = [];
  for (const cause of [...once.values()].slice(0, decisionsMost)) {
    const person = personOf(folder, cause);
    if (person && !others.has(person))
      others.set(person, decisionsByCause((await folders.readFolder(person)).facts));
    const decision = ((person && others.get(person)) || known)(cause);
    if (decision) decisions.push(decision);
    else unknown.push(unreadCause(cause, folder));
  }
  return decisions;
}

/** A cause that is no row: what an officer decided on an objection, or a publication; or one that is gone. */
const unreadCause = ({ fact }: TracedCause, { facts }: Folder): string =>
  facts.some(({ key }) => key === fact)
    ? `The fact ${fact} came in no file: it is a decision on an objection or a publication; files/query shows it.`
    : `The fact ${fact} that the sheet names is not in its folder any more.`;

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
