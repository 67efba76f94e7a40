import * as z from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { problem } from '../api.ts';
import { examples, problemExample } from './examples.ts';
import { linksOf, operationIdOf } from './links.ts';
import type { Operation } from './operation.ts';
import { tagOf } from './tags.ts';

/** The meaning of refusals and failures. */
const meanings = {
  400: 'The request is not valid: `detail` names the field and says what to do',
  401: 'The bearer token is missing, has expired, or is not of the configured issuer',
  403: 'The token does not allow this, or another person must do it',
  404: 'Not found',
  409: 'The current state does not allow this',
  413: 'The request is too large',
  415: 'This type of file is not accepted',
  429: 'Too many requests: send it again later',
  500: 'The connector failed: send it again; if it fails again, report the `requestId`',
  503: 'The connector cannot do this now: send it again later',
} as const;
type Status = keyof typeof meanings;

/** Statuses that the gateway may return, with its own body, before a function runs. */
const gatewayStatuses: ReadonlySet<Status> = new Set([401, 413, 429, 500, 503]);
const gatewayMessage = z.object({ message: z.string() }).meta({ description: 'The gateway refused it' });
const bytes = z.string().meta({ format: 'binary' });

/** The operation of a route in OpenAPI form. */
export function operationObject(route: string, operation: Operation): ZodOpenApiOperationObject {
  const { summary, scope, orScope, servesDivisions, params, query } = operation;
  return {
    operationId: operationIdOf(route),
    tags: [tagOf(route)],
    summary,
    ...(!scope && { description: 'Open: no token.', security: [] }),
    ...(scope && {
      description:
        scope === 'any'
          ? 'Any valid token.'
          : `Scope: \`${scope}\`${orScope ? `, or \`${orScope}\`` : ''}. ${servesDivisions ? 'Within the division of the token' : 'For the whole region'}.`,
      security: [{ token: [] }],
    }),
    ...((params || query) && {
      requestParams: { ...(params && { path: params }), ...(query && { query }) },
    }),
    ...bodyOf(route, operation),
    responses: { ...answerOf(route, operation), ...refusalsOf(operation) },
  } as ZodOpenApiOperationObject;
}

function bodyOf(route: string, { body, fileTypes = ['application/octet-stream'] }: Operation) {
  if (!body) return {};
  const content =
    body === 'file'
      ? Object.fromEntries(fileTypes.map((type) => [type, { schema: bytes.min(1) }]))
      : { 'application/json': { schema: body, ...exampleOf(examples[route]?.body) } };
  return { requestBody: { required: true, content } };
}

const exampleOf = (example: unknown): { example?: unknown } => (example === undefined ? {} : { example });

function answerOf(
  route: string,
  { answer: { status, description, schema, types = [], headers = {}, isTableToo } }: Operation,
) {
  const links = linksOf(route);
  return {
    [status]: {
      description,
      ...(Object.keys(headers).length > 0 && {
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, meaning]) => [
            name,
            { description: meaning, schema: { type: 'string' } },
          ]),
        ),
      }),
      content: {
        ...(schema && { 'application/json': { schema, ...exampleOf(examples[route]?.answer) } }),
        ...(isTableToo && { 'text/csv': { schema: z.string() } }),
        ...Object.fromEntries(
          types.map((type) => [type, { schema: type === 'application/json' ? z.unknown() : bytes }]),
        ),
      },
      ...(links && { links }),
    },
  };
}

const refusalObjects = Object.fromEntries(
  (Object.keys(meanings).map(Number) as Status[]).map((status) => [
    status,
    {
      id: `Refusal${status}`,
      description: meanings[status],
      content: {
        'application/problem+json': { schema: problem, example: { ...problemExample, status } },
        ...(gatewayStatuses.has(status) && { 'application/json': { schema: gatewayMessage } }),
      },
    },
  ]),
);

function refusalsOf({ scope, params, query, body, refusals = [] }: Operation) {
  const statuses: Status[] = [
    ...(params || query || body ? [400 as const] : []),
    ...(scope ? [401 as const, 403 as const] : []),
    ...(params ? [404 as const] : []),
    ...(body ? [413 as const] : []),
    ...refusals,
    ...([429, 500, 503] as const),
  ];
  return Object.fromEntries(statuses.map((status) => [status, refusalObjects[status]]));
}
