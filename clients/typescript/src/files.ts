import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { AnswerOf, InputOf } from '../../../schemas/operations/calls.ts';
import type { Transport } from './transport.ts';

/** An authority whose files are taken. */
export type Source = InputOf<'PUT /v1/feeds/{source}/files/{name}'>['params']['source'];
export type Run = AnswerOf<'GET /v1/feeds/runs/{runId}'>;

/** Up to here a file goes as one request; the gateway hands over some 4 MiB. */
const putLimit = 4 * 1024 * 1024;

/**
 * Sends a file: a path, or its bytes with a name. Sent twice, its rows count once.
 * @returns the id of its run
 */
export async function sendFile(
  transport: Transport,
  source: Source,
  file: string | { readonly name: string; readonly content: Uint8Array<ArrayBuffer> | Blob },
): Promise<string> {
  const { name, content } =
    typeof file === 'string' ? { name: basename(file), content: await openAsBlob(file) } : file;
  const blob = content instanceof Blob ? content : new Blob([content]);
  if (blob.size > putLimit) return uploadFile(transport, { source, name, blob });
  // Read at once: a file that grows meanwhile would not be the one that was announced.
  const body = new Blob([await blob.arrayBuffer()]);
  const answer = await transport.send('PUT /v1/feeds/{source}/files/{name}', {
    params: { source, name },
    body,
  });
  return ((await answer.json()) as AnswerOf<'PUT /v1/feeds/{source}/files/{name}'>).runId;
}

async function uploadFile(
  transport: Transport,
  { source, name, blob }: { source: Source; name: string; blob: Blob },
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of blob.stream()) hash.update(chunk);
  const answer = await transport.send('POST /v1/feeds/{source}/uploads', {
    params: { source },
    body: { name, bytes: blob.size, sha256: hash.digest('hex') },
  });
  const opened = (await answer.json()) as AnswerOf<'POST /v1/feeds/{source}/uploads'>;
  await transport.upload(opened.upload, blob);
  return opened.runId;
}

export interface FollowOptions {
  readonly signal?: AbortSignal;
  /** Told of the run each time it was asked for. */
  readonly onStep?: (run: Run) => void;
}

const firstPoll = 250;
const longestPoll = 5000;

/** Waits until a run is completed, held or failed. Of an archive, `parts` names the runs of its files. */
export async function followRun(
  transport: Transport,
  runId: string,
  { signal, onStep }: FollowOptions = {},
): Promise<Run> {
  for (let wait = firstPoll; ; wait = Math.min(wait * 1.5, longestPoll)) {
    const answer = await transport.send('GET /v1/feeds/runs/{runId}', { params: { runId } }, { signal });
    const run = (await answer.json()) as Run;
    onStep?.(run);
    if (run.status !== 'running') return run;
    await transport.sleep(wait, signal);
  }
}

/** A file with the rows that were not taken, in the sender's own columns, and why. */
export interface AnswerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The answer files of a run, one after another: a long answer comes in parts. */
export async function* answerFiles(transport: Transport, runId: string): AsyncGenerator<AnswerFile, void> {
  for (let after: number | undefined; ; ) {
    const query = { ...(after !== undefined && { after }) };
    const input = { params: { runId }, query };
    const answer = await transport.send('GET /v1/feeds/runs/{runId}/answer', input, { accept: '*/*' });
    yield {
      name: nameIn(answer.headers.get('content-disposition') ?? ''),
      bytes: new Uint8Array(await answer.arrayBuffer()),
    };
    const next = answer.headers.get('next-after');
    if (next === null || Number(next) === after) return;
    after = Number(next);
  }
}

/** The file name of a content-disposition: the one in UTF-8 (RFC 6266) where there is one. It is no path. */
function nameIn(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? [];
  const [, plain = 'answer'] = /filename="([^"]*)"/.exec(disposition) ?? [];
  return (encoded === undefined ? plain : decodeURIComponent(encoded)).replace(/[\\/\0]/g, '_');
}
