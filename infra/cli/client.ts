import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod';
import type { problem, runView } from '../../schemas/api.ts';
import { localIssuer } from './local-issuer.ts';

export type RunView = z.infer<typeof runView>;

type RefusalBody = Partial<z.infer<typeof problem>>;

/** A refusal by the connector, in its own words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: string;
  /** What happened and what to do, in Chinese; empty where no connector answered. */
  readonly explanation: string;

  constructor(status: number, { code, detail, explanation = '' }: RefusalBody) {
    super(`${code ?? status}: ${detail ?? 'no detail was given'}`);
    this.status = status;
    this.code = code ?? `http-${status}`;
    this.explanation = explanation;
  }
}

/** Bytes of a file that is sent as the body of a request; a larger one is uploaded. */
export const putLimit = 4 * 1024 * 1024;
/** Milliseconds between two looks at a run. */
const [shortestWait, longestWait] = [25, 250];

/** A file as the connector answers it. `nextAfter` stands where a further file has the rows that this one does not. */
export interface Download {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly nextAfter?: string | undefined;
}

export interface Client {
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  download(path: string): Promise<Download>;
  /** Sends a file: a small one as a request body, a larger one by upload. */
  submit(source: string, name: string, bytes: Uint8Array): Promise<string>;
  /** Announces a file of any size and uploads it; a blob of a file is not read into memory. */
  upload(source: string, name: string, file: { body: Blob; sha256: string }): Promise<string>;
  /** Waits until a run is done and reports each step. */
  follow(runId: string, onStep?: (run: RunView) => void): Promise<RunView>;
}

/**
 * A client of a running connector. Its token is the given one, that of the environment, or one of this machine's
 * issuer.
 */
export async function createClient(
  apiUrl: string,
  { token: given, ...options }: { agency: string; scope: string; token?: string | undefined },
): Promise<Client> {
  const token =
    given || process.env['TOKEN'] || (await (await localIssuer()).sign({ ...options, minutes: 240 }));
  return clientWith(apiUrl, token);
}

/** Under any other type the gateway may read the file as text. */
const fileType = 'application/octet-stream';

/** A client of a running connector, with a token of any issuer that the connector trusts. */
export function clientWith(apiUrl: string, token: string): Client {
  const headers = { authorization: `Bearer ${token}` };
  const read = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new Refused(response.status, (json ?? {}) as RefusalBody);
    return json;
  };
  const client: Client = {
    async call(method, path, body) {
      const isFile = body instanceof Uint8Array;
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          ...headers,
          ...(body !== undefined && { 'content-type': isFile ? fileType : 'application/json' }),
        },
        ...(body !== undefined && { body: isFile ? Buffer.from(body) : JSON.stringify(body) }),
      });
      return read(response);
    },
    async download(path) {
      const response = await fetch(`${apiUrl}${path}`, { headers });
      if (!response.ok) await read(response);
      return {
        name: fileNameOf(response.headers.get('content-disposition') ?? ''),
        bytes: new Uint8Array(await response.arrayBuffer()),
        nextAfter: response.headers.get('next-after') ?? undefined,
      };
    },
    async submit(source, name, bytes) {
      if (bytes.length <= putLimit) {
        const path = `/v1/feeds/${source}/files/${encodeURIComponent(name)}`;
        return ((await client.call('PUT', path, bytes)) as { runId: string }).runId;
      }
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return client.upload(source, name, { body: new Blob([Buffer.from(bytes)]), sha256 });
    },
    async upload(source, name, { body, sha256 }) {
      const opened = (await client.call('POST', `/v1/feeds/${source}/uploads`, {
        name,
        bytes: body.size,
        sha256,
      })) as { runId: string; upload: { url: string; method: string; headers: Record<string, string> } };
      const { url, method, headers: signed } = opened.upload;
      const response = await fetch(url, { method, headers: signed, body });
      if (!response.ok)
        throw new Refused(response.status, { code: 'upload-refused', detail: await response.text() });
      return opened.runId;
    },
    async follow(runId, onStep = () => undefined) {
      // A short file is done in a tenth of a second.
      for (let wait = shortestWait; ; wait = Math.min(wait * 1.5, longestWait)) {
        const run = (await client.call('GET', `/v1/feeds/runs/${runId}`)) as RunView;
        onStep(run);
        if (run.status !== 'running') return run;
        await pause(wait);
      }
    },
  };
  return client;
}

/** The file name of a content-disposition: the one in UTF-8 (RFC 6266) where there is one. */
function fileNameOf(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? [];
  const [, plain = 'answer'] = /filename="([^"]*)"/.exec(disposition) ?? [];
  return encoded === undefined ? plain : decodeURIComponent(encoded);
}

export const apiUrlOf = (env: Readonly<Record<string, string | undefined>>): string =>
  env['API_URL'] || 'http://127.0.0.1:8080';

/** Why a command failed and what to do, with the address that was tried. */
export function failureText(error: unknown, apiUrl: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message === 'fetch failed')
    return `nothing answers at ${apiUrl}. Start a connector (npm start), or set API_URL.`;
  return error instanceof Refused && error.explanation ? `${message}\n${error.explanation}` : message;
}
