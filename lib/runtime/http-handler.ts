import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { isRegion } from '../shared/division.ts';
import type { Scope } from '../shared/scope.ts';
import { withFreshKeys } from './key-watch.ts';
import type { Handler } from './lambda.ts';
import { Problem, problemBody } from './problem.ts';
import { refuseUnknown } from './query-names.ts';
import type { Runtime } from './runtime.ts';

/** A request as use cases read it, independent of the host. */
export interface HttpRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Who the token is of. Absent on public routes. */
  readonly caller?: Caller | undefined;
  readonly requestId: string;
}

/** The claims of a token (docs/interfaces.md, Tokens and scopes). */
export interface Caller {
  /** The person or system that acts. Four eyes compares it. */
  readonly sub: string;
  /** The authority it acts for; `sub` in a token that names none. */
  readonly agency: string;
  /** The administrative division it acts for (`54`, `5401`). Absent: the region. */
  readonly division?: string | undefined;
  /** The name of the person, as notices print it. */
  readonly name?: string | undefined;
  readonly scopes: readonly string[];
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes are sent unchanged, anything else as JSON. */
  readonly body?: unknown;
}

export type RouteHandler = (request: HttpRequest) => Promise<HttpAnswer>;
/** Handlers by method and path (`GET /v1/…`, as in `infra/system.ts`). */
export type Routes = Readonly<Record<string, RouteHandler>>;
type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/**
 * The handler of a function with routes (`GET /v1/…`, as in `infra/system.ts`). It is the only place of the function
 * that catches errors.
 */
export function httpHandler(
  runtime: Runtime,
  routes: Routes,
): Handler<Event, APIGatewayProxyStructuredResultV2> {
  return async (event) => {
    const { requestId } = event.requestContext;
    try {
      const handle = routes[event.routeKey];
      if (!handle)
        throw new Problem(404, 'no-such-route', 'There is nothing at this address. See /openapi.json.');
      const request = requestOf(event);
      refuseUnknown(event.routeKey, request.query);
      const answer = await withFreshKeys(runtime, () => handle(request));
      runtime.log.info('request.answered', { route: event.routeKey, status: answer.status, requestId });
      return resultOf(answer);
    } catch (error) {
      return resultOf(refusalOf(runtime, error, { requestId, route: event.routeKey }));
    }
  };
}

function refusalOf(
  runtime: Runtime,
  error: unknown,
  about: { requestId: string; route: string },
): HttpAnswer {
  if (!(error instanceof Problem)) runtime.log.error('request.failed', error, about);
  else runtime.log.info('request.answered', { ...about, status: error.status, code: error.code });
  const problem =
    error instanceof Problem
      ? error
      : new Problem(
          500,
          'internal',
          'The connector failed at this request. Try again; name the request id if it stays.',
        );
  return {
    status: problem.status,
    headers: { ...problem.headers, 'content-type': 'application/problem+json' },
    body: problemBody(problem, about.requestId),
  };
}

/** Bytes. Parts of a path become keys, which have at most 1,024 bytes. A file name of 200 characters has up to 600. */
const partBytesMost = 900;

function checkedPart(part: string): string {
  if (Buffer.byteLength(part) <= partBytesMost) return part;
  throw new Problem(400, 'invalid-address', `A part of an address has at most ${partBytesMost} bytes.`);
}

/** JWT claims arrive as text. `scope` is a blank-separated list (RFC 8693). A token without an expiry is ignored. */
function requestOf(event: Event): HttpRequest {
  const claims = event.requestContext.authorizer?.jwt?.claims;
  return {
    params: Object.fromEntries(
      Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, checkedPart(value ?? '')]),
    ),
    query: Object.fromEntries(
      Object.entries(event.queryStringParameters ?? {}).map(([name, value]) => [name, value ?? '']),
    ),
    headers: Object.fromEntries(
      Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value ?? '']),
    ),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    caller: claims?.['exp'] === undefined ? undefined : claimed(claims),
    requestId: event.requestContext.requestId,
  };
}

function claimed(claims: Readonly<Record<string, unknown>>): Caller {
  const claim = (name: string): string => String(claims[name] ?? '');
  const sub = claim('sub');
  return {
    sub,
    agency: claim('agency') || sub,
    division: claim('division') || undefined,
    name: claim('name') || undefined,
    scopes: claim('scope').split(' ').filter(Boolean),
  };
}

function resultOf({ status, headers = {}, body }: HttpAnswer): APIGatewayProxyStructuredResultV2 {
  if (body instanceof Uint8Array) {
    return { statusCode: status, headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** The caller, whatever their scopes and division. @throws Problem 401 */
export function callerOf({ caller }: HttpRequest): Caller {
  if (caller?.sub) return caller;
  throw new Problem(401, 'no-token', 'Send a bearer token of the configured issuer.', {
    'www-authenticate': 'Bearer',
  });
}

/**
 * The caller, who must have one of the scopes and act for the whole region. A route that limits what it does to the
 * caller's division uses `callerIn`.
 * @throws Problem 401, 403
 */
export function callerWith(request: HttpRequest, ...scopes: readonly [Scope, ...Scope[]]): Caller {
  const caller = callerIn(request, ...scopes);
  if (isRegion(caller.division)) return caller;
  throw new Problem(
    403,
    'region-only',
    `This is done for the whole region, and this token acts for ${caller.division}. Ask the bureau of the region.`,
  );
}

/**
 * The caller of whatever division, who must have one of the scopes. The route shows and takes only what lies in
 * `division`.
 * @throws Problem 401, 403
 */
export function callerIn(request: HttpRequest, ...scopes: readonly [Scope, ...Scope[]]): Caller {
  const caller = callerOf(request);
  if (!scopes.some((scope) => caller.scopes.includes(scope))) {
    const needed = scopes.join(' or ');
    throw new Problem(403, 'scope-missing', `This needs the scope ${needed}. Ask for a token that has it.`);
  }
  return caller;
}

/** A route for callers with one of the scopes. */
export const routeFor =
  (
    scopes: readonly [Scope, ...Scope[]],
    work: (request: HttpRequest, caller: Caller) => Promise<HttpAnswer>,
  ): RouteHandler =>
  async (request) =>
    work(request, callerWith(request, ...scopes));

/** The body, parsed by the schema. @throws Problem 400 that names each faulty field */
export function parsedBody<Schema extends z.ZodType>(request: HttpRequest, schema: Schema): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
  } catch {
    throw new Problem(400, 'not-json', 'The body is not JSON in UTF-8. Send one JSON object.');
  }
  if (isTooDeep(json))
    throw new Problem(
      400,
      'too-deep',
      `The body nests deeper than ${depthMost} levels. Nothing we take does.`,
    );
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new Problem(400, 'invalid-request', `${faults.join('; ')}. Correct these fields; see /openapi.json.`);
}

const depthMost = 32;

/** Checks the depth iteratively, because recursion would overflow the stack on a deeply nested body. */
function isTooDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; depth <= depthMost; depth++) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
