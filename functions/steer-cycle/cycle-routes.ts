import { type Evaluation, isAnnual } from '../../lib/evaluation/evaluation.ts';
import { shownPhase } from '../../lib/evaluation/levels.ts';
import { asksForCsv, csvAnswer } from '../../lib/runtime/csv-answer.ts';
import {
  type Caller,
  callerIn,
  type HttpAnswer,
  type HttpRequest,
  type RouteHandler,
  type Routes,
} from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { receiptsOf } from '../../lib/store/receipt-store.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { gradeColumns, indicatorColumns, resultColumns, statisticsOf } from './cycle-tables.ts';
import { cycleViewOf } from './cycle-view.ts';
import { listMissingValues, missingColumns } from './missing-values.ts';
import { pictureAnswer, rehearsed } from './rehearsal.ts';
import { showResults } from './show-results.ts';
import { known, yearIn } from './steer-cycle.ts';

/** The head prepares the evaluation, and the second officer releases what it shows: both read it. */
const reading =
  (work: (request: HttpRequest, caller: Caller) => Promise<HttpAnswer>): RouteHandler =>
  async (request) =>
    work(request, callerIn(request, 'cycles:write', 'review:write'));

/** Reading the cycles: their evaluations, and what came of them. */
export function cycleRoutes(deps: CycleDeps): Routes {
  const { evaluations } = deps;
  const evaluationOf = ({ params }: HttpRequest): Promise<Evaluation> =>
    known(yearIn(params['year']), evaluations);
  return {
    'GET /v1/cycles': reading(async () => {
      const all = await evaluations.list();
      const cycles = all
        .filter(isAnnual)
        .map(({ year, phase, rehearsal }) => ({ year, phase: shownPhase(phase), rehearsal }));
      return { status: 200, body: { cycles } };
    }),
    'GET /v1/cycles/{year}': reading(async (request, { division: area }) => ({
      status: 200,
      body: await cycleViewOf(await evaluationOf(request), { ...deps, area }),
    })),
    'GET /v1/cycles/{year}/picture': reading(async (request, { division: area }) =>
      pictureAnswer(await evaluationOf(request), { evaluations, area }),
    ),
    'GET /v1/cycles/{year}/statistics': reading(async (request, { division: area }) => {
      const evaluation = await evaluationOf(request);
      const { of = 'grades' } = request.query;
      if (of !== 'grades' && of !== 'indicators')
        throw new Problem(400, 'unknown-statistics', 'of must be grades or indicators.');
      const statistics = statisticsOf(evaluation, await rehearsed(evaluation, { evaluations, area }));
      if (!asksForCsv(request)) return { status: 200, body: statistics };
      return of === 'indicators'
        ? csvAnswer('indicators.csv', indicatorColumns, statistics.indicators)
        : csvAnswer('grades.csv', gradeColumns, statistics.grades);
    }),
    'GET /v1/cycles/{year}/missing-values': reading(async (request, { division: area }) => {
      const page = await listMissingValues(
        await evaluationOf(request),
        { after: request.query['after'], area },
        deps,
      );
      return tableOr(request, page, csvAnswer('missing-values.csv', missingColumns, page.missing));
    }),
    'GET /v1/cycles/{year}/results': reading(async (request, caller) => {
      const { year } = await evaluationOf(request);
      const receipts = receiptsOf(caller, deps.receipts);
      const page = await showResults(
        year,
        { query: request.query, by: caller.agency, area: caller.division },
        { ...deps, receipts },
      );
      return tableOr(request, page, csvAnswer('results.csv', resultColumns, page.results));
    }),
  };
}

/** A page as JSON, or as a table for who asks for one. */
function tableOr(
  request: HttpRequest,
  page: { readonly next?: string | undefined },
  table: HttpAnswer,
): HttpAnswer {
  if (!asksForCsv(request)) return { status: 200, body: page };
  return { ...table, headers: { ...table.headers, ...(page.next && { 'next-after': page.next }) } };
}
