import { successionCandidate } from '../../lib/credit-file/succession.ts';
import { type QuarantinedRow, reasonOf } from '../../lib/feeds/quarantine.ts';
import { type HttpRequest, parsedBody, type Routes } from '../../lib/runtime/http-handler.ts';
import {
  correctionRequest,
  decisionsRequest,
  findingDecisionRequest,
  itemEffectRequest,
  reasonRequest,
} from '../../schemas/api.ts';
import { correctRow } from './correct-row.ts';
import { decideFinding, refuseFinding } from './decide-finding.ts';
import { decideMany } from './decide-many.ts';
import { confirmRemoval, dismissRemoval, undoRemoval } from './decide-removal.ts';
import { dismissRow } from './dismiss-row.ts';
import { unknownItem } from './item-id.ts';
import { createItemRoute, createOfficerRoute, type ItemWork } from './item-route.ts';
import { removalItem, rowItem } from './list-waiting.ts';
import type { QuarantineDeps } from './quarantine-deps.ts';
import type { ActedRow } from './row-acts.ts';
import { effectOfCorrection } from './show-effect.ts';
import { showRemoval, showRow } from './show-item.ts';
import { undoRow } from './undo-row.ts';

const actedItem = ({ row, proposal }: ActedRow) => rowItem(row, proposal && [proposal]);

const isSuccession = (row: QuarantinedRow): boolean => reasonOf(row) === successionCandidate.code;

/** Other rows may have waited for the same decision: what is decided by it is taken. */
const redoOthers = (row: QuarantinedRow, by: string, { records }: QuarantineDeps): Promise<void> =>
  records.send([JSON.stringify({ redo: { source: row.source, reason: reasonOf(row), by } })]);

/** One waiting item, which is a row or a suspected removal: seen, corrected, dismissed, undone. */
export function itemRoutes(quarantine: QuarantineDeps): Routes {
  const onItem = createItemRoute(quarantine);
  const onItems = createOfficerRoute(quarantine);
  const onFinding = createItemRoute(quarantine, 'review:write');
  return {
    'GET /v1/quarantine/{id}': onItem({
      row: (row, { by, area, deps }) => showRow(row, { by, area }, deps),
      removal: (gone, { by, deps }) => showRemoval(gone, { by }, deps),
    }),
    'POST /v1/quarantine/{id}/reveal': onItem({
      row: (row, { request, by, area, deps }) => showRow(row, { by, area, ...reasonIn(request) }, deps),
      removal: (gone, { request, by, deps }) => showRemoval(gone, { by, ...reasonIn(request) }, deps),
    }),
    'POST /v1/quarantine/{id}/effect': onItem({
      row: (row, { request, by, area, deps }) => {
        refuseFinding(row);
        return effectOfCorrection(row, { request: parsedBody(request, itemEffectRequest), by, area }, deps);
      },
      removal: async () => {
        throw unknownItem();
      },
    }),
    'POST /v1/quarantine/decisions': onItems((call) => {
      const request = parsedBody(call.request, decisionsRequest);
      return decideMany(request, call, works[request.act]);
    }),
    'POST /v1/quarantine/{id}/correction': onItem(works.correction),
    'POST /v1/quarantine/{id}/dismissal': onItem(works.dismissal),
    'POST /v1/findings/{id}/decision': onFinding({
      row: async (row, { request, by, deps }) =>
        actedItem(await decideFinding(row, { ...parsedBody(request, findingDecisionRequest), by }, deps)),
      removal: async () => {
        throw unknownItem();
      },
    }),
    'POST /v1/quarantine/{id}/undo': onItem(works.undo),
  };
}

/** Decisions of an officer on an item of each kind. */
const works: Readonly<Record<'correction' | 'dismissal' | 'undo', ItemWork>> = {
  correction: {
    row: async (row, { request, by, area, deps }) => {
      refuseFinding(row);
      const correction = parsedBody(request, correctionRequest);
      const acted = await correctRow(row, { request: correction, by, area }, deps);
      if (acted.row.state === 'corrected' && isSuccession(row)) await redoOthers(row, by, deps);
      return actedItem(acted);
    },
    removal: async (gone, { request, by, deps }) => {
      const { reason, removedOn } = parsedBody(request, correctionRequest);
      const acted = await confirmRemoval(gone, { reason, removedOn, by }, deps);
      return removalItem(acted.gone, acted.proposal && [acted.proposal]);
    },
  },
  dismissal: {
    row: async (row, { request, by, area, deps }) => {
      refuseFinding(row);
      return actedItem(await dismissRow(row, { ...reasonIn(request), by, area }, deps));
    },
    removal: async (gone, { request, by, deps }) =>
      removalItem(await dismissRemoval(gone, { ...reasonIn(request), by }, deps)),
  },
  undo: {
    row: async (row, { request, by, deps }) =>
      actedItem(await undoRow(row, { ...reasonIn(request), by }, deps)),
    removal: async (gone, { request, by, deps }) =>
      removalItem(await undoRemoval(gone, { ...reasonIn(request), by }, deps)),
  },
};

const reasonIn = (request: HttpRequest): { reason: string } => parsedBody(request, reasonRequest);
