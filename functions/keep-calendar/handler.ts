import { rescheduleCases } from '../../lib/application/cases/reschedule-cases.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { readCalendar } from '../../lib/application/wiring/calendar.ts';
import { projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores } from '../../lib/application/wiring/stores.ts';
import { callerIn, callerWith, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import type { Day } from '../../lib/shared/day.ts';
import { noticeRequest } from '../../schemas/calendar.ts';
import { addNotice, showYear, yearIn } from './keep-calendar.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const stores = openStores(runtime);
  const { calendar } = stores;
  return httpHandler(runtime, {
    'GET /v1/calendar/{year}': async (request) => {
      callerIn(request, 'casework:write', 'policy:write');
      const { division } = request.query;
      return { status: 200, body: await showYear(yearIn(request.params['year']), division, calendar) };
    },
    'POST /v1/calendar/{year}': async (request) => {
      const by = callerWith(request, 'policy:write').sub;
      const year = yearIn(request.params['year']);
      const { off, work, takesBack, ...said } = parsedBody(request, noticeRequest);
      const at = runtime.clock().toISOString();
      const days = {
        off: off as Day[],
        work: work as Day[],
        ...(takesBack && { takesBack: takesBack as Day[] }),
      };
      const notice = { ...said, ...days, year, by, at };
      const added = await addNotice(notice, calendar);
      runtime.log.info('calendar.changed', { year, edition: added.edition, by });
      // A repeated request continues where the first one failed. Deadlines that are already recalculated do not change.
      const hints = createHints(runtime);
      const ports = projectionPorts(runtime, stores, hints);
      const deadlines = await readCalendar(stores);
      const changes = await Array.fromAsync(
        rescheduleCases({ runtime, ports, deadlines, waiting: stores.waiting }),
      );
      await hints.flush();
      return { status: 200, body: { ...added, deadlines: changes } };
    },
  });
};

export const handler = lambda('keep-calendar', createHandler);
