import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type FunctionName, functions } from '../../../infra/system.ts';
import { scopes } from '../../../lib/shared/scope.ts';
import { definitionOf } from '../kernel/functions.ts';
import type { World } from '../kernel/world.ts';

/** An answer of the API; undefined when the caller got none. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Who asks. */
  readonly by: string;
  /** Of a body of bytes. */
  readonly type?: string | undefined;
}

interface Route {
  readonly name: FunctionName;
  readonly routeKey: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const routes: readonly Route[] = (Object.keys(functions) as FunctionName[])
  .flatMap((name) =>
    (definitionOf(name).startedBy.routes ?? []).map(({ method, path }) => ({
      name,
      routeKey: `${method} ${path}`,
      pattern: new RegExp(`^${method} ${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
      names: [...path.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => part),
    })),
  )
  .sort((a, b) => a.names.length - b.names.length);

/** The HTTP API, without HTTP: the event of a request goes to its function. */
export async function ask(world: World, asked: Asked): Promise<Answer | undefined> {
  const [path = '', search = ''] = asked.path.split('?');
  const route = routes.find(({ pattern }) => pattern.test(`${asked.method} ${path}`));
  if (!route) throw new Error(`There is no route ${asked.method} ${path}`);
  const outcome = await world.call(route.name, eventOf(route, asked, { path, search }));
  if (outcome.kind !== 'answered') return undefined;
  const { statusCode = 500, body = '' } = outcome.answer as APIGatewayProxyStructuredResultV2;
  world.kernel.trace(`  ${statusCode} to ${asked.by}: ${route.routeKey}`);
  return { status: statusCode, json: body === '' ? undefined : JSON.parse(body) };
}

function eventOf(
  { routeKey, pattern, names }: Route,
  { method, body, by, type = 'application/octet-stream' }: Asked,
  { path, search }: { path: string; search: string },
) {
  const [, ...parts] = pattern.exec(`${method} ${path}`) ?? [];
  const isFile = body instanceof Uint8Array;
  return {
    routeKey,
    pathParameters: Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(parts[index] ?? '')]),
    ),
    queryStringParameters: Object.fromEntries(new URLSearchParams(search)),
    headers: { 'content-type': isFile ? type : 'application/json' },
    ...(body !== undefined && {
      body: isFile ? Buffer.from(body).toString('base64') : JSON.stringify(body),
      isBase64Encoded: isFile,
    }),
    requestContext: {
      requestId: `request-${routeKey}`,
      authorizer: { jwt: { claims: { sub: by, scope: scopes.join(' '), exp: '1' } } },
    },
  };
}
