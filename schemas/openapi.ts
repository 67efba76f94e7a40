import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import {
  correctionRequest,
  deliveriesAnswer,
  deliveryState,
  deliveryView,
  fileQuery,
  gradesAnswer,
  gradesQuery,
  moveRequest,
  problem,
  reasonRequest,
  receiverName,
  recordsRequest,
  redoRequest,
  rulingRequest,
  runOpened,
  runView,
  source,
  sourcesAnswer,
  unmatchedAnswer,
  uploadOpened,
  uploadRequest,
  waitingAnswer,
  waitingCounts,
  waitingDetail,
  waitingItem,
} from './api.ts';

interface Operation {
  readonly summary: string;
  readonly scope?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | 'file';
  readonly answer?: { readonly status: number; readonly schema?: z.ZodType; readonly description: string };
}

const runId = z.object({ runId: z.string() });
const deliveryId = z.object({ id: z.string() });
const id = z.object({ id: z.string() });
const notBuilt = (summary: string, scope?: string): Operation => ({
  summary: `${summary} (not built yet: answers 501)`,
  ...(scope && { scope }),
  answer: { status: 501, description: 'Not built yet' },
});

/** Every operation of the connector, by route as in `infra/system.ts`. */
export const operations: Readonly<Record<string, Operation>> = {
  'PUT /v1/feeds/{source}/files/{name}': {
    summary: 'Hands over a file of up to 5 MiB',
    scope: 'feeds:write:<source>',
    params: z.object({ source, name: z.string().max(200) }),
    body: 'file',
    answer: { status: 202, schema: runOpened, description: 'The run has begun' },
  },
  'POST /v1/feeds/{source}/uploads': {
    summary: 'Announces a file of any size; the run starts when it has arrived',
    scope: 'feeds:write:<source>',
    params: z.object({ source }),
    body: uploadRequest,
    answer: { status: 202, schema: uploadOpened, description: 'Where to upload it' },
  },
  'POST /v1/feeds/{source}/records': {
    summary: "Hands over up to 500 records in the source's JSON shape",
    scope: 'feeds:write:<source>',
    params: z.object({ source }),
    body: recordsRequest,
    answer: { status: 202, schema: runOpened, description: 'The run has begun' },
  },
  'GET /v1/feeds/runs/{runId}': {
    summary: 'A run with its counts',
    scope: 'feeds:write:<source>',
    params: runId,
    answer: { status: 200, schema: runView, description: 'The run' },
  },
  'GET /v1/feeds/runs/{runId}/answer': {
    summary: "The rows that were not taken, in the sender's own columns and encoding, with reasons",
    scope: 'feeds:write:<source>',
    params: runId,
    answer: { status: 200, description: 'The answer file' },
  },
  'POST /v1/feeds/runs/{runId}/release': {
    summary: 'Lets a held run go on; its unknown columns are then ignored',
    scope: 'operations:write',
    params: runId,
    answer: { status: 202, schema: runOpened, description: 'The run goes on' },
  },
  'GET /v1/sources': {
    summary: 'When each authority last sent something, whether it has gone quiet, and how its pulls stand',
    scope: 'operations:write',
    answer: { status: 200, schema: sourcesAnswer, description: 'Every source' },
  },
  'POST /v1/grades/query': {
    summary: 'Grades of up to 100 subjects, as far as the purpose opens them',
    scope: 'grades:read',
    body: gradesQuery,
    answer: { status: 200, schema: gradesAnswer, description: 'One result a subject, in order' },
  },
  'POST /v1/files/query': {
    summary: 'The whole credit file, every point explained',
    scope: 'files:read',
    body: fileQuery,
    answer: { status: 200, description: 'The credit file' },
  },
  'GET /v1/deliveries': {
    summary:
      'What was pushed, and whether it was acknowledged; a list by state may be a moment behind, one without is not',
    scope: 'operations:write',
    query: z.object({
      receiver: receiverName.optional(),
      state: deliveryState.optional(),
      after: z.string().optional(),
    }),
    answer: { status: 200, schema: deliveriesAnswer, description: 'Deliveries' },
  },
  'POST /v1/deliveries/{id}/retry': {
    summary: 'Tries a delivery again',
    scope: 'operations:write',
    params: deliveryId,
    answer: { status: 202, schema: deliveryView, description: 'It is pending again' },
  },
  'POST /v1/deliveries/{id}/release': {
    summary: 'A second officer releases a held suspension',
    scope: 'operations:write',
    params: deliveryId,
    body: rulingRequest,
    answer: { status: 200, schema: deliveryView, description: 'The suspension is in force' },
  },
  'POST /v1/deliveries/{id}/refusal': {
    summary: 'A second officer refuses a held suspension',
    scope: 'operations:write',
    params: deliveryId,
    body: rulingRequest,
    answer: { status: 200, schema: deliveryView, description: 'There is no suspension' },
  },
  'POST /v1/receivers/{receiver}/reconciliation': {
    summary: 'Compares what a receiver holds with the files, and mends the difference',
    scope: 'operations:write',
    params: z.object({ receiver: receiverName }),
    answer: { status: 202, description: 'The comparison has been ordered' },
  },
  'GET /v1/quarantine': {
    summary: 'What waits for a person: rows of files, or suspected removals',
    scope: 'operations:write',
    query: z.object({
      kind: z.enum(['row', 'removal']).optional(),
      source: source.optional(),
      reason: z.string().optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: {
      status: 200,
      schema: waitingAnswer,
      description: 'Items, oldest first within source and reason',
    },
  },
  'GET /v1/quarantine/counts': {
    summary: 'How many wait, by source and reason, and since when',
    scope: 'operations:write',
    answer: { status: 200, schema: waitingCounts, description: 'Counts' },
  },
  'GET /v1/quarantine/{id}': {
    summary: 'One item: the row as sent, who it may be about, what was decided; kept as a disclosure',
    scope: 'operations:write',
    params: id,
    answer: { status: 200, schema: waitingDetail, description: 'The item' },
  },
  'POST /v1/quarantine/{id}/correction': {
    summary: 'Corrects cells, chooses a candidate, says that a row holds, or confirms a removal',
    scope: 'operations:write',
    params: id,
    body: correctionRequest,
    answer: { status: 200, schema: waitingItem, description: 'It has taken effect' },
  },
  'POST /v1/quarantine/{id}/dismissal': {
    summary: 'The row is not taken, or the name is still on its list',
    scope: 'operations:write',
    params: id,
    body: reasonRequest,
    answer: { status: 200, schema: waitingItem, description: 'It waits no more' },
  },
  'POST /v1/quarantine/{id}/undo': {
    summary: 'Takes a correction or dismissal of a row back',
    scope: 'operations:write',
    params: id,
    body: reasonRequest,
    answer: { status: 200, schema: waitingItem, description: 'It waits again' },
  },
  'POST /v1/quarantine/redo': {
    summary: 'Reads all rows that wait for one reason again, after the source learned more',
    scope: 'operations:write',
    body: redoRequest,
    answer: { status: 202, schema: redoRequest, description: 'It has been ordered' },
  },
  'GET /v1/unmatched': {
    summary: 'Decisions whose subject is no subject of ours yet, oldest first within a source',
    scope: 'operations:write',
    query: z.object({
      source: source.optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: { status: 200, schema: unmatchedAnswer, description: 'Records, without who they are about' },
  },
  'POST /v1/records/move': {
    summary: 'A record goes to the subject it is about, and leaves the one it was sent for',
    scope: 'casework:write',
    body: moveRequest,
    answer: {
      status: 202,
      schema: z.strictObject({ id: z.string(), records: z.int() }),
      description: 'It has been ordered',
    },
  },
  'GET /openapi.json': { summary: 'This contract', answer: { status: 200, description: 'OpenAPI 3.1' } },
  'GET /health': { summary: 'Liveness', answer: { status: 200, description: 'It serves' } },
  'GET /v1/disclosures': notBuilt('Institutions at E within three years and not repaired'),
  'GET /v1/grades/changes': notBuilt('Grade changes in order', 'grades:read'),
  'POST /v1/objections': notBuilt('Files an objection (Art. 19)', 'casework:write'),
  'POST /v1/objections/{id}/decision': {
    ...notBuilt('Decides an objection (Art. 20)', 'casework:write'),
    params: id,
  },
  'POST /v1/repairs': notBuilt('Applies for repair (Art. 27)', 'casework:write'),
  'POST /v1/repairs/{id}/decision': { ...notBuilt('Decides a repair', 'casework:write'), params: id },
  'POST /v1/repairs/{id}/extension': { ...notBuilt('Extends a repair', 'casework:write'), params: id },
  'GET /v1/repairs/{id}/notice': { ...notBuilt('The notice of a repair', 'casework:write'), params: id },
  'POST /v1/cycles/{year}/evaluation': {
    ...notBuilt('Starts the annual evaluation', 'operations:write'),
    params: z.object({ year: z.string() }),
  },
  'GET /v1/cycles/{year}': {
    ...notBuilt('The annual evaluation', 'operations:write'),
    params: z.object({ year: z.string() }),
  },
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
            ? { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } }
            : { 'application/json': { schema: body } },
      },
    }),
    responses: {
      [answer?.status ?? 200]: {
        description: answer?.description ?? 'Done',
        ...(answer?.schema && { content: { 'application/json': { schema: answer.schema } } }),
      },
      default: {
        description: 'A problem (RFC 9457): what happened, to what, what to do',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  } as ZodOpenApiOperationObject;
}
