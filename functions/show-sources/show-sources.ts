import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import { type ArrivalStore, quietSince } from '../../lib/feeds/arrival.ts';
import type { PullState, PullStore } from '../../lib/feeds/pull.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Source } from '../../lib/shared/source.ts';
import type { PullView, SourceView } from '../../schemas/api.ts';
import { explainPull } from '../../schemas/reasons/pulls.ts';
import { sentencesOf } from '../../schemas/reasons/reason.ts';

export interface ShowSourcesDeps {
  readonly runtime: Runtime;
  readonly arrivals: ArrivalStore;
  readonly pulls: PullStore;
  readonly expectedIntervals: ReadonlyMap<Source, number>;
  readonly pullSources: readonly PullSource[];
}

/** Every source: when it last sent something, whether it is quiet, and the state of its pulls. Contains no secret. */
export const showSources = async (deps: ShowSourcesDeps): Promise<{ sources: SourceView[] }> => ({
  sources: await Promise.all(
    [...deps.expectedIntervals].map(([source, expectedIntervalDays]) =>
      sourceView(source, expectedIntervalDays, deps),
    ),
  ),
});

async function sourceView(
  source: Source,
  expectedIntervalDays: number,
  { runtime, arrivals, pulls, pullSources }: ShowSourcesDeps,
): Promise<SourceView> {
  const arrival = await arrivals.read(source);
  const since = arrival && quietSince(arrival, expectedIntervalDays, runtime.clock());
  const own = pullSources.filter((pull) => pull.source === source);
  return {
    source,
    rhythmDays: expectedIntervalDays,
    ...(arrival && { lastArrivalAt: arrival.at, lastRunId: arrival.runId }),
    ...(since && { quietSince: since }),
    pulls: await Promise.all(own.map(async (pull) => pullView(pull, await pulls.read(pull.name)))),
  };
}

/** Address and cursor are omitted: the authority chooses them, and nobody has checked what they contain. */
const pullView = ({ name, mode, everyMinutes }: PullSource, state: PullState | undefined): PullView => ({
  name,
  mode,
  everyMinutes,
  state: state ? (state.breaker.state === 'open' ? 'stopped' : state.problem ? 'failing' : 'working') : 'new',
  failures: state?.breaker.failures ?? 0,
  ...(state?.problem && {
    problem: state.problem,
    explanation: sentencesOf(explainPull(state.problem)),
  }),
  ...(state?.nextAt && { nextAt: state.nextAt }),
  ...(state?.lastSuccessAt && { lastSuccessAt: state.lastSuccessAt }),
  ...(state?.lastRecordsAt && { lastRecordsAt: state.lastRecordsAt }),
});
