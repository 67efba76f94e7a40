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
import type { uploadRequest } from '../../schemas/api.ts';

export interface ReceiveDeps extends StoreFileDeps {
  readonly bucket: Bucket;
}

/**
 * Bytes, as docs/interfaces.md states. On AWS a Lambda receives at most 6 MB including base64, so that files above 4 MB
 * need an upload.
 */
const bodyLimit = 5 * 1024 * 1024;
const nameLimit = 200;

/** Stores a file that was sent as the body of a request and opens its run. @throws Problem 400, 413 */
export async function receiveFile(
  { name, body, channel }: Opening & { body: Uint8Array },
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
  return storeFile({ name: checkedName(name), channel, body }, sender, deps);
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
  return { runId, upload: await deps.bucket.uploadRequest(runId, { bytes, sha256 }) };
}

function checkedName(name: string): string {
  if (name === '' || name.length > nameLimit) {
    throw new Problem(400, 'invalid-name', `A file name has 1 to ${nameLimit} characters.`);
  }
  return name;
}
