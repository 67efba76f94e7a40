import { reportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { rehearsalPicture } from '../../lib/evaluation/picture.ts';
import type { Report } from '../../lib/evaluation/report.ts';
import { asksForCsv, csvAnswer } from '../../lib/runtime/csv-answer.ts';
import { callerWith, type HttpRequest, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { reasonRequest } from '../../schemas/api.ts';
import { releaseRequest } from '../../schemas/cycles.ts';
import { trialRequest } from '../../schemas/indicator-table.ts';
import {
  gradeColumns,
  indicatorColumns,
  publishedResults,
  resultColumns,
  statisticsOf,
} from './cycle-tables.ts';
import { cycleViewOf } from './cycle-view.ts';
import {
  abandonEvaluation,
  known,
  knownTrial,
  releaseEvaluation,
  startEvaluation,
  startTrial,
  yearIn,
} from './steer-cycle.ts';

/** Shards of the table that are processed in parallel. */
const shards = 16;

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const { evaluations } = stores;
  const vault = await openVaultOf(runtime, stores);
  const queue = openQueue(runtime, 'EVALUATIONS_QUEUE_URL');
  const receipts = createReceiptStore(stores.table);
  const deps = { runtime, evaluations, queue, policy: policyOf(runtime), shards };
  const officer = (request: HttpRequest): string => callerWith(request, 'operations:write').agency;
  const viewOf = (evaluation: Evaluation) =>
    cycleViewOf(evaluation, { evaluations, vault, now: runtime.clock() });
  const rehearsed = async (evaluation: Evaluation): Promise<Report> => {
    const report = await reportOf(evaluation, evaluations);
    if (report) return report;
    throw new Problem(409, 'not-rehearsed', 'Nothing is rehearsed yet. Look again in a while.');
  };
  const pictureOf = async (evaluation: Evaluation) => ({
    status: 200,
    headers: { 'content-type': 'image/svg+xml; charset=utf-8' },
    body: new TextEncoder().encode(rehearsalPicture(await rehearsed(evaluation), evaluation.year)),
  });
  return httpHandler(runtime, {
    'GET /v1/cycles': async (request) => {
      officer(request);
      const all = await evaluations.list();
      const cycles = all
        .filter(({ trial }) => !trial)
        .map(({ year, phase, rehearsal }) => ({
          year,
          phase,
          rehearsal,
        }));
      return { status: 200, body: { cycles } };
    },
    'GET /v1/cycles/{year}': async (request) => {
      officer(request);
      const evaluation = await known(yearIn(request.params['year']), evaluations);
      return { status: 200, body: await viewOf(evaluation) };
    },
    'GET /v1/cycles/{year}/picture': async (request) => {
      officer(request);
      const evaluation = await known(yearIn(request.params['year']), evaluations);
      return pictureOf(evaluation);
    },
    'GET /v1/cycles/{year}/statistics': async (request) => {
      officer(request);
      const evaluation = await known(yearIn(request.params['year']), evaluations);
      const { of = 'grades' } = request.query;
      if (of !== 'grades' && of !== 'indicators')
        throw new Problem(400, 'unknown-statistics', 'of must be grades or indicators.');
      const statistics = statisticsOf(evaluation, await rehearsed(evaluation));
      if (!asksForCsv(request)) return { status: 200, body: statistics };
      return of === 'indicators'
        ? csvAnswer('indicators.csv', indicatorColumns, statistics.indicators)
        : csvAnswer('grades.csv', gradeColumns, statistics.grades);
    },
    'GET /v1/cycles/{year}/results': async (request) => {
      const by = officer(request);
      const { year } = await known(yearIn(request.params['year']), evaluations);
      const page = await publishedResults(year, request.query, { folders: stores.folders, vault });
      const receiptId = runtime.newId();
      const disclosed = page.results.map(() => ({ status: 'published', fields: ['name', 'grade', 'score'] }));
      const at = runtime.clock().toISOString();
      await receipts.add({
        receiptId,
        at,
        agency: by,
        purpose: 'results',
        reference: String(year),
        disclosed,
      });
      if (!asksForCsv(request)) return { status: 200, body: page };
      const table = csvAnswer('results.csv', resultColumns, page.results);
      return { ...table, headers: { ...table.headers, ...(page.next && { 'next-after': page.next }) } };
    },
    'POST /v1/trials': async (request) => {
      const by = officer(request);
      const evaluation = await startTrial(parsedBody(request, trialRequest), by, deps);
      return { status: 202, body: { id: evaluation.name, ...(await viewOf(evaluation)) } };
    },
    'GET /v1/trials/{id}': async (request) => {
      officer(request);
      const evaluation = await knownTrial(request.params['id'] ?? '', evaluations);
      return { status: 200, body: { id: evaluation.name, ...(await viewOf(evaluation)) } };
    },
    'GET /v1/trials/{id}/picture': async (request) => {
      officer(request);
      return pictureOf(await knownTrial(request.params['id'] ?? '', evaluations));
    },
    'POST /v1/cycles/{year}/evaluation': async (request) => {
      const by = officer(request);
      const evaluation = await startEvaluation(yearIn(request.params['year']), by, deps);
      return { status: 202, body: await viewOf(evaluation) };
    },
    'POST /v1/cycles/{year}/release': async (request) => {
      const by = officer(request);
      const year = yearIn(request.params['year']);
      const evaluation = await releaseEvaluation(year, { by, ...parsedBody(request, releaseRequest) }, deps);
      return { status: 202, body: await viewOf(evaluation) };
    },
    'POST /v1/cycles/{year}/abandonment': async (request) => {
      const by = officer(request);
      const { reason } = parsedBody(request, reasonRequest);
      const year = yearIn(request.params['year']);
      const evaluation = await abandonEvaluation(year, { by, reason }, deps);
      return { status: 200, body: await viewOf(evaluation) };
    },
  });
};

export const handler = lambda('steer-cycle', createHandler);
