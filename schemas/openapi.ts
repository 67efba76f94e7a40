import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from './api.ts';
import { attachmentOperations } from './operations/attachments.ts';
import { calendarOperations } from './operations/calendar.ts';
import { caseOperations } from './operations/cases.ts';
import { cycleOperations } from './operations/cycles.ts';
import { deliveryOperations } from './operations/deliveries.ts';
import { disclosureOperations } from './operations/disclosures.ts';
import { feedOperations } from './operations/feeds.ts';
import { gradeOperations } from './operations/grades.ts';
import { insightOperations } from './operations/insight.ts';
import { keyOperations } from './operations/keys.ts';
import { ledgerOperations } from './operations/ledger.ts';
import type { Operation, Operations } from './operations/operation.ts';
import { serviceOperations } from './operations/service.ts';
import { waitingOperations } from './operations/waiting.ts';

/** Every operation of the connector, by route as in `infra/system.ts`. */
export const operations: Operations = {
  ...feedOperations,
  ...gradeOperations,
  ...deliveryOperations,
  ...waitingOperations,
  ...cycleOperations,
  ...ledgerOperations,
  ...keyOperations,
  ...disclosureOperations,
  ...calendarOperations,
  ...caseOperations,
  ...attachmentOperations,
  ...insightOperations,
  ...serviceOperations,
};

/** The OpenAPI 3.1 document, made from the schemas that check requests. */
export function openApiDocument(): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = route.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(operation) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: '医保信用数据共享连接器 Credit Connector', version: '0.1.0' },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
}

function operationObject({
  summary,
  scope,
  params,
  query,
  body,
  fileTypes = ['application/octet-stream'],
  answer,
}: Operation): ZodOpenApiOperationObject {
  return {
    summary,
    ...(scope && { description: `Scope: \`${scope}\``, security: [{ token: [] }] }),
    ...((params || query) && {
      requestParams: { ...(params && { path: params }), ...(query && { query }) },
    }),
    ...(body && {
      requestBody: {
        required: true,
        content:
          body === 'file'
            ? Object.fromEntries(
                fileTypes.map((type) => [type, { schema: z.string().meta({ format: 'binary' }) }]),
              )
            : { 'application/json': { schema: body } },
      },
    }),
    responses: {
      [answer?.status ?? 200]: {
        description: answer?.description ?? 'Done',
        ...(answer?.schema && {
          content: {
            'application/json': { schema: answer.schema },
            ...(answer.isTableToo && { 'text/csv': { schema: z.string() } }),
          },
        }),
      },
      default: {
        description: 'A problem (RFC 9457): what happened, to what, what to do',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  } as ZodOpenApiOperationObject;
}
