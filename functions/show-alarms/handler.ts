import { callerOf, httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openAlarms } from '../../lib/runtime/ringing-alarms.ts';
import type { AlarmsAnswer } from '../../schemas/alarms.ts';
import { explainAlarm } from '../../schemas/reasons/alarms.ts';
import { sentencesOf } from '../../schemas/reasons/reason.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const alarms = openAlarms(runtime);
  return httpHandler(runtime, {
    'GET /v1/alarms': async (request) => {
      callerOf(request);
      const { ringing, asOf } = await alarms.look();
      const body: AlarmsAnswer = {
        alarms: [...ringing]
          .sort((a, b) => (a.since < b.since ? -1 : 1))
          .map(({ name, heading, since }) => {
            const reason = explainAlarm(heading);
            return { name, heading, since, title: reason.title, explanation: sentencesOf(reason) };
          }),
        asOf,
      };
      return { status: 200, body };
    },
  });
};

export const handler = lambda('show-alarms', createHandler);
