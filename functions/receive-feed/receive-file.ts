import type * as z from 'zod';
import {
  type Opening,
  openRun,
  type Sender,
  type StoreFileDeps,
  storeFile,
} from '../../lib/application/intake/open-run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { joinRun } from '../../lib/runtime/trace.ts';
import type { uploadRequest } from '../../schemas/api.ts';

export interface ReceiveDeps extends StoreFileDeps {
  readonly bucket: Bucket;
}

const nameLimit = 200;

/** Stores a file that was sent as the body of a request and opens its run. @throws Problem 400 */
export async function receiveFile(
  { name, body, channel }: Opening & { body: Uint8Array },
  sender: Sender,
  deps: ReceiveDeps,
): Promise<{ runId: string }> {
  const opened = await storeFile({ name: checkedName(name), channel, body }, sender, deps);
  joinRun(opened.runId);
  return opened;
}

/**
 * Opens a run for a file that is uploaded directly to the bucket. The checksum is part of the signed upload request.
 * @throws Problem 400
 */
export async function announceUpload(
  { name, bytes, sha256 }: z.infer<typeof uploadRequest>,
  sender: Sender,
  deps: ReceiveDeps,
): Promise<{ runId: string; upload: Awaited<ReturnType<Bucket['uploadRequest']>> }> {
  const runId = await openRun({ name: checkedName(name), channel: 'file' }, sender, deps);
  joinRun(runId);
  return { runId, upload: await deps.bucket.uploadRequest(runId, { bytes, sha256 }) };
}

function checkedName(name: string): string {
  if (name === '' || name.length > nameLimit) {
    throw new Problem(400, 'invalid-name', `A file name has 1 to ${nameLimit} characters.`);
  }
  return name;
}
