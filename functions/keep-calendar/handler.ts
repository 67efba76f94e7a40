import { openStores } from '../../lib/composition/stores.ts';
import { callerWith, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import type { Day } from '../../lib/shared/day.ts';
import { noticeRequest } from '../../schemas/calendar.ts';
import { addNotice, showYear, yearIn } from './keep-calendar.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const { calendar } = openStores(runtime);
  return httpHandler(runtime, {
    'GET /v1/calendar/{year}': async (request) => {
      callerWith(request, 'casework:write');
      const { division } = request.query;
      return { status: 200, body: await showYear(yearIn(request.params['year']), division, calendar) };
    },
    'POST /v1/calendar/{year}': async (request) => {
      const by = callerWith(request, 'operations:write').agency;
      const year = yearIn(request.params['year']);
      const { off, work, ...said } = parsedBody(request, noticeRequest);
      const at = runtime.clock().toISOString();
      const notice = { ...said, year, off: off as Day[], work: work as Day[], by, at };
      const added = await addNotice(notice, calendar);
      runtime.log.info('calendar.changed', { year, edition: added.edition, by });
      return { status: 200, body: { ...added, deadlines: [] } };
    },
  });
};

export const handler = lambda('keep-calendar', createHandler);
