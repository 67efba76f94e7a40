import type { Sender } from '../../lib/application/intake/open-run.ts';
import { openRunStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { callerIn, type HttpRequest, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { senderScope } from '../../lib/shared/scope.ts';
import { type Source, sources } from '../../lib/shared/source.ts';
import { recordsRequest, uploadRequest } from '../../schemas/api.ts';
import { announceUpload, receiveFile } from './receive-file.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openRunStores(runtime);
  const deps = {
    runtime,
    runs: stores.runs,
    arrivals: stores.arrivals,
    bucket: openBucket(runtime),
    vault: await openVaultOf(runtime, stores),
  };
  return httpHandler(runtime, {
    'PUT /v1/feeds/{source}/files/{name}': async (request) => {
      const sender = senderOf(request);
      mustBeBytes(request);
      const file = { name: request.params['name'] ?? '', channel: 'file', body: request.body } as const;
      return { status: 202, body: await receiveFile(file, sender, deps) };
    },
    'POST /v1/feeds/{source}/uploads': async (request) => {
      const sender = senderOf(request);
      return { status: 202, body: await announceUpload(parsedBody(request, uploadRequest), sender, deps) };
    },
    'POST /v1/feeds/{source}/records': async (request) => {
      const sender = senderOf(request);
      parsedBody(request, recordsRequest);
      // The body is stored as it was sent. Writing it again could silently change long numbers, repeated fields and
      // some names.
      const file = { name: 'records.json', channel: 'records', body: request.body } as const;
      return { status: 202, body: await receiveFile(file, sender, deps) };
    },
  });
};

/** @throws Problem 404 for a source that does not exist, 401 or 403 for a token that does not allow it */
function senderOf(request: HttpRequest): Sender {
  const source = request.params['source'] as Source;
  if (!sources.includes(source)) {
    throw new Problem(404, 'unknown-source', `There is no such source. Sources: ${sources.join(', ')}.`);
  }
  const { agency, sub, division } = callerIn(request, senderScope(source));
  return { source, agency, ...(sub !== agency && { person: sub }), division };
}

/**
 * The gateway decodes other types as UTF-8 text, which destroys GB18030. That cannot be seen afterwards, so they are
 * refused, whatever the file contains.
 * @throws Problem 415
 */
function mustBeBytes({ headers }: HttpRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/octet-stream') return;
  throw new Problem(
    415,
    'not-sent-as-bytes',
    'Send the file with content-type: application/octet-stream, whatever its format and encoding are.',
  );
}

export const handler = lambda('receive-feed', createHandler);
