import { openRunStores } from '../../lib/application/wiring/stores.ts';
import { asksForCsv, csvAnswer } from '../../lib/runtime/csv-answer.ts';
import {
  callerWith,
  type HttpAnswer,
  type HttpRequest,
  httpHandler,
} from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { Period } from '../../lib/store/activity-log.ts';
import { createReceiptActivity } from '../../lib/store/receipt-activity.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createRunActivity } from '../../lib/store/run-activity.ts';
import { countReceipts } from './count-receipts.ts';
import { countSources } from './count-sources.ts';
import { listReceipts } from './list-receipts.ts';
import { periodOf } from './period.ts';
import { receiptColumns, receiptCountColumns, sourceCountColumns } from './tables.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const { table, runs } = openRunStores(runtime);
  const receipts = createReceiptStore(table);
  const receiptActivity = createReceiptActivity(table);
  const runActivity = createRunActivity(table);
  const about =
    (show: (period: Period, request: HttpRequest) => Promise<HttpAnswer>) =>
    async (request: HttpRequest): Promise<HttpAnswer> => {
      callerWith(request, 'audit:read');
      return show(periodOf(request.query, dayOf(runtime.clock())), request);
    };
  return httpHandler(runtime, {
    'GET /v1/receipts': about(async (period, request) => {
      const page = await listReceipts(request.query, period, { activity: receiptActivity, receipts });
      if (!asksForCsv(request)) return { status: 200, body: page };
      const table = csvAnswer('receipts.csv', receiptColumns, page.receipts);
      return { ...table, headers: { ...table.headers, ...(page.next && { 'next-after': page.next }) } };
    }),
    'GET /v1/receipts/counts': about(async (period, request) => {
      const counts = await countReceipts(period, receiptActivity);
      if (asksForCsv(request)) return csvAnswer('receipt-counts.csv', receiptCountColumns, counts);
      return { status: 200, body: { ...period, counts } };
    }),
    'GET /v1/statistics/sources': about(async (period, request) => {
      const counts = await countSources(period, { activity: runActivity, runs });
      if (asksForCsv(request)) return csvAnswer('sources.csv', sourceCountColumns, counts);
      return { status: 200, body: { ...period, counts } };
    }),
  });
};

export const handler = lambda('show-insight', createHandler);
