import { callerIn, type HttpRequest } from '../../runtime/http-handler.ts';
import { Problem } from '../../runtime/problem.ts';
import { senderScope } from '../../shared/scope.ts';
import { type Source, sources } from '../../shared/source.ts';
import type { Sender } from './open-run.ts';

/** The source that an address names. @throws Problem 404 */
export function sourceIn({ params }: Pick<HttpRequest, 'params'>): Source {
  const source = sources.find((one) => one === params['source']);
  if (source) return source;
  throw new Problem(404, 'unknown-source', `There is no such source. Sources: ${sources.join(', ')}.`);
}

/**
 * Who sends for the source of a request.
 * @throws Problem 404 for a source that does not exist, 401 or 403 for a token that does not allow it
 */
export function senderOf(request: HttpRequest): Sender {
  const source = sourceIn(request);
  const { agency, sub, division } = callerIn(request, senderScope(source));
  return { source, agency, ...(sub !== agency && { person: sub }), division };
}

/**
 * Bytes, as docs/interfaces.md states. On AWS a Lambda receives at most 6 MB including base64, so that files above 4 MB
 * need an upload.
 */
const bodyLimit = 5 * 1024 * 1024;

/**
 * The file that is the body of a request. The gateway decodes other types than bytes as UTF-8 text, which destroys
 * GB18030. That cannot be seen afterwards, so they are refused, whatever the file contains.
 * @throws Problem 400, 413, 415
 */
export function fileIn({ headers, body }: HttpRequest, source: Source): Uint8Array {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/octet-stream') {
    throw new Problem(
      415,
      'not-sent-as-bytes',
      'Send the file with content-type: application/octet-stream, whatever its format and encoding are.',
    );
  }
  return sizedBody(body, source);
}

/** @throws Problem 400, 413 */
export function sizedBody(body: Uint8Array, source: Source): Uint8Array {
  if (body.length === 0) {
    throw new Problem(400, 'empty-file', 'The body has 0 bytes. Send the file as the body of the request.');
  }
  if (body.length > bodyLimit) {
    throw new Problem(
      413,
      'file-too-large',
      `A file sent this way is at most 5 MiB. Announce it at /v1/feeds/${source}/uploads and upload it.`,
    );
  }
  return body;
}
