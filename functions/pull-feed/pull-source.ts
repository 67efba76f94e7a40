import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import type { PullState } from '../../lib/feeds/pull.ts';
import { type PageOutcome, type PullPageDeps, pullPage } from './pull-page.ts';
import { afterFailedPage, afterPage, isDue, leased, stateFor } from './pull-state.ts';

export interface PullSourceDeps extends PullPageDeps {
  /** Milliseconds until the host ends this call. */
  readonly remaining: () => number;
}

/** Kept free at the end of a call, beside the time a page may take. */
const reserveSeconds = 20;
/** Of one call: an endpoint whose cursors go in a circle is not asked without end. */
const pagesAtMost = 1000;

/**
 * Pulls what an endpoint has: page by page, each kept before its position is left, until there is no more or the time
 * is over; the next call goes on there. Only one puller at a time.
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
