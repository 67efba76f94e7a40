import { openAsBlob } from 'node:fs';
import type { Client } from '../../infra/cli/client.ts';
import type { Source } from '../../lib/shared/source.ts';

/**
 * Uploads a file directly to the bucket, without reading it into memory.
 * @returns its run
 */
export async function uploadFile(
  client: Client,
  source: Source,
  file: { path: string; name: string; bytes: number; sha256: string },
): Promise<string> {
  const { path, name, bytes, sha256 } = file;
  const announced = { name, bytes, sha256 };
  const { runId, upload } = (await client.call('POST', `/v1/feeds/${source}/uploads`, announced)) as {
    runId: string;
    upload: { url: string; method: string; headers: Record<string, string> };
  };
  const body = await openAsBlob(path);
  const response = await fetch(upload.url, { method: upload.method, headers: upload.headers, body });
  if (!response.ok) throw new Error(`the bucket did not take the file: ${await response.text()}`);
  return runId;
}
