import { createHints } from '../../lib/application/deliveries/hints.ts';
import { intakePorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { GoneEntry } from '../../lib/feeds/list.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import {
  callerWith,
  type HttpAnswer,
  type HttpRequest,
  httpHandler,
  parsedBody,
} from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { type Source, sources } from '../../lib/shared/source.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { correctionRequest, moveRequest, reasonRequest, redoRequest } from '../../schemas/api.ts';
import { confirmRemoval, dismissRemoval } from './decide-removal.ts';
import { correctRow, dismissRow, undoRow } from './decide-row.ts';
import { parseItemId, unknownItem } from './item-id.ts';
import { countWaiting, listUnmatched, listWaiting, removalItem, rowItem } from './list-waiting.ts';
import { orderMove } from './order-casework.ts';
import { showRemoval, showRow } from './show-item.ts';

const defaultLimit = 50;
const largestLimit = 200;

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const records = openQueue(runtime, 'RECORDS_QUEUE_URL');
  const deps = {
    ...stores,
    runtime,
    records,
    vault: await openVaultOf(runtime, stores),
    receipts: createReceiptStore(stores.table),
  };
  const officer = (request: HttpRequest, scope = 'operations:write'): string =>
    callerWith(request, scope).agency;

  /** Finds the item of a request by its kind. Hints (queue messages) for the receivers are sent after a decision. */
  const onItem =
    (handle: {
      row: (row: QuarantinedRow, request: HttpRequest, decide: Decide) => Promise<unknown>;
      removal: (gone: GoneEntry, request: HttpRequest, decide: Decide) => Promise<unknown>;
    }) =>
    async (request: HttpRequest): Promise<HttpAnswer> => {
      officer(request);
      const id = parseItemId(request.params['id'] ?? '');
      const hints = createHints(runtime);
      const decide = { ...deps, ports: intakePorts(runtime, deps, hints) };
      const found =
        id.kind === 'row'
          ? await stores.quarantine.read(id.runId, id.row)
          : await stores.lists.readGone(id.list, id.entry);
      if (!found) throw unknownItem();
      const body =
        id.kind === 'row'
          ? await handle.row(found as QuarantinedRow, request, decide)
          : await handle.removal(found as GoneEntry, request, decide);
      await hints.flush();
      return { status: 200, body };
    };
  type Decide = typeof deps & { ports: ReturnType<typeof intakePorts> };

  return httpHandler(runtime, {
    'GET /v1/quarantine': async (request) => {
      officer(request);
      return { status: 200, body: await listWaiting(filterOf(request), deps) };
    },
    'GET /v1/quarantine/counts': async (request) => {
      officer(request);
      return { status: 200, body: await countWaiting(deps) };
    },
    'GET /v1/quarantine/{id}': onItem({
      row: (row, request) => showRow(row, officer(request), deps),
      removal: (gone, request) => showRemoval(gone, officer(request), deps),
    }),
    'POST /v1/quarantine/{id}/correction': onItem({
      row: async (row, request, decide) => {
        const correction = parsedBody(request, correctionRequest);
        return rowItem(await correctRow(row, { request: correction, by: officer(request) }, decide));
      },
      removal: async (gone, request, decide) => {
        const { reason, removedOn } = parsedBody(request, correctionRequest);
        return removalItem(await confirmRemoval(gone, { reason, removedOn, by: officer(request) }, decide));
      },
    }),
    'POST /v1/quarantine/{id}/dismissal': onItem({
      row: async (row, request, decide) => {
        const { reason } = parsedBody(request, reasonRequest);
        return rowItem(await dismissRow(row, { reason, by: officer(request) }, decide));
      },
      removal: async (gone, request, decide) => {
        const { reason } = parsedBody(request, reasonRequest);
        return removalItem(await dismissRemoval(gone, { reason, by: officer(request) }, decide));
      },
    }),
    'POST /v1/quarantine/{id}/undo': onItem({
      row: async (row, request, decide) => {
        const { reason } = parsedBody(request, reasonRequest);
        return rowItem(await undoRow(row, { reason, by: officer(request) }, decide));
      },
      removal: async () => {
        throw new Problem(
          409,
          'not-undoable',
          'A removal is not undone. Have the authority send the listing again.',
        );
      },
    }),
    'POST /v1/quarantine/redo': async (request) => {
      const by = officer(request);
      const { source, reason } = parsedBody(request, redoRequest);
      await records.send([JSON.stringify({ redo: { source, reason, by } })]);
      return { status: 202, body: { source, reason } };
    },
    'GET /v1/unmatched': async (request) => {
      officer(request);
      return { status: 200, body: await listUnmatched(filterOf(request), deps) };
    },
    'POST /v1/records/move': async (request) => {
      const by = officer(request, 'casework:write');
      return { status: 202, body: await orderMove(parsedBody(request, moveRequest), by, deps) };
    },
  });
};

function filterOf({ query }: HttpRequest): Parameters<typeof listWaiting>[0] {
  const { source, reason, after, kind = 'row', limit = String(defaultLimit) } = query;
  const isKnown = source === undefined || sources.includes(source as Source);
  if (!isKnown) throw new Problem(400, 'unknown-source', `source must be one of ${sources.join(', ')}.`);
  if (kind !== 'row' && kind !== 'removal')
    throw new Problem(400, 'unknown-kind', 'kind must be row or removal.');
  if (reason && !source) throw new Problem(400, 'source-missing', 'A reason is listed within its source.');
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > largestLimit)
    throw new Problem(400, 'invalid-limit', `limit must be 1 to ${largestLimit}.`);
  const prefix = [source, source && reason].filter(Boolean).join('#');
  if (after !== undefined && (after === '' || !after.startsWith(prefix)))
    throw new Problem(400, 'invalid-cursor', 'after must be the `next` of a page of the same list.');
  return { kind, source: source as Source | undefined, reason, after, limit: Number(limit) };
}

export const handler = lambda('work-quarantine', createHandler);
