import type * as z from 'zod';
import { objectionView, repairView } from '../../lib/application/cases/case-views.ts';
import { noteCaseDisclosure } from '../../lib/application/cases/note-case-disclosure.ts';
import { openCase } from '../../lib/application/cases/open-case.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { openCalendar } from '../../lib/application/wiring/calendar.ts';
import { projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { asksForCsv, csvAnswer } from '../../lib/runtime/csv-answer.ts';
import {
  callerWith,
  type HttpAnswer,
  type HttpRequest,
  httpHandler,
  parsedBody,
  type RouteHandler,
} from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { parseDay } from '../../lib/shared/day.ts';
import { createAttachmentStore } from '../../lib/store/attachment-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import {
  extensionRequest,
  noticeObjectionRequest,
  objectionDecisionRequest,
  objectionRequest,
  repairDecisionRequest,
  repairRequest,
} from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { checkAttachments } from './check-attachments.ts';
import { contestNotice } from './contest-notice.ts';
import { decideObjection } from './decide-objection.ts';
import { decideRepair, extendRepair } from './decide-repair.ts';
import { fileObjection } from './file-objection.ts';
import { fileRepair } from './file-repair.ts';
import { deadlineColumns, listDeadlines } from './list-deadlines.ts';

const defaultLimit = 100;

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const receipts = createReceiptStore(stores.table);
  const deadlines = openCalendar(stores);
  const attachments = createAttachmentStore(stores.table);
  /** The parsed body. All attachments it names exist. @throws Problem 400 */
  const checked = async <Schema extends z.ZodType<Parameters<typeof checkAttachments>[0]>>(
    request: HttpRequest,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const body = parsedBody(request, schema);
    await checkAttachments(body, attachments);
    return body;
  };

  /** An action of an officer with the casework scope. Hints (queue messages) for the receivers are sent afterwards. */
  const officer =
    (work: (request: HttpRequest, by: string, deps: CaseDeps) => Promise<HttpAnswer>): RouteHandler =>
    async (request) => {
      const { agency } = callerWith(request, 'casework:write');
      const hints = createHints(runtime);
      const ports = projectionPorts(runtime, stores, hints);
      const answer = await work(request, agency, { runtime, ...stores, vault, receipts, deadlines, ports });
      await hints.flush();
      return answer;
    };
  const idOf = ({ params }: HttpRequest): string => params['id'] ?? '';
  const anObjection = ({ one, party }: Awaited<ReturnType<typeof fileObjection>>, status = 200) => ({
    status,
    body: objectionView(one, party, vault),
  });
  const aRepair = ({ one, party }: Awaited<ReturnType<typeof fileRepair>>, status = 200) => ({
    status,
    body: repairView(one, party, vault),
  });
  const withParty = <Opened extends { folder: { party: PartyKey } }>(opened: Opened) => ({
    ...opened,
    party: opened.folder.party,
  });
  return httpHandler(runtime, {
    'POST /v1/objections': officer(async (request, by, deps) =>
      anObjection(await fileObjection(await checked(request, objectionRequest), by, deps), 201),
    ),
    'GET /v1/objections/{id}': officer(async (request, by, deps) => {
      const shown = withParty(await openCase('objection', idOf(request), deps.ports));
      await noteCaseDisclosure(shown, by, deps);
      return anObjection(shown);
    }),
    'POST /v1/objections/{id}/decision': officer(async (request, by, deps) => {
      const body = await checked(request, objectionDecisionRequest);
      return anObjection(withParty(await decideObjection(idOf(request), body, by, deps)));
    }),
    'POST /v1/repairs': officer(async (request, by, deps) =>
      aRepair(await fileRepair(await checked(request, repairRequest), by, deps), 201),
    ),
    'GET /v1/repairs/{id}': officer(async (request, by, deps) => {
      const shown = withParty(await openCase('repair', idOf(request), deps.ports));
      await noteCaseDisclosure(shown, by, deps);
      return aRepair(shown);
    }),
    'POST /v1/repairs/{id}/decision': officer(async (request, by, deps) => {
      const body = parsedBody(request, repairDecisionRequest);
      return aRepair(withParty(await decideRepair(idOf(request), body, by, deps)));
    }),
    'POST /v1/repairs/{id}/extension': officer(async (request, by, deps) => {
      const { reason } = parsedBody(request, extensionRequest);
      return aRepair(withParty(await extendRepair(idOf(request), reason, by, deps)));
    }),
    'POST /v1/repairs/{id}/notice-objection': officer(async (request, by, deps) => {
      const body = parsedBody(request, noticeObjectionRequest);
      if ('grounds' in body) await checkAttachments(body, attachments);
      return aRepair(withParty(await contestNotice(idOf(request), body, by, deps)));
    }),
    'GET /v1/deadlines': officer(async (request, _by, deps) => {
      const page = await listDeadlines(pageOf(request), deps);
      if (!asksForCsv(request)) return { status: 200, body: page };
      const table = csvAnswer('deadlines.csv', deadlineColumns, page.deadlines);
      return { ...table, headers: { ...table.headers, ...(page.next && { 'next-after': page.next }) } };
    }),
  });
};

function pageOf({ query }: HttpRequest): Parameters<typeof listDeadlines>[0] {
  const { before, after, limit = String(defaultLimit) } = query;
  const day = before === undefined ? undefined : parseDay(before);
  if (before !== undefined && !day)
    throw new Problem(400, 'invalid-day', 'before must be a day, YYYY-MM-DD.');
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 200)
    throw new Problem(400, 'invalid-limit', 'limit must be a number from 1 to 200.');
  return { before: day, after, limit: Number(limit) };
}

export const handler = lambda('handle-cases', createHandler);
