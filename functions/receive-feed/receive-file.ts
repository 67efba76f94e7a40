import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { Run, RunStore } from '../../lib/feeds/run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { Source } from '../../lib/shared/category.ts';
import type { uploadRequest } from '../../schemas/api.ts';

export interface Sender {
  readonly source: Source;
  readonly agency: string;
}

export interface ReceiveDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly bucket: Bucket;
  readonly vault: Vault;
}

/** As the interface says; on AWS a Lambda is handed at most 6 MB, base64 included, so that files above 4 MB need an upload. */
const bodyLimit = 5 * 1024 * 1024;
const nameLimit = 200;

/** Keeps a file as it came and opens its run: the run first, so that the object's arrival finds it. */
export async function receiveFile(
  { name, body }: { name: string; body: Uint8Array },
  sender: Sender,
  deps: ReceiveDeps,
): Promise<{ runId: string }> {
  if (body.length === 0) {
    throw new Problem(400, 'empty-file', 'The body has 0 bytes. Send the file as the body of the request.');
  }
  if (body.length > bodyLimit) {
    throw new Problem(
      413,
      'file-too-large',
      `A file sent this way is at most 5 MiB. Announce it at /v1/feeds/${sender.source}/uploads and upload it.`,
    );
  }
  const sha256 = createHash('sha256').update(body).digest('hex');
  const runId = await openRun(name, sender, deps);
  await deps.bucket.put(runId, body, { sha256 });
  return { runId };
}

/** Opens a run for a file that is uploaded to the bucket directly; its checksum is part of the upload. */
export async function announceUpload(
  { name, bytes, sha256 }: z.infer<typeof uploadRequest>,
  sender: Sender,
  deps: ReceiveDeps,
): Promise<{ runId: string; upload: Awaited<ReturnType<Bucket['uploadRequest']>> }> {
  const runId = await openRun(name, sender, deps);
  return { runId, upload: await deps.bucket.uploadRequest(runId, { bytes, sha256 }) };
}

async function openRun(
  name: string,
  { source, agency }: Sender,
  { runtime, runs, vault }: ReceiveDeps,
): Promise<string> {
  if (name === '' || name.length > nameLimit) {
    throw new Problem(400, 'invalid-name', `A file name has 1 to ${nameLimit} characters.`);
  }
  const runId = runtime.newId();
  const startedAt = runtime.clock().toISOString();
  const run: Run = {
    runId,
    source,
    sealedName: vault.seal(name, runId),
    by: agency,
    status: 'running',
    startedAt,
    ignoredColumns: [],
    batchesSent: 0,
    movedAt: startedAt,
  };
  await runs.create(run);
  runtime.log.info('run.opened', { runId, source, by: agency });
  return runId;
}
