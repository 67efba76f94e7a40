import * as z from 'zod';
import {
  correctionRequest,
  moveRequest,
  reasonRequest,
  redoRequest,
  source,
  unmatchedAnswer,
  waitingAnswer,
  waitingCounts,
  waitingDetail,
  waitingItem,
} from '../api.ts';
import { id, type Operations } from './operation.ts';

/** What waits for a person. */
export const waitingOperations: Operations = {
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
    refusals: [409],
  },
  'POST /v1/quarantine/{id}/dismissal': {
    summary: 'The row is not taken, or the name is still on its list',
    scope: 'operations:write',
    params: id,
    body: reasonRequest,
    answer: { status: 200, schema: waitingItem, description: 'It waits no more' },
    refusals: [409],
  },
  'POST /v1/quarantine/{id}/undo': {
    summary: 'Takes a correction or dismissal of a row back',
    scope: 'operations:write',
    params: id,
    body: reasonRequest,
    answer: { status: 200, schema: waitingItem, description: 'It waits again' },
    refusals: [409],
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
    refusals: [404],
  },
};
