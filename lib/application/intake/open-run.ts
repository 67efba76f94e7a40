import { createHash } from 'node:crypto';
import { rowsAWindow } from '../../feeds/by-party.ts';
import type { Channel, Run, RunStore } from '../../feeds/run.ts';
import type { Bucket } from '../../runtime/bucket.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Vault } from '../../runtime/vault.ts';
import type { Source } from '../../shared/source.ts';

export interface Sender {
  readonly source: Source;
  readonly agency: string;
  /** The person or system of the agency that sends it, where the token says both. */
  readonly person?: string | undefined;
  /** The division it sends for; absent for the region. */
  readonly division?: string | undefined;
}

export interface OpenRunDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly vault: Vault;
}

export interface StoreFileDeps extends OpenRunDeps {
  readonly bucket: Pick<Bucket, 'put'>;
}

/** A run to open. If a run with the id exists, it stays as it is. */
export interface Opening {
  /** The sender's file name, stored sealed. */
  readonly name: string;
  readonly channel: Channel;
  readonly isWholeList?: boolean;
  readonly runId?: string;
  /** When the sender sent it, where that was before now. */
  readonly startedAt?: string;
  readonly partOf?: Run['partOf'];
}

/** Opens the run of a file that is still to be uploaded. */
export async function openRun(
  { name, channel, isWholeList, partOf, runId: given, startedAt: sentAt }: Opening,
  { source, agency, person, division }: Sender,
  { runtime, runs, vault }: OpenRunDeps,
): Promise<string> {
  const runId = given ?? runtime.newId();
  const now = runtime.clock().toISOString();
  const startedAt = sentAt ?? now;
  const run: Run = {
    runId,
    source,
    sealedName: vault.seal(name, runId),
    by: agency,
    ...(person && { person }),
    ...(division && { division }),
    channel,
    ...(isWholeList && { isWholeList }),
    ...(partOf && { partOf }),
    status: 'running',
    startedAt,
    ignoredColumns: [],
    window: rowsAWindow,
    batchesSent: 0,
    movedAt: now,
  };
  await runs.create(run);
  runtime.log.info('run.opened', { runId, source, by: agency, channel });
  return runId;
}

/**
 * Opens a run and stores its file unchanged. The run is written first, so that the event of the stored object finds it.
 */
export async function storeFile(
  { body, ...opening }: Opening & { body: Uint8Array },
  sender: Sender,
  deps: StoreFileDeps,
): Promise<{ runId: string }> {
  const sha256 = createHash('sha256').update(body).digest('hex');
  const runId = await openRun(opening, sender, deps);
  await deps.bucket.put(runId, body, { sha256 });
  return { runId };
}
