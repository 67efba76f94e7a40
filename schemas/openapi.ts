import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { attachmentOperations } from './operations/attachments.ts';
import { calendarOperations } from './operations/calendar.ts';
import { caseOperations } from './operations/cases.ts';
import { consoleOperations } from './operations/console.ts';
import { convergenceOperations } from './operations/convergence.ts';
import { cycleOperations } from './operations/cycles.ts';
import { deliveryOperations } from './operations/deliveries.ts';
import { disclosureOperations } from './operations/disclosures.ts';
import { feedOperations } from './operations/feeds.ts';
import { formOperations } from './operations/forms.ts';
import { gradeOperations } from './operations/grades.ts';
import { insightOperations } from './operations/insight.ts';
import { keyOperations } from './operations/keys.ts';
import { ledgerOperations } from './operations/ledger.ts';
import { nameSchemas } from './operations/names.ts';
import type { Operations } from './operations/operation.ts';
import { operationObject } from './operations/operation-object.ts';
import { policyOperations } from './operations/policies.ts';
import { reviewOperations } from './operations/reviews.ts';
import { serviceOperations } from './operations/service.ts';
import { subscriberWebhook, subscriptionOperations } from './operations/subscriptions.ts';
import { tagsOf } from './operations/tags.ts';
import { traceOperations } from './operations/traces.ts';
import { upgradeOperations } from './operations/upgrade.ts';
import { addVocabulary } from './operations/vocabulary.ts';
import { waitingOperations } from './operations/waiting.ts';

/** Every operation with its exact types, of which typed calls are made (`console/api/`). */
export const contract = {
  ...feedOperations,
  ...gradeOperations,
  ...deliveryOperations,
  ...convergenceOperations,
  ...traceOperations,
  ...waitingOperations,
  ...cycleOperations,
  ...ledgerOperations,
  ...subscriptionOperations,
  ...keyOperations,
  ...upgradeOperations,
  ...disclosureOperations,
  ...formOperations,
  ...calendarOperations,
  ...policyOperations,
  ...reviewOperations,
  ...caseOperations,
  ...attachmentOperations,
  ...insightOperations,
  ...serviceOperations,
  ...consoleOperations,
} as const satisfies Operations;

/** Every operation of the connector, by route as in `infra/system.ts`. */
export const operations: Operations = { ...contract };

/** The OpenAPI 3.1 document, made from the schemas that check requests. */
export function openApiDocument(): object {
  nameSchemas(operations);
  const paths: ZodOpenApiPathsObject = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = route.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(route, operation) };
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: '医保信用数据共享连接器 Credit Connector',
      version: '0.1.0',
      description:
        'Credit grades of medical-insurance subjects by 藏医保〔2023〕33号: what comes in, what goes out, and why.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/', description: 'The connector that serves this contract' }],
    tags: tagsOf(Object.keys(operations)),
    paths,
    webhooks: { subscriberEvent: subscriberWebhook },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
  addVocabulary(document as Parameters<typeof addVocabulary>[0]);
  return document;
}
