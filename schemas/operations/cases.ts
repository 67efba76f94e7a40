import * as z from 'zod';
import { dayText } from '../api.ts';
import {
  deadlinesAnswer,
  extensionRequest,
  noticeObjectionRequest,
  objectionDecisionRequest,
  objectionEffectRequest,
  objectionRequest,
  objectionView,
  orderAnswer,
  orderRequest,
  refusalObjectionRequest,
  repairDecisionRequest,
  repairRequest,
  repairView,
} from '../cases.ts';
import { effectAnswer } from '../effects.ts';
import { id, type Operations } from './operation.ts';

const scope = 'casework:write';
const anObjection = (description: string, status = 200) => ({ status, schema: objectionView, description });
const aRepair = (description: string, status = 200) => ({ status, schema: repairView, description });

/** Objections and repairs. */
export const caseOperations = {
  'POST /v1/objections': {
    summary: 'Files an objection to a published result, or to the grade in force (Art. 19)',
    scope,
    servesDivisions: true,
    body: objectionRequest,
    answer: anObjection('The objection is open, with the day by which it must be decided', 201),
    refusals: [404, 409],
  },
  'GET /v1/objections/{id}': {
    summary: 'An objection with its state, dates and texts; the access is recorded as a disclosure',
    scope,
    servesDivisions: true,
    params: id,
    answer: anObjection('The objection'),
  },
  'POST /v1/objections/{id}/decision': {
    summary:
      'Decides an objection (Art. 20); a second officer confirms a decision that lifts a sanction, with the same request',
    scope,
    servesDivisions: true,
    params: id,
    body: objectionDecisionRequest,
    answer: anObjection('The objection is decided, or proposed to a second officer'),
    refusals: [409],
  },
  'POST /v1/objections/{id}/effect': {
    summary:
      'What upholding an objection would change in the file, worked out now; nothing is decided; recorded as a disclosure',
    scope,
    servesDivisions: true,
    params: id,
    body: objectionEffectRequest,
    answer: { status: 200, schema: effectAnswer, description: 'The file before and after' },
    refusals: [409],
  },
  'POST /v1/orders': {
    summary:
      'Suspends the services of a member of staff at grade C (Art. 24), or ends that; a second officer releases it',
    scope,
    servesDivisions: true,
    body: orderRequest,
    answer: { status: 201, schema: orderAnswer, description: 'It waits for a second officer' },
    refusals: [404, 409],
  },
  'POST /v1/repairs': {
    summary: 'Applies for the repair of decisions (Art. 27 to 30); the answer lists the obstacles',
    scope,
    servesDivisions: true,
    body: repairRequest,
    answer: aRepair('The repair is open, with the day by which it must be decided', 201),
    refusals: [404, 409],
  },
  'GET /v1/repairs/{id}': {
    summary: 'A repair with its state, dates and texts; the access is recorded as a disclosure',
    scope,
    servesDivisions: true,
    params: id,
    answer: aRepair('The repair'),
  },
  'GET /v1/repairs/{id}/effect': {
    summary:
      'What granting a repair would change in the file once its public notice is over; nothing is decided; recorded as a disclosure',
    scope,
    servesDivisions: true,
    params: id,
    answer: { status: 200, schema: effectAnswer, description: 'The file before and after' },
    refusals: [409],
  },
  'POST /v1/repairs/{id}/decision': {
    summary:
      'Decides a repair (Art. 31); a second officer confirms a decision that lifts a sanction, with the same request',
    scope,
    servesDivisions: true,
    params: id,
    body: repairDecisionRequest,
    answer: aRepair('The repair is decided, or proposed to a second officer'),
    refusals: [409],
  },
  'POST /v1/repairs/{id}/extension': {
    summary: 'Extends the time limit of a complicated repair to 30 working days, once (Art. 31)',
    scope,
    servesDivisions: true,
    params: id,
    body: extensionRequest,
    answer: aRepair('The repair must be decided by the later day'),
    refusals: [409],
  },
  'POST /v1/repairs/{id}/notice-objection': {
    summary: 'Records an objection to the public notice of a repair, or rules on one (Art. 31)',
    scope,
    servesDivisions: true,
    params: id,
    body: noticeObjectionRequest,
    answer: aRepair('The repair waits for a ruling, continues, or is stopped'),
    refusals: [409],
  },
  'POST /v1/repairs/{id}/objection': {
    summary: 'Files an objection to a refused repair (annex 5), or decides it as another officer',
    scope,
    servesDivisions: true,
    params: id,
    body: refusalObjectionRequest,
    answer: aRepair(
      'The objection is open, or the repair stays refused, or it is granted and in public notice',
    ),
    refusals: [409],
  },
  'GET /v1/deadlines': {
    summary: 'What is due in objections and repairs, oldest first',
    scope,
    servesDivisions: true,
    query: z.object({
      /** Only what is due before this day. */
      before: dayText.optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: { status: 200, schema: deadlinesAnswer, description: 'Deadlines', isTableToo: true },
  },
  'GET /v1/objections/{id}/notice': {
    summary: 'The reply to an objection as PDF (annex 2), once it is decided; the same bytes each time',
    scope: 'casework:write',
    servesDivisions: true,
    params: id,
    answer: { status: 200, types: ['application/pdf'], description: 'The notice' },
    refusals: [409],
  },
  'GET /v1/repairs/{id}/notice': {
    summary:
      'The notice of a repair as PDF: confirmed (annex 4), or refused (annex 5) with how it can be repaired; the same bytes each time',
    scope: 'casework:write',
    servesDivisions: true,
    params: id,
    answer: { status: 200, types: ['application/pdf'], description: 'The notice' },
    refusals: [409],
  },
} as const satisfies Operations;
