import { noticeNumbering } from '../../lib/application/cases/notice-number.ts';
import { letterheadOf } from '../../lib/application/settings/letterhead.ts';
import { openCalendar } from '../../lib/application/wiring/calendar.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { asksForCsv, csvAnswer } from '../../lib/runtime/csv-answer.ts';
import { type HttpRequest, httpHandler, parsedBody, type Routes } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { parseDay } from '../../lib/shared/day.ts';
import { createAttachmentStore } from '../../lib/store/attachment-store.ts';
import { createNoticeNumberStore } from '../../lib/store/notice-number-store.ts';
import { createOfficerStore } from '../../lib/store/officer-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { orderRequest } from '../../schemas/cases.ts';
import { deadlineColumns, listDeadlines } from './list-deadlines.ts';
import { objectionRoutes } from './objection-routes.ts';
import { createOfficerRoute, type OfficerRoute } from './officer-route.ts';
import { orderSuspension } from './order-suspension.ts';
import { repairRoutes } from './repair-routes.ts';

const defaultLimit = 100;

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const officer = createOfficerRoute({
    ...stores,
    runtime,
    vault: await openVaultOf(runtime, stores),
    receipts: createReceiptStore(stores.table),
    officers: createOfficerStore(stores.table),
    attachments: createAttachmentStore(stores.table),
    deadlines: openCalendar(stores),
    numberNotice: noticeNumbering({
      numbers: createNoticeNumberStore(stores.table),
      letterhead: letterheadOf(runtime),
    }),
  });
  return httpHandler(runtime, {
    ...objectionRoutes(officer),
    ...repairRoutes(officer),
    'POST /v1/orders': officer(async (request, by, deps) => ({
      status: 201,
      body: await orderSuspension(parsedBody(request, orderRequest), by, deps),
    })),
    ...deadlineRoutes(officer),
  });
};

const deadlineRoutes = (officer: OfficerRoute): Routes => ({
  'GET /v1/deadlines': officer(async (request, _by, deps) => {
    const page = await listDeadlines(pageOf(request), deps);
    if (!asksForCsv(request)) return { status: 200, body: page };
    const table = csvAnswer('deadlines.csv', deadlineColumns, page.deadlines);
    return { ...table, headers: { ...table.headers, ...(page.next && { 'next-after': page.next }) } };
  }),
});

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
