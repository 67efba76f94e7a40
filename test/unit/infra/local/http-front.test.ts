import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHttpFront } from '../../../../infra/local/http-front.ts';

const seen: APIGatewayProxyEventV2[] = [];
let front: Awaited<ReturnType<typeof openHttpFront>>;

beforeAll(async () => {
  const definition = {
    purpose: '',
    entry: '',
    startedBy: { routes: [{ method: 'PUT', path: '/file', authorized: false }] },
    touches: {},
    timeoutSeconds: 1,
    memoryMb: 128,
  } as const;
  const handler = async (event: APIGatewayProxyEventV2) => {
    seen.push(event);
    return { statusCode: 200 };
  };
  front = await openHttpFront({
    port: 0,
    functions: [{ definition, handler }],
    authorize: async () => undefined,
  });
});
afterAll(() => front.close());

const words = iconv.encode('处罚决定书文号', 'gb18030');

/** The event that the function gets for these bytes. */
async function eventFor(type: string): Promise<APIGatewayProxyEventV2> {
  const response = await fetch(`${front.url}/file`, {
    method: 'PUT',
    headers: { 'content-type': type },
    body: new Uint8Array(words),
  });
  expect(response.status).toBe(200);
  const event = seen.at(-1);
  if (!event) throw new Error('no event');
  return event;
}

it.each([
  'application/octet-stream',
  'application/pdf',
  'image/png',
  'application/zip',
  'application/x-www-form-urlencoded',
])('brings the bytes of %s as they are, like the gateway', async (type) => {
  const { body, isBase64Encoded } = await eventFor(type);
  expect(isBase64Encoded).toBe(true);
  expect(Buffer.from(body ?? '', 'base64')).toEqual(words);
});

it.each([
  'text/csv',
  'text/csv; charset=gb18030',
  'TEXT/plain',
  'application/json',
  'application/xml',
  'application/javascript',
])('brings %s as text, read as UTF-8 whatever it is, like the gateway', async (type) => {
  const { body, isBase64Encoded } = await eventFor(type);
  expect(isBase64Encoded).toBe(false);
  expect(body).toBe(words.toString('utf8'));
  expect(body).toContain('\uFFFD');
});
