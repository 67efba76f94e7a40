import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, problemBody } from '../../lib/runtime/problem.ts';
import type { FunctionDefinition, Route } from '../system.ts';
import type { Condition } from './condition.ts';
import { closeServer } from './ending-server.ts';
import type { openIssuer } from './issuer/issuer.ts';
import type { AnsweredRequest } from './telemetry/meters.ts';
import type { UploadDoor } from './upload-door.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
export type ApiHandler = (event: Event) => Promise<APIGatewayProxyStructuredResultV2>;
/** Returns the claims of a bearer token, or undefined when it is not valid here. */
export type Authorizer = (token: string) => Promise<Record<string, string> | undefined>;

/** API Gateway accepts request bodies of up to 10 MB. */
const bodyLimit = 10 * 1024 * 1024;

interface Registered {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly handler: ApiHandler;
}

const loopback = '127.0.0.1';

/** The HTTP API of one machine: routes, authorizer and events of API Gateway (payload format 2.0). */
export async function openHttpFront(options: {
  port: number;
  /** The address it listens at: loopback when left out. */
  bindAddress?: string | undefined;
  functions: readonly { definition: FunctionDefinition; handler: ApiHandler }[];
  authorize: Authorizer;
  /** What is wrong with the machine; asked for `GET /health` and `GET /ready`. */
  condition?: Condition;
  /** What `GET /metrics` answers: the metrics of this machine in the text format of Prometheus. */
  scrape?: () => Promise<string>;
  /** Told of every request that was answered. */
  onAnswer?: (request: AnsweredRequest) => void;
  /** Where officers sign in. On AWS it is a system of its own. */
  issuer?: ReturnType<typeof openIssuer> | undefined;
  /** Where browsers upload large files. On AWS, and with an object store elsewhere, it is the bucket. */
  uploads?: UploadDoor | undefined;
}): Promise<{ url: string; close(): Promise<void> }> {
  const routes = options.functions.flatMap(({ definition, handler }) =>
    (definition.startedBy.routes ?? []).map((route) => register(route, handler)),
  );
  const server = http.createServer((request, response) => {
    const requestId = randomUUID();
    // While the server closes, no connection stays for another request.
    if (!server.listening) response.setHeader('connection', 'close');
    for (const other of [options.issuer, options.uploads])
      if (other?.answers(request.url ?? '')) return other.handle(request, response);
    const begun = performance.now();
    const { authorize, condition, scrape, onAnswer } = options;
    const found = routeOf(request, routes);
    const said = (status: number): void =>
      onAnswer?.({
        route: labelOf(request, found),
        method: request.method ?? '',
        status,
        seconds: (performance.now() - begun) / 1000,
      });
    answer(request, { found, authorize, condition, scrape, requestId })
      .catch((error: unknown) => refusal(error, requestId))
      .then((result) => {
        send(response, result);
        said(result.statusCode ?? 200);
      })
      .catch(() => response.destroy());
  });
  // An upload takes as long as it takes.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(sayingPort(error, options.port)));
    server.listen({ port: options.port, host: options.bindAddress ?? loopback }, resolve);
  });
  return {
    // From this machine, which is one of those that a wildcard lets in.
    url: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    close: () => closeServer(server),
  };
}

const sayingPort = (error: NodeJS.ErrnoException, port: number): Error =>
  error.code === 'EADDRINUSE'
    ? new Error(`port ${port} is in use. Stop what uses it, or set PORT to another one (0: any free one)`)
    : error;

function register(route: Route, handler: ApiHandler): Registered {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const pattern = new RegExp(`^${route.path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`);
  return { route, pattern, names, handler };
}

async function answer(
  request: http.IncomingMessage,
  {
    found,
    authorize,
    condition,
    scrape,
    requestId,
  }: {
    found: Registered | Problem;
    authorize: Authorizer;
    condition: Condition | undefined;
    scrape: (() => Promise<string>) | undefined;
    requestId: string;
  },
): Promise<APIGatewayProxyStructuredResultV2> {
  const url = urlOf(request);
  if (scrape && url?.pathname === metricsPath) return metricsAnswer(request, scrape);
  if (found instanceof Problem || !url) throw found;
  if (found.route.path === '/health') await mustBeWell(condition);
  const claims = found.route.authorized ? await authorized(request, authorize) : undefined;
  const body = await readBody(request);
  const answered = await found.handler(eventOf({ request, url, found, claims, body, requestId }));
  // What the function says is more exact.
  if (found.route.path === '/ready' && answered.statusCode === 200) await mustBeWell(condition);
  return answered;
}

const urlOf = ({ url }: http.IncomingMessage): URL | null => URL.parse(url ?? '/', 'http://127.0.0.1');

