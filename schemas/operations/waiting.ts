import * as z from 'zod';
import {
  correctionRequest,
  decisionsAnswer,
  decisionsRequest,
  findingDecisionRequest,
  itemEffectRequest,
  mendingRequest,
  moveRequest,
  proposalView,
  reasonRequest,
  redoRequest,
  source,
  unmatchedAnswer,
  waitingAnswer,
  waitingCounts,
  waitingDetail,
  waitingItem,
} from '../api.ts';
import { effectAnswer } from '../effects.ts';
import { id, type Operations } from './operation.ts';

/** Items that wait for an officer. */
export const waitingOperations = {
  'GET /v1/quarantine': {
    summary: 'Items that wait for an officer: rows of files, or suspected removals',
    scope: 'quarantine:write',
    servesDivisions: true,
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
    summary: 'Number of waiting items, by source and reason, with the oldest',
    scope: 'quarantine:write',
    answer: { status: 200, schema: waitingCounts, description: 'Counts' },
  },
  'GET /v1/quarantine/{id}': {
    summary:
      'One item: the row as sent with names and numbers of persons covered, its possible subjects, earlier decisions; the access is recorded as a disclosure',
    scope: 'quarantine:write',
    servesDivisions: true,
    params: id,
    answer: { status: 200, schema: waitingDetail, description: 'The item' },
  },
  'POST /v1/quarantine/{id}/reveal': {
    summary: 'The same with nothing covered, for a reason that is kept with the receipt',
    scope: 'quarantine:write',
    servesDivisions: true,
    params: id,
    body: reasonRequest,
    answer: { status: 200, schema: waitingDetail, description: 'The item, whole' },
  },
  'POST /v1/quarantine/{id}/effect': {
    summary:
      'What a correction or the choice of a candidate would change in the files, worked out now; nothing is decided; recorded as a disclosure',
    scope: 'quarantine:write',
    servesDivisions: true,
    params: id,
    body: itemEffectRequest,
    answer: { status: 200, schema: effectAnswer, description: 'The files before and after' },
    refusals: [409],
  },
  'POST /v1/quarantine/decisions': {
    summary:
      'Decides up to 100 items that wait for one reason, each as its own route does; the same request again changes nothing more',
    scope: 'quarantine:write',
    servesDivisions: true,
    body: decisionsRequest,
    answer: { status: 200, schema: decisionsAnswer, description: 'What became of each' },
  },
  'POST /v1/quarantine/{id}/correction': {
    summary: 'Corrects cells, chooses a candidate, confirms a row, or confirms a removal',
    scope: 'quarantine:write',
    servesDivisions: true,
    params: id,
    body: correctionRequest,
    answer: { status: 200, schema: waitingItem, description: 'The correction has taken effect' },
    refusals: [409],
  },
  'POST /v1/quarantine/{id}/dismissal': {
    summary: 'Rejects a row, or a suspected removal whose name is still on its list',
    scope: 'quarantine:write',
    servesDivisions: true,
    params: id,
    body: reasonRequest,
    answer: { status: 200, schema: waitingItem, description: 'The item no longer waits' },
    refusals: [409],
  },
  'POST /v1/quarantine/{id}/undo': {
    summary: 'Takes back a correction or dismissal of a row',
    scope: 'quarantine:write',
    servesDivisions: true,
    params: id,
    body: reasonRequest,
    answer: { status: 200, schema: waitingItem, description: 'The item waits again' },
    refusals: [409],
  },
  'POST /v1/findings/{id}/decision': {
    summary: 'Confirms or refuses a finding of the bureau, as another person than who sent it (Art. 12)',
    scope: 'review:write',
    servesDivisions: true,
    params: id,
    body: findingDecisionRequest,
    answer: { status: 200, schema: waitingItem, description: 'It counts from now on, or is kept as refused' },
    refusals: [409],
  },
  'POST /v1/quarantine/redo': {
    summary: 'Reads all rows that wait for one reason again, after the feed has learned to read more',
    scope: 'quarantine:write',
    body: redoRequest,
    answer: { status: 202, schema: redoRequest, description: 'The work is queued' },
  },
  'GET /v1/unmatched': {
    summary: 'Decisions whose subject is not known yet, oldest first within a source',
    scope: 'quarantine:write',
    servesDivisions: true,
    query: z.object({
      source: source.optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: { status: 200, schema: unmatchedAnswer, description: 'Records, without their subjects' },
  },
  'POST /v1/codes/mending': {
    summary:
      'Moves what an earlier release left under a medical-insurance code to its holder; asked for by two officers',
    scope: 'casework:write',
    body: mendingRequest,
    answer: {
      status: 202,
      schema: z.strictObject({ code: z.string(), proposal: proposalView.optional() }),
      description: 'With `proposal` it waits for a second officer who asks for the same; else it is queued',
    },
    refusals: [404],
  },
  'POST /v1/records/move': {
    summary: 'Moves a record to the subject it is about, from the one it was sent for',
    scope: 'casework:write',
    body: moveRequest,
    answer: {
      status: 202,
      schema: z.strictObject({ id: z.string(), records: z.int(), proposal: proposalView.optional() }),
      description: 'The move is queued; with `proposal` it waits for a second officer who asks for the same',
    },
    refusals: [404],
  },
} as const satisfies Operations;
