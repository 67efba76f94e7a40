import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import type { PullState } from '../../lib/feeds/pull.ts';
import { type PageOutcome, type PullPageDeps, pullPage } from './pull-page.ts';
import { afterFailedPage, afterPage, isDue, leased, stateFor } from './pull-state.ts';

export interface PullSourceDeps extends PullPageDeps {
  /** Milliseconds until the host ends this call. */
  readonly remaining: () => number;
}

/** Seconds reserved at the end of a call, in addition to the time limit of a page. */
const reserveSeconds = 20;
/** Pages per call. A list without an end is noticed by its trail (`page-trail.ts`), over all calls. */
const pagesAtMost = 1000;

/**
 * Pulls an endpoint page by page. Each page is stored before the position advances. The pull ends when there are no
 * more pages or the time is used up; the next call continues from the stored position. A lease allows one puller at a
 * time.
 */
export async function pullSource(source: PullSource, deps: PullSourceDeps): Promise<void> {
  const { runtime, pulls } = deps;
  const { timeoutSeconds, everyMinutes } = source;
  const puller = runtime.newId();
  const write = async (state: PullState): Promise<PullState | undefined> => {
    const next = { ...state, revision: state.revision + 1 };
    return (await pulls.write(next)) ? next : undefined;
  };
  const lease = (state: PullState): PullState =>
    leased(state, { puller, now: runtime.clock(), timeoutSeconds });

  let state: PullState | undefined = stateFor(source, await pulls.read(source.name));
  if (!isDue(state, runtime.clock()) || !hasTime(source, deps)) return;
  state = await write(lease(state));
  let asked = 0;
  let pages = 0;
  while (state) {
    const outcome: PageOutcome = await pullPage(source, state.position, deps);
    const now = runtime.clock();
    if (outcome.kind === 'failed') {
      const after = await write(afterFailedPage(state, outcome, now));
      return after && reportFailure(source, after, deps);
    }
    if (outcome.isNew) pages++;
    const after = afterPage(state, outcome, { now, everyMinutes });
    const goesOn = outcome.hasMore && ++asked < pagesAtMost && hasTime(source, deps);
    state = await write(goesOn ? lease(after) : after);
    if (!goesOn) {
      runtime.log.info('pull.done', { pull: source.name, pages, hasMore: outcome.hasMore });
      return;
    }
  }
}

const hasTime = ({ timeoutSeconds }: PullSource, { remaining }: PullSourceDeps): boolean =>
  remaining() > (timeoutSeconds + reserveSeconds) * 1000;

function reportFailure({ name, source }: PullSource, state: PullState, { runtime }: PullSourceDeps): void {
  const { problem, breaker } = state;
  runtime.metrics.add('PullFailed', 1);
  runtime.log.warn('pull.failed', {
    pull: name,
    source,
    problem,
    failures: breaker.failures,
    openUntil: breaker.openUntil,
  });
}
