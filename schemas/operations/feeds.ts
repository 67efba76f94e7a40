import * as z from 'zod';
import {
  findingsAnswer,
  previewAnswer,
  recordsRequest,
  runOpened,
  runsAnswer,
  runView,
  source,
  sourcesAnswer,
  uploadOpened,
  uploadRequest,
} from '../api.ts';
import { templateFormats } from '../template-formats.ts';
import type { Operations } from './operation.ts';

/** Types of an answer file: it has the format of the file that was sent. */
const answerTypes = [
  'text/csv',
  'application/json',
  'application/x-ndjson',
  'application/xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];
const templateTypes = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
  'text/html',
];
const runId = z.object({ runId: z.string() });

/** Sending records, and the result. */
export const feedOperations = {
  'PUT /v1/feeds/{source}/files/{name}': {
    summary: 'Uploads a file of up to 5 MiB, always as application/octet-stream',
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    params: z.object({ source, name: z.string().max(200) }),
    body: 'file',
    answer: { status: 202, schema: runOpened, description: 'The run has begun' },
    refusals: [415],
  },
  'POST /v1/feeds/{source}/preview': {
    summary: 'What would become of a file of up to 5 MiB, row by row; nothing is kept and nobody is told',
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    params: z.object({ source }),
    body: 'file',
    answer: { status: 200, schema: previewAnswer, description: 'Template, encoding, counts and findings' },
    refusals: [415],
  },
  'POST /v1/feeds/{source}/uploads': {
    summary: 'Announces a file of any size; the run starts when it has arrived',
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    params: z.object({ source }),
    body: uploadRequest,
    answer: { status: 202, schema: uploadOpened, description: 'Where to upload it' },
  },
  'POST /v1/feeds/{source}/records': {
    summary: "Sends up to 500 records in the source's JSON shape",
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    params: z.object({ source }),
    body: recordsRequest,
    answer: { status: 202, schema: runOpened, description: 'The run has begun' },
  },
  'GET /v1/feeds/{source}/template': {
    summary:
      'A template in the columns of the source: an empty XLSX table that explains each column on its second sheet, an empty CSV table, or the explanation as a page (`html`)',
    params: z.object({ source }),
    query: z.object({
      format: z.enum(templateFormats).optional(),
      template: z.string().optional(),
    }),
    answer: { status: 200, types: templateTypes, description: 'The template' },
    refusals: [404],
  },
  'GET /v1/feeds/runs': {
    summary: 'Runs, newest first, of one source or status',
    scope: 'runs:read',
    servesDivisions: true,
    query: z.object({
      source: source.optional(),
      status: runView.shape.status.optional(),
      after: z
        .string()
        .regex(/^[0-9A-Z]{26}$/)
        .optional(),
    }),
    answer: { status: 200, schema: runsAnswer, description: 'At most 50 runs; `next` for the ones before' },
  },
  'GET /v1/feeds/runs/{runId}': {
    summary: 'A run with its counts',
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    orScope: 'runs:read',
    params: runId,
    answer: { status: 200, schema: runView, description: 'The run' },
  },
  'GET /v1/feeds/runs/{runId}/findings': {
    summary: 'Why rows were not accepted, row by row, at most 200 rows at a time',
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    orScope: 'runs:read',
    params: runId,
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    answer: { status: 200, schema: findingsAnswer, description: 'The findings, in the order of the rows' },
  },
  'GET /v1/feeds/runs/{runId}/answer': {
    summary: "The rows that were not accepted, in the sender's own columns and encoding, with reasons",
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    orScope: 'runs:read',
    params: runId,
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    answer: {
      status: 200,
      types: answerTypes,
      headers: {
        'next-after': 'The value of `after` for the rows that this file has no room for, if there are any',
      },
      description: 'The answer file',
    },
    refusals: [409],
  },
  'POST /v1/feeds/runs/{runId}/release': {
    summary: 'Continues a held run; its unknown columns are ignored',
    scope: 'review:write',
    params: runId,
    answer: { status: 202, schema: runOpened, description: 'The run continues' },
    refusals: [409],
  },
  'POST /v1/feeds/runs/{runId}/withdrawal': {
    summary: 'Ends a held run on the word of its sender; nothing of it is taken',
    scope: 'feeds:write:<source>',
    servesDivisions: true,
    params: runId,
    answer: { status: 200, schema: runView, description: 'The run, failed as withdrawn' },
    refusals: [409],
  },
  'GET /v1/sources': {
    summary: 'When each authority last sent a file, whether it is quiet, and the state of its pulls',
    scope: 'runs:read',
    answer: { status: 200, schema: sourcesAnswer, description: 'Every source' },
  },
} as const satisfies Operations;