/** The route of a request, or why there is none. */
function routeOf(request: http.IncomingMessage, routes: readonly Registered[]): Registered | Problem {
  const url = urlOf(request);
  if (!url) return new Problem(400, 'invalid-address', 'The address is not a valid one.');
  const matching = routes.filter(({ pattern }) => pattern.test(url.pathname));
  // As on AWS, an address without parameters goes before one that a parameter would fit.
  const byName = matching.toSorted((a, b) => a.names.length - b.names.length);
  const found = byName.find(({ route }) => route.method === request.method);
  if (!found) {
    const exact = matching.filter(({ route }) => route.path === url.pathname);
    const methods = (exact.length > 0 ? exact : matching).map(({ route }) => route.method).join(', ');
    return methods
      ? new Problem(405, 'method-not-allowed', `This address takes ${methods}.`, { allow: methods })
      : new Problem(404, 'no-such-route', 'There is nothing at this address. See /openapi.json.');
  }
  return found;
}

/** What a request counts as: addresses that are no route count together. */
function labelOf(request: http.IncomingMessage, found: Registered | Problem): string {
  if (!(found instanceof Problem)) return found.route.path;
  return urlOf(request)?.pathname === metricsPath ? metricsPath : 'none';
}

/** Only of this host: on AWS the metrics are CloudWatch's. */
export const metricsPath = '/metrics';

async function metricsAnswer(
  { method }: http.IncomingMessage,
  scrape: () => Promise<string>,
): Promise<APIGatewayProxyStructuredResultV2> {
  if (method !== 'GET')
    throw new Problem(405, 'method-not-allowed', 'This address takes GET.', { allow: 'GET' });
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: await scrape(),
  };
}

/** Functions know nothing of the machine. @throws Problem 503 */
async function mustBeWell(condition: Condition | undefined): Promise<void> {
  const fault = await condition?.();
  if (fault) throw new Problem(503, 'machine-unwell', `This machine cannot work: ${fault}. See its log.`);
}

async function authorized(
  request: http.IncomingMessage,
  authorize: Authorizer,
): Promise<Record<string, string>> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const claims = token && (await authorize(token));
  if (!claims) {
    throw new Problem(
      401,
      'no-valid-token',
      'Send a bearer token of the configured issuer that has not expired.',
      {
        'www-authenticate': 'Bearer',
      },
    );
  }
  return claims;
}

async function readBody(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyLimit)
      throw new Problem(413, 'request-too-large', 'A request is at most 10 MB. Use an upload.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function eventOf(parts: {
  request: http.IncomingMessage;
  url: URL;
  found: Registered;
  claims: Record<string, string> | undefined;
  body: Buffer;
  requestId: string;
}): Event {
  const { request, url, found, claims, body, requestId } = parts;
  const values = found.pattern.exec(url.pathname)?.slice(1) ?? [];
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : value,
  ]);
  const event = {
    version: '2.0',
    routeKey: `${found.route.method} ${found.route.path}`,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(headers),
    queryStringParameters: Object.fromEntries(url.searchParams),
    pathParameters: Object.fromEntries(
      found.names.map((name, index) => [name, decoded(values[index] ?? '')]),
    ),
    requestContext: {
      requestId,
      routeKey: `${found.route.method} ${found.route.path}`,
      http: { method: request.method, path: url.pathname, sourceIp: '127.0.0.1' },
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
    },
    ...bodyFor(body, request.headers['content-type'] ?? ''),
  };
  return event as unknown as Event;
}

/**
 * Types that the gateway takes for text. It decodes them as UTF-8, so that bytes of another encoding are lost. AWS names
 * them for load balancers, which send functions the same events
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html).
 */
const isText = (contentType: string): boolean =>
  /^(text\/.*|application\/(json|javascript|xml))$/i.test(contentType.split(';')[0]?.trim() ?? '');

const bodyFor = (body: Buffer, contentType: string): Pick<Event, 'body' | 'isBase64Encoded'> =>
  isText(contentType)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new Problem(400, 'invalid-address', 'The address has a part that is not valid percent-encoding.');
  }
}

function refusal(error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  const problem =
    error instanceof Problem ? error : new Problem(500, 'internal', 'The host failed at this request.');
  return {
    statusCode: problem.status,
    headers: { ...problem.headers, 'content-type': 'application/problem+json' },
    body: JSON.stringify(problemBody(problem, requestId)),
  };
}

function send(response: http.ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  response.writeHead(result.statusCode ?? 200, {
    ...(result.headers as Record<string, string> | undefined),
    'content-length': body.length,
  });
  response.end(body);
}
